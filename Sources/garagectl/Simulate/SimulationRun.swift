import GarageNetwork
import Matching

/// One policy over one scenario, request by request.
struct SimulationRun {
    let scenario: Scenario
    let policy: MatchingPolicy

    /// What came of it.
    struct Outcome {
        let score: YearScore
        let times: DecisionTimes
    }

    /// Decides every request; `tell` gets the place of each, who was chosen, and the time it took.
    func run(
        tell: (Int, GarageID?, Double) throws(Failure) -> Void
    ) throws(Failure) -> Outcome {
        var simulation = Simulation(garages: scenario.garages, policy: policy)
        var microseconds: [Double] = []
        microseconds.reserveCapacity(scenario.requests.count)
        for (index, request) in scenario.requests.enumerated() {
            // Midnight's work is the day's, not the request's.
            simulation.turn(to: request.day)
            let began = ContinuousClock.now
            let decision = simulation.decide(request)
            microseconds.append((ContinuousClock.now - began).inSeconds * 1e6)
            try tell(index, decision?.garage, microseconds[index])
        }
        guard let score = simulation.score() else {
            throw Failure(.refused, "the scenario has no request")
        }
        return Outcome(score: score, times: DecisionTimes(microseconds))
    }
}

/// How long decisions took, in microseconds.
struct DecisionTimes: Equatable {
    let median: Double
    /// One in a hundred took longer.
    let slow: Double

    init(_ microseconds: [Double]) {
        let ordered = microseconds.sorted()
        median = ordered.isEmpty ? 0 : ordered[(ordered.count - 1) / 2]
        slow = ordered.isEmpty ? 0 : ordered[(ordered.count - 1) * 99 / 100]
    }
}
