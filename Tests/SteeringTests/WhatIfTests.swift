import GarageNetwork
import Geometry
import Matching
import Steering
import Testing

@Suite struct WhatIfTests {
    static let here = point(46, 3)
    static let garages = [
        garage(1, at: here), garage(2, at: point(46.1, 3)),
        garage(3, at: point(46, 3)) { $0.status = .left },
    ]
    static let requests = WorkingCalendar.french.weights(of: month("2025-03")).month.days
        .filter(WorkingCalendar.french.isWorking)
        .map { Simulation.Request(day: $0, position: here, radiusKm: 30) }
    static let now = WhatIf(garages: garages, requests: requests)

    static func id(_ text: String) -> GarageID {
        guard let id = GarageID(text) else { preconditionFailure("no id") }
        return id
    }

    @Test("who left plays no part")
    func present() {
        #expect(Self.now.garages.map(\.id.text) == ["G1", "G2"])
    }

    @Test("a garage leaves, changes its band, or joins")
    func garages() {
        let left = Self.now.applying(.leave(Self.id("G1")), places: [])
        #expect(left.garages.map(\.id.text) == ["G2"])
        let banded = Self.now.applying(.band(Self.id("G2"), band(2, 4)), places: [])
        #expect(banded.garages.map(\.target) == [.standard, band(2, 4)])
        let joined = Self.now.applying(.garage(at: Self.here, band(5, 10)), places: [])
        #expect(joined.garages.map(\.id.text) == ["G1", "G2", "new"])
        #expect(Set(joined.garages.map(\.number)).count == 3)
        #expect(joined.requests.count == Self.requests.count)
    }

    @Test("a cap never keeps a garage from its new band")
    func cap() {
        let capped = WhatIf(
            garages: [garage(1, at: Self.here) { $0.monthlyCap = 3 }], requests: Self.requests)
        let banded = capped.applying(.band(Self.id("G1"), band(5, 8)), places: [])
        #expect(banded.garages.map(\.monthlyCap) == [8])
    }

    @Test("demand grows and shrinks by about the percentage, in order, always the same")
    func percent() {
        let many = (0..<4_000).map { index in
            Simulation.Request(
                day: day("2025-01-01") + index / 20, position: Self.here,
                radiusKm: Double(index))
        }
        let network = WhatIf(garages: Self.garages, requests: many)
        for (percent, expected) in [(0, 0.0), (50, 0.5), (100, 1), (120, 1.2), (300, 3)] {
            let changed = network.applying(.demand(percent: percent), places: []).requests
            #expect(abs(Double(changed.count) - expected * 4_000) < 120, "\(percent) %")
            #expect(changed.map(\.radiusKm) == changed.map(\.radiusKm).sorted())
            let again = network.applying(.demand(percent: percent), places: []).requests
            #expect(changed.map(\.radiusKm) == again.map(\.radiusKm))
        }
        #expect(
            network.applying(.demand(percent: 100), places: []).requests.map(\.radiusKm)
                == many.map(\.radiusKm))
    }

    @Test("a prescriber's people come in order, from around it, as many as it sends")
    func prescriber() {
        let places = [
            GarageRecruitingTests.town("near", 46.2, people: 3_000),
            GarageRecruitingTests.town("too far", 47, people: 90_000),
        ]
        let more = Self.now.applying(
            .prescriber(at: Self.here, yieldPerMonth: 12), places: places)
        #expect(more.requests.count == Self.requests.count + 12)
        #expect(more.requests.map(\.day) == more.requests.map(\.day).sorted())
        let added = more.requests.filter { $0.position != Self.here }
        #expect(added.count == 12)
        #expect(added.allSatisfy { abs($0.position.latitude - 46.2) < 1e-9 && $0.radiusKm == 30 })
        let alone = Self.now.applying(
            .prescriber(at: Self.here, yieldPerMonth: 12), places: [])
        #expect(alone.requests.count == more.requests.count)
    }

    @Test("without any demand there is nothing to compare")
    func nothing() async {
        #expect(await WhatIf(garages: Self.garages, requests: []).outcome() == nil)
    }

    @Test("the run is the simulation's own, and the same each time")
    func outcome() async throws {
        let outcome = try #require(await Self.now.outcome())
        var simulation = Simulation(garages: Self.now.garages)
        #expect(simulation.run(Self.requests) { _, _ in } == outcome.score)
        #expect(outcome.peoplePerMonth.values.reduce(0, +) == Double(Self.requests.count))
        #expect(try #require(await Self.now.outcome()) == outcome)
    }

    @Test("a run that is cancelled says nothing")
    func cancelled() async {
        let run = Task { await Self.now.outcome() }
        run.cancel()
        #expect(await run.value == nil)
    }

    @Test("limits are on requests and garages")
    func limits() {
        #expect(Self.now.isWithinLimits)
        let request = Self.requests[0]
        let full = WhatIf(
            garages: [], requests: Array(repeating: request, count: WhatIf.requestsMax))
        #expect(full.isWithinLimits)
        #expect(!full.applying(.demand(percent: 101), places: []).isWithinLimits)
    }

    @Test("the garages that change most come first, those that come and go always")
    func comparison() throws {
        var simulation = Simulation(garages: Self.now.garages)
        let score = try #require(simulation.run(Self.requests) { _, _ in })
        func outcome(_ people: [String: Double]) -> WhatIfOutcome {
            WhatIfOutcome(
                score: score,
                peoplePerMonth: Dictionary(
                    uniqueKeysWithValues: people.map { (Self.id($0.key), $0.value) }))
        }
        let comparison = WhatIfComparison(
            before: outcome(["A": 5, "B": 5, "C": 5, "D": 0, "E": 3]),
            after: outcome(["A": 5.05, "B": 8, "C": 2, "D": 1, "F": 0]))
        #expect(comparison.garages(limit: 10).map(\.garage.text) == ["B", "C", "E", "D", "F"])
        #expect(comparison.garages(limit: 2).map(\.change) == [3, -3])
        #expect(comparison.garages(limit: 0).isEmpty)
    }

    @Test(
        "each change has its words in both languages",
        arguments: [
            Change.leave(id("G1")), .band(id("G1"), band(2, 4)),
            .prescriber(at: here, yieldPerMonth: 7.5), .garage(at: here, .standard),
            .demand(percent: 120),
        ])
    func words(change: Change) {
        #expect(!change.words.french.isEmpty && change.words.french != change.words.english)
    }
}
