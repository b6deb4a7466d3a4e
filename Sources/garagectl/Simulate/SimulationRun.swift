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

    /// Decides every request; `tell` gets the name of each, who was chosen, and the microseconds it
    /// took.
    func run(
        tell: (String, GarageID?, Double) throws(Failure) -> Void
    ) throws(Failure) -> Outcome {
        var simulation = Simulation(garages: scenario.garages, policy: policy)
        var times = DecisionTimes()
        try scenario.demand.forEach { asked throws(Failure) in
            // Midnight's work is the day's, not the request's.
            simulation.turn(to: asked.request.day)
            let began = ContinuousClock.now
            let decision = simulation.decide(asked.request)
            let microseconds = (ContinuousClock.now - began).inSeconds * 1e6
            times.add(microseconds)
            try tell(asked.id, decision?.garage, microseconds)
        }
        guard let score = simulation.score() else {
            throw Failure(.refused, "the scenario has no request")
        }
        return Outcome(score: score, times: times)
    }
}

/// How long decisions took, counted by the tenth of a microsecond: as exact as they are shown.
struct DecisionTimes: Equatable {
    private var counts: [Int: Int] = [:]
    private var total = 0

    mutating func add(_ microseconds: Double) {
        counts[Int((microseconds * 10).rounded()), default: 0] += 1
        total += 1
    }

    /// In microseconds; 0 when there was none.
    var median: Double { value(at: (total - 1) / 2) }
    /// One in a hundred took longer.
    var slow: Double { value(at: (total - 1) * 99 / 100) }

    private func value(at place: Int) -> Double {
        var seen = 0
        for (tenths, count) in counts.sorted(by: { $0.key < $1.key }) {
            seen += count
            if seen > place { return Double(tenths) / 10 }
        }
        return 0
    }
}
