import Alerting
import GarageNetwork
import Testing

@Suite struct CheckTests {
    static let overloaded = (0..<12).compactMap { _ in
        try? AlertRuleTests.standing(committed: 14, on: "2026-11-20")
    }
    static let fine = (0..<288).compactMap { _ in
        try? AlertRuleTests.standing(committed: 9, on: "2026-11-28")
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

    private static func input() -> CheckInput {
        CheckInput(
            standings: overloaded + fine, thresholds: AlertThresholds(), storeAwaySeconds: 0)
    }
}
