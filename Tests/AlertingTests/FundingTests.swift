import Alerting
import GarageNetwork
import Matching
import Testing

/// What is said of funders who have not answered by their date.
@Suite struct FundingTests {
    private static func late(_ count: Int, since day: String) throws -> LateFunders {
        let midnight = Instant(paris: try #require(Day(day)), secondsOfDay: 0)
        return LateFunders(garage: 1, count: count, since: midnight)
    }

    @Test(
        "it warns from the first day, and is loud after two weeks",
        arguments: [
            ("2026-11-20", AlertLevel.warn), ("2026-11-07", .warn), ("2026-11-06", .act),
        ])
    func levels(since: String, level: AlertLevel) throws {
        var standing = try GarageStanding.test(committed: 5, on: "2026-11-20")
        #expect(AlertRule.lateFunder.level(standing, AlertThresholds()) == nil)
        standing.lateFunders = try Self.late(2, since: since)
        #expect(AlertRule.lateFunder.level(standing, AlertThresholds()) == level)
        let sentence = AlertRule.lateFunder.reason(standing)
        #expect(sentence.english.contains("2 quotes wait") && sentence.french.contains("2 devis"))
        #expect(sentence.english.hasSuffix("garage=G001"))
    }

    @Test(
        "CHECK counts them over all garages, and says how old the first is",
        arguments: [
            ([], "OK funding: no quote waits for a funder past its date"),
            ([("2026-11-20", 1)], "WARNING funding: 1 quote waits for a funder past its date"),
            ([("2026-11-20", 4), ("2026-11-19", 5)], "WARNING funding: 9 quotes wait"),
            ([("2026-11-20", 4), ("2026-11-19", 6)], "CRITICAL funding: 10 quotes wait"),
            ([("2026-11-06", 1)], "CRITICAL funding: 1 quote waits"),
        ])
    func check(late: [(String, Int)], says: String) throws {
        var facts = WatchFacts()
        facts.lateFunders = try late.map { try Self.late($1, since: $0) }
        let now = Instant(paris: try #require(Day("2026-11-20")), secondsOfDay: 36_000)
        let input = CheckInput(
            standings: [], thresholds: AlertThresholds(), storeAwaySeconds: 0, facts: facts,
            now: now)
        let line = Check.funding.run(on: input).line
        #expect(line.hasPrefix(says), "\(line)")
        let days = late.compactMap { Day($0.0) }.min().map { now.paris.day - $0 } ?? 0
        #expect(line.contains("oldest_days=\(days);7;14"))
    }
}
