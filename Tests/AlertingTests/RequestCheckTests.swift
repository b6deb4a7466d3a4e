import GarageNetwork
import Testing

@testable import Alerting

/// Requests of persons: a warning at twenty days, critical on the day that the law sets.
@Suite struct RequestCheckTests {
    private static let today = Day(year: 2026, month: 11, day: 21) ?? Day(ordinal: 0)

    private static func run(_ requests: RequestFacts) -> CheckResult {
        var facts = WatchFacts()
        facts.requests = requests
        return Check.requests.run(
            on: CheckInput(
                standings: [], thresholds: AlertThresholds(), storeAwaySeconds: 0, facts: facts,
                now: Instant(microseconds: 1_795_251_600_000_000)))
    }

    @Test(arguments: [
        (0, 30, CheckResult.Status.ok), (19, 11, .ok), (20, 10, .warning), (29, 1, .warning),
        (30, 0, .critical), (28, 0, .critical), (40, -10, .critical),
    ])
    func ageAndDueDay(age: Int, left: Int, status: CheckResult.Status) {
        let result = Self.run(
            RequestFacts(open: 1, oldest: Self.today + -age, firstDue: Self.today + left))
        #expect(result.status == status)
        #expect(result.line.contains("REQUESTS state=open"))
    }

    @Test func nothingWaits() {
        let result = Self.run(RequestFacts())
        #expect(result.status == .ok)
        #expect(result.line.contains("no request of a person waits"))
    }
}
