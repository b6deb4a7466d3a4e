import Matching

@testable import garagectl

extension Scenario {
    /// All requests at once, which the program never holds.
    var requests: [Simulation.Request] {
        get throws { try demand.held.map(\.request) }
    }

    var ids: [String] {
        get throws { try demand.held.map(\.id) }
    }
}

extension ScenarioDemand {
    var held: [ScenarioRequest] {
        get throws {
            var all: [ScenarioRequest] = []
            try forEach { all.append($0) }
            return all
        }
    }
}
