package import GarageNetwork
package import Matching

/// How the months of a network would have been balanced, all of it and garage by garage.
package struct WhatIfOutcome: Equatable, Sendable {
    package let score: YearScore
    /// People a month, by garage; garages that got nobody are there with 0.
    package let peoplePerMonth: [GarageID: Double]

    package init(score: YearScore, peoplePerMonth: [GarageID: Double]) {
        self.score = score
        self.peoplePerMonth = peoplePerMonth
    }
}

extension WhatIf {
    /// The most requests that one question may run through: seven years of a network like that of
    /// France, about a quarter of a minute for each of the two runs.
    package static let requestsMax = 200_000
    /// The same for garages: they are priced anew on each of 365 days.
    package static let garagesMax = 2_000
    /// So many requests are decided before others may use the thread.
    private static let piece = 500

    /// Whether the question is small enough to be run.
    package var isWithinLimits: Bool {
        requests.count <= Self.requestsMax && garages.count <= Self.garagesMax
    }

    /// Runs the demand through the network, off the caller's executor, with a pause after every
    /// few hundred decisions; nil when there is no demand, or when the task was cancelled.
    @concurrent package func outcome(
        policy: MatchingPolicy = .balanced
    ) async -> WhatIfOutcome? {
        var simulation = Simulation(garages: garages, policy: policy)
        var people = Dictionary(uniqueKeysWithValues: garages.map { ($0.id, 0) })
        var start = 0
        while start < requests.count {
            let end = min(start + Self.piece, requests.count)
            for request in requests[start..<end] {
                if let decision = simulation.decide(request) { people[decision.garage]? += 1 }
            }
            start = end
            await Task.yield()
            if Task.isCancelled { return nil }
        }
        guard let score = simulation.score() else { return nil }
        let months = Double(score.months)
        return WhatIfOutcome(
            score: score, peoplePerMonth: people.mapValues { Double($0) / months })
    }
}

/// What a change does, side by side.
package struct WhatIfComparison: Equatable, Sendable {
    package let before: WhatIfOutcome
    package let after: WhatIfOutcome

    package init(before: WhatIfOutcome, after: WhatIfOutcome) {
        self.before = before
        self.after = after
    }

    /// One garage, before and after; nil on the side where it is not in the network.
    package struct GarageChange: Equatable, Sendable {
        package let garage: GarageID
        package let before: Double?
        package let after: Double?

        /// What it gained or lost.
        package var change: Double { (after ?? 0) - (before ?? 0) }
    }

    /// The garages that change most, the largest change first; of equals, the lower id.
    ///
    /// Changes below a tenth of a person a month are left out.
    package func garages(limit: Int) -> [GarageChange] {
        let ids = Set(before.peoplePerMonth.keys).union(after.peoplePerMonth.keys)
        let changes = ids.map {
            GarageChange(
                garage: $0, before: before.peoplePerMonth[$0], after: after.peoplePerMonth[$0])
        }
        let told = changes.filter { abs($0.change) >= 0.1 || $0.before == nil || $0.after == nil }
        return Array(
            told.sorted { (abs($1.change), $0.garage) < (abs($0.change), $1.garage) }
                .prefix(max(0, limit)))
    }
}
