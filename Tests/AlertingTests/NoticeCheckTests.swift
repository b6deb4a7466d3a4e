import GarageNetwork
import Testing

@testable import Alerting

/// Whether messages leave, and whether everybody can be told.
@Suite struct NoticeCheckTests {
    private static let now = Instant(microseconds: 1_795_251_600_000_000)

    private static func run(_ check: Check, _ outbox: OutboxFacts) -> CheckResult {
        var facts = WatchFacts()
        facts.outbox = outbox
        return check.run(
            on: CheckInput(
                standings: [], thresholds: AlertThresholds(), storeAwaySeconds: 0, facts: facts,
                now: now))
    }

    @Test(
        "a message that waits is looked at after a quarter of an hour, and an hour",
        arguments: [
            (0, CheckResult.Status.ok), (899, .ok), (900, .warning), (3_599, .warning),
            (3_600, .critical), (-60, .ok),
        ])
    func waiting(seconds: Int, status: CheckResult.Status) {
        let outbox = OutboxFacts(waiting: 1, oldest: Self.now.advanced(bySeconds: -Int64(seconds)))
        #expect(Self.run(.outbox, outbox).status == status)
    }

    @Test("a dead letter warns", arguments: [(0, CheckResult.Status.ok), (1, .warning)])
    func dead(count: Int, status: CheckResult.Status) {
        let result = Self.run(.outbox, OutboxFacts(dead: count))
        #expect(result.status == status)
        #expect(result.line.contains("dead=\(count)"))
    }

    @Test func theLineSaysWhoHasNoEmail() {
        let outbox = OutboxFacts(unreachable: 7, unreachableIDs: ["G1", "P07"])
        let result = Self.run(.contacts, outbox)
        #expect(result.status == .warning)
        #expect(
            result.line
                == "WARNING contacts: 7 for whom something waits have no e-mail: G1, P07, …"
                + " | missing=7;1;50")
        #expect(Self.run(.contacts, OutboxFacts()).status == .ok)
    }
}
