import GarageNetwork
import Testing

@testable import PostgresStore

/// Messages that are written with what they tell of, and sent at least once.
@Suite struct OutboxTests {
    @Test func aProposalIsToldInItsOwnTransaction() async throws {
        try await OutboxDesk.with { desk in
            try await desk.contact(email: "g1@garage.example", webhook: "https://g1.example/in")
            let code = try await desk.refer()
            let written = try await desk.outbox.messages(nil, before: nil, limit: 10)
            #expect(
                Set(written.map(\.key)) == [
                    "proposed:\(code):garage:\(desk.garage):mail",
                    "proposed:\(code):garage:\(desk.garage):webhook",
                ])
            #expect(written.allSatisfy { $0.state == .waiting && $0.recipientID == "G1" })
            let sent = try await desk.claim()
            #expect(
                Set(sent.compactMap(\.address)) == ["g1@garage.example", "https://g1.example/in"])
            #expect(sent.allSatisfy { $0.template == "proposed" && $0.attempt == 1 })
            #expect(sent.first?.payload.contains(code) == true)
        }
    }

    @Test func withoutAContactNothingIsWritten() async throws {
        try await OutboxDesk.with { desk in
            _ = try await desk.refer()
            #expect(try await desk.outbox.messages(nil, before: nil, limit: 10).isEmpty)
            #expect(try await desk.outbox.writeDigests(at: desk.now, isRehearsal: false) == 0)
        }
    }

    @Test func whatIsRolledBackIsNotTold() async throws {
        try await OutboxDesk.with { desk in
            try await desk.contact(email: "g1@garage.example")
            let connection = try desk.store.connect()
            try connection.script("BEGIN", name: "begin")
            let row = "(7, 1, \(desk.garage), 'REFERRAL'"
            try connection.script(
                """
                INSERT INTO ledger.referral (organisation, beneficiary, garage, code, month,
                    created_on, created_at, answer_by, committed_then, rank, km, extra_km,
                    price_km, request_key, request_hash)
                VALUES \(row), '2026-11-01', '2026-11-21', now(), now(), 1, 1, 1, 0, 0, 'k', '')
                """, name: "insert")
            try connection.script("ROLLBACK", name: "rollback")
            #expect(try await desk.outbox.messages(nil, before: nil, limit: 10).isEmpty)
        }
    }

    @Test func whoWantsNothingAtOnceIsToldInTheDigest() async throws {
        try await OutboxDesk.with { desk in
            _ = try await desk.outbox.put(
                ContactChange(
                    desk.recipient, email: "g1@garage.example", wantsImmediate: false))
            let code = try await desk.refer()
            #expect(try await desk.claim().isEmpty)
            #expect(try await desk.outbox.writeDigests(at: desk.now, isRehearsal: true) == 1)
            #expect(try await desk.claim().isEmpty, "a rehearsal writes nothing")
            #expect(try await desk.outbox.writeDigests(at: desk.now, isRehearsal: false) == 1)
            #expect(try await desk.outbox.writeDigests(at: desk.now, isRehearsal: false) == 0)
            #expect(try await desk.outbox.writeDigests(at: desk.now, isRehearsal: true) == 0)
            let digest = try #require(try await desk.claim().first)
            #expect(digest.key == "digest:2026-11-21:garage:\(desk.garage):mail")
            #expect(digest.payload.contains("\"answers\": [\"\(code)\"]"))
            #expect(digest.payload.contains("\"answers_count\": 1"))
        }
    }

    @Test func twoCouriersNeverHoldTheSameMessage() async throws {
        try await OutboxDesk.with { desk in
            try await desk.contact(email: "g1@garage.example")
            for _ in 0..<40 { _ = try await desk.refer() }
            try await TestStore.with(desk.store.conninfo) { other in
                var seen: [String] = []
                for _ in 0..<10 {
                    async let mine = desk.outbox.claim(desk.wish(3))
                    async let theirs = other.store.outbox.claim(desk.wish(3))
                    seen += try await mine.map(\.key) + theirs.map(\.key)
                }
                #expect(seen.count == 40)
                #expect(Set(seen).count == 40)
                #expect(try await desk.outbox.claim(desk.wish(3)).isEmpty)
            }
        }
    }

    @Test func whatACrashLeftIsTakenAgainWithTheSameKey() async throws {
        try await OutboxDesk.with { desk in
            try await desk.contact(email: "g1@garage.example")
            _ = try await desk.refer()
            let first = try #require(try await desk.claim().first)
            #expect(try await desk.claim(after: 59).isEmpty, "the lease lasts a minute")
            let second = try #require(try await desk.claim(after: 60).first)
            #expect(second.key == first.key)
            #expect(second.attempt == 2)
            // The first courier was slow, not dead: it cannot undo what is the second's.
            try await desk.settle(first, .failed(errorClass: "timeout", retryAfterSeconds: 0))
            #expect(try await desk.claim(after: 61).isEmpty)
            try await desk.settle(first, .sent)
            try await desk.settle(second, .failed(errorClass: "timeout", retryAfterSeconds: 0))
            #expect(try await desk.claim(after: 7_200).isEmpty, "sent is sent")
        }
    }

    @Test func failuresWaitAndAreGivenUpAtLast() async throws {
        try await OutboxDesk.with { desk in
            try await desk.contact(email: "g1@garage.example")
            _ = try await desk.refer()
            let first = try #require(try await desk.claim().first)
            try await desk.settle(first, .failed(errorClass: "http-500", retryAfterSeconds: 90))
            #expect(try await desk.claim(after: 89).isEmpty)
            let second = try #require(try await desk.claim(after: 90).first)
            #expect(second.attempt == 2)
            try await desk.settle(second, .givenUp(errorClass: "http-410"))
            #expect(try await desk.claim(after: 86_400).isEmpty)
            let facts = try await desk.outbox.outboxFacts(at: desk.now)
            #expect(facts.dead == 1)
            #expect(facts.waiting == 0)
            let dead = try await desk.outbox.messages(.dead, before: nil, limit: 5)
            #expect(dead.map(\.errorClass) == ["http-410"])
            #expect(try await desk.outbox.retry(first.key, at: desk.now))
            #expect(try await desk.claim().map(\.attempt) == [1])
            #expect(try await desk.outbox.retry("no-such-key", at: desk.now) == false)
        }
    }

    @Test func aCourierThatAlwaysCrashesDoesNotGoOnForEver() async throws {
        try await OutboxDesk.with { desk in
            try await desk.contact(email: "g1@garage.example")
            _ = try await desk.refer()
            for attempt in 1...12 {
                #expect(try await desk.claim(after: attempt * 60).map(\.attempt) == [attempt])
            }
            #expect(try await desk.claim(after: 13 * 60).isEmpty)
            let dead = try await desk.outbox.messages(.dead, before: nil, limit: 5)
            #expect(dead.map(\.errorClass) == ["interrupted"])
        }
    }

    @Test func anAddressThatWasTakenAwayIsMissing() async throws {
        try await OutboxDesk.with { desk in
            try await desk.contact(email: "g1@garage.example")
            _ = try await desk.refer()
            try await desk.contact(email: "")
            #expect(try await desk.claim().map(\.address) == [nil])
        }
    }

    @Test func theFactsCountWhatWaits() async throws {
        try await OutboxDesk.with { desk in
            _ = try await desk.refer()
            var facts = try await desk.outbox.outboxFacts(at: desk.now)
            #expect(facts.unreachableIDs == ["G1", "P07"])
            #expect(facts.unreachable == 2)
            #expect(facts.oldest == nil)
            try await desk.contact(email: "g1@garage.example")
            _ = try await desk.refer()
            facts = try await desk.outbox.outboxFacts(at: desk.now)
            #expect(facts.unreachableIDs == ["P07"])
            #expect(facts.waiting == 1)
            #expect(facts.oldest == desk.now)
        }
    }

    @Test func contactsAreChangedPieceByPiece() async throws {
        try await OutboxDesk.with { desk in
            _ = try await desk.outbox.put(
                ContactChange(desk.recipient, email: "a@b.example", language: "en"))
            let contact = try await desk.outbox.put(
                ContactChange(
                    desk.recipient, webhook: "https://b.example/", wantsDigest: false))
            #expect(
                contact
                    == Contact(
                        email: "a@b.example", webhook: "https://b.example/", language: "en",
                        wantsDigest: false, wantsImmediate: true))
            let cleared = try await desk.outbox.put(ContactChange(desk.recipient, email: ""))
            #expect(cleared.email == nil)
            let listed = try await desk.outbox.contacts(
                of: nil, withoutEmail: false, limit: 10)
            #expect(listed.map(\.id) == ["G1"])
            let missing = try await desk.outbox.contacts(of: nil, withoutEmail: true, limit: 10)
            #expect(missing.map(\.id) == ["G1", "", "P07"])
        }
    }

    @Test(
        "the database refuses what is no address",
        arguments: [
            "a", "a@", "@b", "a@b@c", "a b@c", "a@b\nBcc: x@y", "a@\u{7F}",
            String(repeating: "a", count: 253) + "@b",
        ])
    func noAddress(text: String) async throws {
        try await OutboxDesk.with { desk in
            await #expect(throws: LedgerError.self) {
                try await desk.outbox.put(ContactChange(desk.recipient, email: text))
            }
        }
    }
}
