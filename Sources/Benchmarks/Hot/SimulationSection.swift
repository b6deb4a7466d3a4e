import Matching

extension Section {
    /// A year of decisions, each with the referral and the turns of days that follow from it.
    static let simulation = Section(
        name: "simulation", title: "one decision of a simulated year",
        columns: ["policy", "garages", "decisions", "served"] + Figure.columns + ["per CPU s"]
    ) { meter, table in
        let scenario = try ScenarioFiles()
        for policy in MatchingPolicy.all {
            let fresh = Simulation(garages: scenario.garages, policy: policy)
            let served = serve(scenario.requests, fresh)
            let figure = meter.measure(cycle: scenario.requests.count) { count in
                (0..<count / scenario.requests.count).reduce(0) { total, _ in
                    total &+ serve(scenario.requests, fresh)
                }
            }
            table.add(
                [
                    policy.name, whole(scenario.garages.count), whole(scenario.requests.count),
                    whole(served),
                ] + figure.cells + [significant(figure.perSecond)])
        }
    }

    /// How many people find a garage.
    private static func serve(_ requests: [Simulation.Request], _ fresh: Simulation) -> Int {
        var simulation = fresh
        return requests.count { simulation.decide($0) != nil }
    }
}
