import GarageNetwork
import Matching

/// One policy over one scenario, request by request.
struct SimulationRun {
    let scenario: Scenario
    let policy: MatchingPolicy

    static let header = "request_id,garage_id,decision_us"

    /// Decides every request; `write` gets the header and one line for each.
    func run(write: (String) throws(Failure) -> Void) throws(Failure) -> YearScore {
        var simulation = Simulation(garages: scenario.garages, policy: policy)
        try write(Self.header)
        for demand in scenario.demands {
            let began = ContinuousClock.now
            let decision = simulation.decide(
                Simulation.Request(
                    day: demand.day, position: demand.position, radiusKm: demand.radiusKm))
            let microseconds = (ContinuousClock.now - began).inSeconds * 1e6
            try write(
                CSVText.line([
                    demand.requestID, decision?.garage.text ?? "", microseconds.text(places: 1),
                ]))
        }
        guard let score = simulation.score() else {
            throw Failure(.refused, "the scenario has no request")
        }
        return score
    }

    /// A row of the comparison.
    static func row(policy: String, _ score: YearScore) -> [JSONMember] {
        let figures: [(String, Double, Int)] = [
            ("in_percent", score.inBandPercent, 1), ("below_percent", score.belowPercent, 1),
            ("above_percent", score.abovePercent, 1), ("zero_percent", score.zeroPercent, 1),
            ("unserved_percent", score.unservedPercent, 1), ("extra_km", score.extraKmMean, 2),
            ("extra_km_p95", score.extraKmP95, 1), ("moved_percent", score.movedPercent, 1),
            ("gini", score.gini, 3), ("J_km_month", score.objectiveKmPerMonth, 0),
        ]
        return [JSONMember(name: "policy", value: .text(policy))]
            + figures.map { name, value, places in
                JSONMember(name: name, value: .number(value.text(places: places)))
            }
    }
}
