import GarageNetwork
import Testing

@testable import PostgresStore

/// The digest of the day, for each recipient what concerns them.
@Suite struct DigestTests {
    /// Writes the digests and delivers them; what one kind of recipient got.
    private static func payload(
        _ desk: OutboxDesk, for kind: Recipient.Kind, at instant: Instant
    ) async throws -> String? {
        _ = try await desk.outbox.writeDigests(at: instant, isRehearsal: false)
        let claim = OutboxClaim(limit: 50, leaseSeconds: 60, triesMax: 12, at: instant)
        let taken = try await desk.outbox.claim(claim)
        let endings = taken.map {
            DeliveryEnding(key: $0.key, attempt: $0.attempt, result: .sent)
        }
        try await desk.outbox.settle(endings, at: instant)
        return taken.first { $0.template == "digest-\(kind.rawValue)" }?.payload
    }

    private static func step(_ desk: OutboxDesk, _ code: String, _ event: ReferralEvent)
        async throws
    {
        let outcome = try await desk.store.ledger.advance(
            StepOrder(
                code: try #require(ReferralCode(code)), step: event, scope: .everything(.admin),
                reason: event == .decline ? "full" : "", at: desk.now))
        #expect(outcome.kind == .moved)
    }

    @Test func aPrescriberHearsWhatWasDeclinedAndWhoDidNotCome() async throws {
        try await OutboxDesk.with { desk in
            let prescriber = Recipient(kind: .prescriber, number: desk.organisation)
            _ = try await desk.outbox.put(ContactChange(prescriber, email: "p@p.example"))
            let codes = [
                try await desk.refer(), try await desk.refer(), try await desk.refer(),
            ]
            #expect(
                try await Self.payload(desk, for: .prescriber, at: desk.now) == nil,
                "nothing to say yet")
            try await Self.step(desk, codes[0], .decline)
            try await Self.step(desk, codes[1], .noShow)
            let later = desk.now.advanced(bySeconds: 60)
            let payload = try #require(try await Self.payload(desk, for: .prescriber, at: later))
            #expect(payload.contains("\"declined\": [\"\(codes[0])\"]"))
            #expect(payload.contains("\"no_show\": [\"\(codes[1])\"]"))
            #expect(!payload.contains(codes[2]))
            let nextDay = desk.now.advanced(bySeconds: 86_400)
            #expect(try await Self.payload(desk, for: .prescriber, at: nextDay) == nil, "said once")
        }
    }

    @Test func theManagerHearsOfAnAlertOncePerTwelveHoursAndOfEveryNewLevel() async throws {
        try await OutboxDesk.with { desk in
            _ = try await desk.outbox.put(ContactChange(.manager, email: "m@m.example"))
            func raise(_ level: String) async throws {
                let entry = AlertChanges.Entry(rule: "starving", garage: desk.garage, level: level)
                _ = try await desk.store.store.watch.apply(
                    AlertChanges(raised: [entry], at: desk.now))
            }
            // Saturday at 10:00, then on Sunday at midnight, at noon, on Monday at noon.
            try await raise("watch")
            let first = try #require(try await Self.payload(desk, for: .manager, at: desk.now))
            #expect(first.contains("\"rule\": \"starving\""))
            #expect(first.contains("\"garage\": \"G1\""))
            let late = desk.now.advanced(bySeconds: 13 * 3_600)
            #expect(try await Self.payload(desk, for: .manager, at: late) == nil, "the same day")
            let evening = Instant(microseconds: desk.now.microseconds + 14 * 3_600_000_000)
            let soon = try desk.store.connect().number(
                "SELECT count(*) FROM notice.alert_to_tell('\(evening.iso8601)')")
            #expect(soon == 1, "more than twelve hours later it may be told again")
            let early = desk.now.advanced(bySeconds: 11 * 3_600)
            func told() throws -> Int {
                try desk.store.connect().number(
                    "SELECT count(*) FROM notice.alert_to_tell('\(early.iso8601)')")
            }
            #expect(try told() == 0)
            try await raise("act")
            #expect(try told() == 1, "a new level is news")
        }
    }

    @Test func theManagerHearsOfDeadLettersAndOfWhoHasNoAddress() async throws {
        try await OutboxDesk.with { desk in
            _ = try await desk.outbox.put(ContactChange(.manager, email: "m@m.example"))
            try await desk.contact(webhook: "https://g1.example/")
            _ = try await desk.refer()
            let message = try #require(try await desk.claim().first)
            try await desk.settle(message, .givenUp(errorClass: "http-410"))
            let payload = try #require(try await Self.payload(desk, for: .manager, at: desk.now))
            #expect(payload.contains("\"dead_count\": 1"))
            #expect(payload.contains("\"missing\": [\"G1\", \"P07\"]"))
        }
    }

    @Test func nobodyLeftIsToldAtOnceToThePrescriberAndTheManager() async throws {
        try await OutboxDesk.with { desk in
            let prescriber = Recipient(kind: .prescriber, number: desk.organisation)
            _ = try await desk.outbox.put(ContactChange(prescriber, email: "p@p.example"))
            _ = try await desk.outbox.put(ContactChange(.manager, email: "m@m.example"))
            let code = try await desk.refer()
            try await Self.step(desk, code, .decline)
            #expect(try await desk.claim().isEmpty)
            try desk.store.connect().sql(
                """
                INSERT INTO ledger.unplaced (organisation, beneficiary, latitude, longitude,
                    reach_km, since, since_on, tried, reachable, taken, closed, unsuitable,
                    previous, reasons)
                SELECT r.organisation, r.beneficiary, 50, 3, 30, r.created_at, r.created_on, '{k}',
                       1, 1, 0, 0, r.number, '{full}' FROM ledger.referral r
                """)
            let told = try await desk.claim()
            #expect(Set(told.map(\.kind)) == [.prescriber, .manager])
            #expect(told.allSatisfy { $0.template == "unplaced" && $0.payload.contains(code) })
            #expect(told.allSatisfy { $0.payload.contains("\"reasons\": [\"full\"]") })
        }
    }

    @Test func aReminderIsToldToTheGarage() async throws {
        try await OutboxDesk.with { desk in
            try await desk.contact(email: "g1@garage.example")
            let code = try await desk.refer()
            _ = try await desk.claim()
            try desk.store.connect().sql(
                """
                SELECT ledger.remind(array_agg(number), '\(desk.now.iso8601)')
                  FROM ledger.referral
                """
            )
            let told = try await desk.claim()
            #expect(told.map(\.template) == ["reminded"])
            #expect(told.first?.payload.contains(code) == true)
        }
    }
}
