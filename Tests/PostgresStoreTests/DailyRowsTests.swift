import GarageNetwork
import Testing

@testable import PostgresStore

/// Pauses that end, and repairs of which nobody says how they went.
@Suite struct DailyRowsTests {
    private static func day(_ text: String) throws -> Day { try #require(Day(text)) }
    private static let start = Instant(iso8601: "2026-11-02T10:00:00+01:00")

    @Test("a garage is open again the day after its pause, and its absence is remembered")
    func pausesEnd() async throws {
        try await TestStore.with(clock: TestClock(setTo: Self.start)) { store in
            _ = try await store.addGarages(4)
            let psql = try store.connect()
            try psql.sql(
                """
                SELECT set_config('garaged.today', '2026-11-02', false);
                UPDATE network.garage SET status = 'paused', pause_reason = 'holidays',
                       paused_until = CASE id WHEN 'G1' THEN date '2026-11-10'
                                              WHEN 'G2' THEN date '2026-11-11' END
                 WHERE id IN ('G1', 'G2', 'G3');
                UPDATE network.garage SET status = 'left' WHERE id = 'G4'
                """)
            let claim = try #require(try await store.store.jobs.claim(.daily, isRehearsal: false))
            let next = try Self.day("2026-11-11")
            #expect(
                try await claim.endPauses(before: try Self.day("2026-11-10"), isRehearsal: false)
                    .isEmpty, "its last day is still one of the pause")
            for isRehearsal in [true, false] {
                #expect(
                    try await claim.endPauses(before: next, isRehearsal: isRehearsal).map(\.text)
                        == ["G1"])
            }
            #expect(try await claim.endPauses(before: next, isRehearsal: false).isEmpty)
            #expect(
                try psql.texts(
                    "SELECT concat_ws(' ', status, paused_until, pause_reason) FROM"
                        + " network.garage ORDER BY id")
                    == ["active ", "paused 2026-11-11 holidays", "paused holidays", "left "])
            #expect(
                try psql.texts("SELECT concat_ws(' ', first_day, last_day) FROM network.absence")
                    == ["2026-11-02 2026-11-10"])
            // Whoever asks this daemon next sees it open.
            let seen = store.observer.seen.image?.garages.first { $0.id.text == "G1" }
            #expect(seen?.status == .active)
            await claim.release()
        }
    }

    @Test("a repair waits so many days for the person's word, counted from the last that was told")
    func unansweredRepairs() async throws {
        try await TestStore.with(clock: TestClock(setTo: Self.start)) { store in
            let garage = try await store.addGarages(1)[0]
            let people = try await store.addPeople(3)
            var codes: [ReferralCode] = []
            let steps: [[(ReferralEvent, String)]] = [
                [(.receive, "2026-11-03"), (.repair, "2026-11-05")],
                [(.receive, "2026-11-03"), (.giveUp, "2026-11-06")],
                [(.receive, "2026-11-03")],
            ]
            for (person, told) in zip(people, steps) {
                let order = ReferralOrder.example(
                    person, at: [garage], key: "k\(person)", on: Self.start)
                let code = try #require(try await store.ledger.refer(order).referral?.code)
                codes.append(code)
                for (step, on) in told {
                    _ = try await store.ledger.advance(
                        StepOrder(
                            code: code, step: step, scope: .everything(.admin),
                            reason: step == .giveUp ? "gave-up" : "", on: try Self.day(on),
                            key: "\(step)-\(person)",
                            at: Instant(iso8601: "2026-11-07T10:00:00+01:00")))
                }
            }
            let claim = try #require(try await store.store.jobs.claim(.daily, isRehearsal: true))
            for (last, expected) in [
                ("2026-11-04", []), ("2026-11-05", [codes[0]]),
                ("2026-11-06", [codes[0], codes[1]]),
            ] {
                #expect(
                    try await claim.unansweredRepairs(through: try Self.day(last)) == expected)
            }
            await claim.release()
        }
    }
}
