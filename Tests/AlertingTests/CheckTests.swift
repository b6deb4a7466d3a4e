import Alerting
import GarageNetwork
import Testing

@Suite struct CheckTests {
    static let overloaded = (0..<12).compactMap { _ in
        try? GarageStanding.test(committed: 14, on: "2026-11-20")
    }
    static let fine = (0..<288).compactMap { _ in
        try? GarageStanding.test(committed: 9, on: "2026-11-28")
    }

    @Test(
        "a threshold is reached, not passed",
        arguments: [
            (13.0, 20.0, CheckResult.Status.ok), (12, 20, .warning), (1, 12, .critical),
            (0, 0, .critical), (13, 13, .ok),
        ])
    func thresholds(warning: Double, critical: Double, status: CheckResult.Status) {
        let result = Check.overloaded.run(
            on: Self.input(), warning: warning, critical: critical)
        #expect(result.status == status)
    }

    @Test("one line, as monitoring systems read it")
    func line() {
        let result = Check.capacity.run(on: Self.input(), warning: 10, critical: 20)
        #expect(
            result.line == "WARNING capacity: 0 of 300 garages are likely to end the month below"
                + " their band, 12 above | below=0;10;20 above=12;10;20 garages=300"
                + " committed=2760")
        #expect(!result.line.contains("\n"))
    }

    @Test("without thresholds, shares of the network")
    func shares() {
        #expect(Check.overloaded.run(on: Self.input()).status == .ok, "12 of 300 are under 10 %")
        let few = CheckInput(
            standings: Array(Self.overloaded), thresholds: AlertThresholds(),
            storeAwaySeconds: 0)
        #expect(Check.overloaded.run(on: few).status == .critical)
    }

    @Test("an empty network is no alarm", arguments: Check.all.map(\.name))
    func empty(name: String) throws {
        let input = CheckInput(
            standings: [], thresholds: AlertThresholds(), storeAwaySeconds: 0)
        #expect(try #require(Check.named(name)).run(on: input).status == .ok)
    }

    @Test(
        "the store may be away for a moment",
        arguments: [(0.0, CheckResult.Status.ok), (29, .ok), (30, .warning), (300, .critical)])
    func store(seconds: Double, status: CheckResult.Status) {
        let input = CheckInput(
            standings: [], thresholds: AlertThresholds(), storeAwaySeconds: seconds)
        #expect(Check.store.run(on: input).status == status)
    }

    @Test(
        "people who wait are counted, and so is how long the first has",
        arguments: [
            (0, 0, CheckResult.Status.ok, "nobody waits for a garage"),
            (1, 1, .ok, "1 person waits for a garage, for 1 day"),
            (4, 6, .ok, "4 people wait for a garage, the first for 6 days"),
            (5, 0, .warning, "5 people wait for a garage, the first since today"),
            (20, 0, .critical, "20 people wait for a garage, the first since today"),
            (1, 7, .warning, "1 person waits for a garage, for 7 days"),
            (1, 21, .critical, "1 person waits for a garage, for 21 days"),
            (5, 21, .critical, "5 people wait for a garage, the first for 21 days"),
        ])
    func unplaced(people: Int, days: Int, status: CheckResult.Status, text: String) {
        let input = CheckInput(
            standings: [], thresholds: AlertThresholds(), storeAwaySeconds: 0, waiting: people,
            waitingDays: days)
        let result = Check.unplaced.run(on: input)
        #expect(result.status == status)
        #expect(result.line.contains(" unplaced: \(text) | unplaced=\(people);5;20"))
        #expect(result.line.hasSuffix(" oldest_days=\(days);7;21"))
    }

    @Test("a check says why, the most frequent cause first")
    func causes() throws {
        let around: [Circumstances?] = [
            .test(reached: 1, share: 1, prescribers: 0), .test(share: 2), .test(share: 2), nil,
            .test(proposed: 9, unanswered: 9),
        ]
        let standings = try around.map {
            try GarageStanding.test(committed: 0, on: "2026-11-23", around: $0)
        }
        let input = CheckInput(
            standings: standings, thresholds: AlertThresholds(), storeAwaySeconds: 0)
        #expect(
            Check.starving.run(on: input, warning: 3, critical: 10).line
                == "WARNING starving: 5 of 5 garages are likely to end the month below their band:"
                + " 2 share their basins, 1 leaves proposals unanswered, 1 sees no prescriber"
                + " near | starving=5;3;10")
    }

    private static func input() -> CheckInput {
        CheckInput(
            standings: overloaded + fine, thresholds: AlertThresholds(), storeAwaySeconds: 0)
    }
}
