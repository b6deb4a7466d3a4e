import Commands
import GarageNetwork
import LineProtocol
import Testing

/// The life of a token, from TOKEN-ADD to TOKEN-REVOKE.
@Suite struct AccessVerbTests {
    private static func token(
        _ rehearsal: Rehearsal, _ keys: String
    ) async throws -> (shown: String, id: String, row: Reply.Row) {
        let reply = try await rehearsal.ask("TOKEN-ADD \(keys)").get()
        let (shown, id) = (reply.texts("token"), reply.texts("id"))
        return (try #require(shown.first), try #require(id.first), reply.rows[0])
    }

    @Test(
        "a token lets its bearer in, with the role and the scope that it was made for",
        arguments: [
            ("role=monitor", Role.monitor, "PING"), ("role=manager", .manager, "GARAGES"),
            ("role=admin", .admin, "RELOAD"),
            ("role=prescriber organisation=P01", .prescriber, "MATCH beneficiary=B1"),
            ("role=garage garage=G001", .garage, "GARAGE garage=G001"),
            ("role=garage organisation=G001", .garage, "GARAGE garage=G001"),
        ])
    func admitted(keys: String, role: Role, line: String) async throws {
        let rehearsal = Rehearsal(book: LedgerBook.withPerson())
        let token = try await Self.token(rehearsal, keys)
        let stranger = Talk(rehearsal, as: nil)
        let welcome = try await stranger.say("AUTH token=\(token.shown)").get()
        #expect(welcome == Reply(summary: [Field("role", .text(role.rawValue))]))
        _ = try await stranger.say(line).get()
    }

    @Test("another organisation's token and another garage's see nothing of the first's")
    func scopes() async throws {
        let rehearsal = Rehearsal(book: LedgerBook.withPerson())
        for (keys, line) in [
            ("role=prescriber organisation=P02", "MATCH beneficiary=B1"),
            ("role=prescriber", "MATCH beneficiary=B1"),
            ("role=garage garage=G002", "GARAGE garage=G001"),
        ] {
            let token = try await Self.token(rehearsal, keys)
            let talk = Talk(rehearsal, as: nil)
            _ = try await talk.say("AUTH token=\(token.shown)").get()
            #expect(await talk.say(line).refusal == .noSuch)
        }
    }

    @Test("what is shown once is kept nowhere, and no two tokens are alike")
    func secret() async throws {
        let book = LedgerBook()
        let rehearsal = Rehearsal(book: book)
        var seen: Set<String> = []
        for _ in 0..<20 {
            let token = try await Self.token(rehearsal, "role=monitor")
            let parts = token.shown.split(separator: ".")
            #expect(parts.map(\.count) == [12, 52] && String(parts[0]) == token.id)
            #expect(seen.insert(token.shown).inserted)
            let stored = try #require(book.now.tokens[token.id])
            #expect(stored.secretHash != Array(parts[1].utf8))
            #expect(token.row.map(\.name) == ["token", "id", "role", "expires"])
        }
    }

    @Test(
        "a token lives as many days as were asked for, to the second",
        arguments: [
            ("role=monitor", 90), ("role=monitor days=1", 1), ("role=monitor days=3650", 3650),
        ])
    func lives(keys: String, days: Int64) async throws {
        let rehearsal = Rehearsal(book: LedgerBook())
        let token = try await Self.token(rehearsal, keys)
        let end = Rehearsal.start.advanced(bySeconds: days * 86_400)
        #expect(token.row.value("expires") == .text(end.iso8601))
        rehearsal.clock.set(to: end.advanced(bySeconds: -1))
        #expect(await Talk(rehearsal, as: nil).say("AUTH token=\(token.shown)").refusal == nil)
        rehearsal.clock.set(to: end)
        #expect(await Talk(rehearsal, as: nil).say("AUTH token=\(token.shown)").refusal == .auth)
    }

    @Test("a revoked token ends where it is in use, by its id or by the whole of it")
    func revoked() async throws {
        for whole in [false, true] {
            let rehearsal = Rehearsal(book: LedgerBook())
            let token = try await Self.token(rehearsal, "role=manager")
            let talk = Talk(rehearsal, as: nil)
            _ = try await talk.say("AUTH token=\(token.shown)").get()
            let line = "TOKEN-REVOKE " + (whole ? "token=\(token.shown)" : "id=\(token.id)")
            let reply = try await rehearsal.ask(line).get()
            #expect(reply == Reply(summary: [Field("revoked", .text(token.id))]))
            #expect(await talk.say("GARAGES").refusal == .auth)
            #expect(await talk.say("AUTH token=\(token.shown)").refusal == .auth)
            #expect(await rehearsal.ask(line).refusal == .noSuch)
        }
        #expect(await Rehearsal().ask("TOKEN-REVOKE").refusal == .missingKey)
    }

    @Test("who was known goes on to be let in while the database is away; nobody new is")
    func away() async throws {
        let book = LedgerBook()
        let rehearsal = Rehearsal(book: book)
        let known = try await Self.token(rehearsal, "role=manager")
        let new = try await Self.token(rehearsal, "role=manager")
        _ = try await Talk(rehearsal, as: nil).say("AUTH token=\(known.shown)").get()
        book.change { $0.failure = .storeDown }
        let talk = Talk(rehearsal, as: nil)
        #expect(await talk.say("AUTH token=\(known.shown)").refusal == nil)
        #expect(await Talk(rehearsal, as: nil).say("AUTH token=\(new.shown)").refusal == .storeDown)
        let forged = known.id + "." + String(repeating: "0", count: 52)
        #expect(await Talk(rehearsal, as: nil).say("AUTH token=\(forged)").refusal == .auth)
    }

    @Test(
        "a token for nobody is not made",
        arguments: [
            ("role=garage", .missingKey), ("role=garage garage=G009", .noSuch),
            ("role=garage organisation=P01", .noSuch),
            ("role=prescriber organisation=G001", .noSuch),
        ] as [(String, RequestError.Name)])
    func nobody(keys: String, name: RequestError.Name) async {
        let book = LedgerBook()
        #expect(await Rehearsal(book: book).ask("TOKEN-ADD \(keys)").refusal == name)
        #expect(book.now.tokens.isEmpty)
    }

    @Test("who was refused is told the same, whatever was wrong")
    func alike() async throws {
        let rehearsal = Rehearsal(book: LedgerBook())
        let token = try await Self.token(rehearsal, "role=monitor")
        let wrong = [
            "a", "a.b", token.id, token.id + "." + String(repeating: "0", count: 52),
            "0123456789ab." + String(repeating: "0", count: 52), token.shown + "0",
        ]
        var errors: [RequestError?] = []
        for text in wrong {
            errors.append(await Talk(rehearsal, as: nil).say("AUTH token=\(text)").error)
        }
        #expect(errors.allSatisfy { $0?.name == .auth && $0 == errors[0] })
        #expect(rehearsal.environment.access.failures == Int64(wrong.count))
    }
}
