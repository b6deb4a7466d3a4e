import GarageNetwork
import LineProtocol
import Testing

@testable import Commands

/// IMPORT kind=steps: what a row may say, and that a file is written whole or not at all.
@Suite struct ImportStepsTests {
    private static let good = "line=2 referral=2345678W step=received on=2026-11-20"

    private static func begun(
        _ book: LedgerBook, as role: Role = .manager
    ) async throws -> Talk {
        let talk = Talk(Rehearsal(book: book), as: Rehearsal.caller(role))
        _ = try await talk.say("IMPORT kind=steps").get()
        return talk
    }

    private static func summary(
        added: Int64 = 0, known: Int64 = 0, rejected: Int64 = 0, isDryRun: Bool = false
    ) -> Reply.Row {
        [
            Field("kind", .text("steps")), Field("added", .whole(added)),
            Field("changed", .whole(0)), Field("unchanged", .whole(known)),
            Field("rejected", .whole(rejected)), Field("dry_run", .truth(isDryRun)),
        ]
    }

    private static func fault(
        _ line: Int64, _ key: String, _ error: String, _ reason: String
    ) -> Reply.Row {
        [
            Field("line", .whole(line)), Field("key", .text(key)), Field("error", .text(error)),
            Field("reason", .text(reason)),
        ]
    }

    private static let unknown = fault(
        3, "referral", "NO-SUCH", "no such referral among yours; REFERRALS lists them")

    @Test(
        "the fault of a row is named with its key",
        arguments: [
            ("step=received on=2026-11-20", .missingKey, "referral"),
            ("referral=2345678W on=2026-11-20", .missingKey, "step"),
            ("referral=2345678W step=received", .missingKey, "on"),
            ("referral=2345678X step=received on=2026-11-20", .syntax, "referral"),
            ("referral=2345678W step=accept on=2026-11-20", .range, "step"),
            ("referral=2345678W step=RECEIVED on=2026-11-20", .range, "step"),
            ("referral=2345678W step=received on=20/11/2026", .syntax, "on"),
            ("referral=2345678W step=received on=1999-12-31", .range, "on"),
            ("referral=2345678W step=received on=0026-11-20", .range, "on"),
            ("referral=2345678W step=received on=2026-11-22", .range, "on"),
            ("referral=2345678W step=received on=2026-11-20 reason=why", .range, "reason"),
            ("referral=2345678W step=not-repaired on=2026-11-20 reason=full", .range, "reason"),
            ("referral=2345678W step=quoted on=2026-11-20 amount_cents=-1", .range, "amount"),
            ("referral=2345678W step=satisfaction on=2026-11-20 score=6", .range, "score"),
            ("referral=2345678W step=received on=2026-11-20 key=\"a b\"", .range, "key"),
        ] as [(String, RequestError.Name, String)])
    func faults(row: String, name: RequestError.Name, key: String) async throws {
        let talk = try await Self.begun(.withReferral(.accepted))
        let error = try #require(await talk.say("IMPORT-ROW \(row)").error)
        #expect(error.name == name && error.message.contains(key), "\(error.message)")
        let reply = try await talk.say("IMPORT-COMMIT partial=yes").get()
        #expect(reply.rows == [Self.summary(rejected: 1)])
    }

    @Test("a row that was refused keeps the others from being written, unless partial=yes")
    func allOrNothing() async throws {
        let book = LedgerBook.withReferral(.accepted)
        let talk = try await Self.begun(book)
        _ = try await talk.say("IMPORT-ROW referral=2345678W step=file on=2026-11-20").get()
        #expect(await talk.say("IMPORT-ROW referral=2345678W step=perhaps").error != nil)
        let refusal = try #require(await talk.say("IMPORT-COMMIT").error)
        #expect(refusal.name == .conflict && refusal.message.contains("partial=yes"))
        #expect(book.now.steps.isEmpty)
    }

    @Test("the days at both ends are taken", arguments: ["2000-01-01", "2026-11-21"])
    func ends(day: String) async throws {
        let talk = try await Self.begun(.withReferral(.accepted))
        _ = try await talk.say("IMPORT-ROW referral=2345678W step=received on=\(day)").get()
    }

    @Test("every fact and every reason can be told, by the channel of dealers' files")
    func whatIsPassedOn() async throws {
        let book = LedgerBook.withReferral(.accepted)
        let talk = try await Self.begun(book)
        let facts = ReferralEvent.allCases.filter(\.isFact)
        for fact in facts {
            let reason = try #require(fact.reasons.last)
            _ = try await talk.say(
                "IMPORT-ROW referral=2345678W step=\(fact.rawValue) on=2026-11-20"
                    + " reason=\(reason.rawValue) amount_cents=100000000 score=5 key=k-\(fact)"
            ).get()
        }
        _ = try await talk.say("IMPORT-COMMIT").get()
        let orders = try #require(book.now.recordings.first).orders
        #expect(orders.map(\.step) == facts && orders.count == 11)
        for order in orders {
            #expect(order.channel == .dealer && order.scope == .everything(.manager))
            #expect(order.reason == order.step.reasons.last?.rawValue)
            #expect(order.amountCents == 100_000_000)
            #expect(order.score == 5 && order.on == Day("2026-11-20"))
            #expect(order.key == "k-\(order.step)" && order.at == Rehearsal.start)
        }
    }

    @Test("what a row leaves out is left out")
    func bare() async throws {
        let book = LedgerBook.withReferral(.accepted)
        let talk = try await Self.begun(book)
        _ = try await talk.say("IMPORT-ROW \(Self.good)").get()
        _ = try await talk.say("IMPORT-COMMIT").get()
        let order = try #require(book.now.recordings.first?.orders.first)
        #expect(order.reason.isEmpty && order.key == nil)
        #expect(order.amountCents == nil && order.score == nil)
    }

    @Test("a file is written once: sent again, everything is known already")
    func twice() async throws {
        let book = LedgerBook.withReferral(.accepted)
        for expected in [Self.summary(added: 2, known: 1), Self.summary(known: 3)] {
            let talk = try await Self.begun(book)
            _ = try await talk.say("IMPORT-ROW \(Self.good)").get()
            _ = try await talk.say("IMPORT-ROW \(Self.good)").get()
            _ = try await talk.say(
                "IMPORT-ROW line=3 referral=2345678W step=quoted on=2026-11-20 amount_cents=1"
            ).get()
            #expect(try await talk.say("IMPORT-COMMIT").get().rows == [expected])
        }
        #expect(book.now.referrals[0].state == .quoted)
    }

    @Test("one step that is not possible, and nothing is written; the reply says which")
    func nothing() async throws {
        let book = LedgerBook.withReferral(.accepted)
        let talk = try await Self.begun(book)
        _ = try await talk.say("IMPORT-ROW \(Self.good)").get()
        _ = try await talk.say(
            "IMPORT-ROW line=3 referral=22222222 step=received on=2026-11-20"
        ).get()
        let error = try #require(await talk.say("IMPORT-COMMIT").error)
        #expect(error.name == .conflict && error.rows == [Self.unknown])
        #expect(
            error.message == "1 of 2 steps are not possible and nothing was written;"
                + " put them right, or import the others with partial=yes")
        #expect(book.now.referrals[0].state == .accepted)
        #expect(await talk.say("IMPORT-COMMIT").refusal == .conflict, "the import has ended")
    }

    @Test("with partial=yes the possible steps are written, and the others are told")
    func partial() async throws {
        let book = LedgerBook.withReferral(.accepted)
        let talk = try await Self.begun(book)
        _ = try await talk.say(
            "IMPORT-ROW line=3 referral=22222222 step=received on=2026-11-20"
        ).get()
        _ = try await talk.say("IMPORT-ROW \(Self.good)").get()
        let rows = try await talk.say("IMPORT-COMMIT partial=yes").get().rows
        #expect(rows == [Self.unknown, Self.summary(added: 1, rejected: 1)])
        #expect(book.now.recordings.map(\.orders.count) == [2, 1])
        #expect(book.now.referrals[0].state == .received)
    }

    @Test("a dry run asks the database everything and writes nothing")
    func dryRun() async throws {
        let book = LedgerBook.withReferral(.declined)
        let talk = try await Self.begun(book)
        _ = try await talk.say("IMPORT-ROW \(Self.good)").get()
        _ = try await talk.say(
            "IMPORT-ROW line=3 referral=22222222 step=received on=2026-11-20"
        ).get()
        let rows = try await talk.say("IMPORT-COMMIT dry_run=yes").get().rows
        let conflict = Self.fault(
            2, "step", "CONFLICT", "received is not possible: the referral is declined")
        #expect(rows == [conflict, Self.unknown, Self.summary(rejected: 2, isDryRun: true)])
        #expect(book.now.recordings.map(\.isRehearsal) == [true])
        #expect(book.now.referrals[0].state == .declined)
    }

    @Test("a key used for another step is told")
    func keys() async throws {
        let talk = try await Self.begun(.withReferral(.accepted))
        _ = try await talk.say("IMPORT-ROW \(Self.good) key=k").get()
        _ = try await talk.say(
            "IMPORT-ROW line=3 referral=2345678W step=file on=2026-11-20 key=k"
        ).get()
        let error = try #require(await talk.say("IMPORT-COMMIT").error)
        #expect(
            error.rows == [
                Self.fault(
                    3, "key", "KEY-REUSED",
                    "this key was used for another request; take a new key")
            ])
    }

    @Test("a garage brings its own steps, and others' codes are as unknown as any")
    func garages() async throws {
        let book = LedgerBook.withReferral(.accepted)
        for (garage, isOwn) in [(Int64(1), true), (2, false)] {
            let talk = Talk(
                Rehearsal(book: book), as: Caller(role: .garage, garage: garage))
            _ = try await talk.say("IMPORT kind=steps").get()
            _ = try await talk.say("IMPORT-ROW line=3 \(Self.good.dropFirst(7))").get()
            let outcome = await talk.say("IMPORT-COMMIT")
            #expect((outcome.error == nil) == isOwn)
            if !isOwn { #expect(outcome.error?.rows == [Self.unknown]) }
        }
    }

    @Test(
        "the network's lists are an administrator's",
        arguments: ["garages", "prescribers", "beneficiaries", "places", "closures"],
        [Role.manager, .garage])
    func rights(kind: String, role: Role) async throws {
        let talk = Talk(Rehearsal(book: LedgerBook()), as: Rehearsal.caller(role))
        let error = try #require(await talk.say("IMPORT kind=\(kind)").error)
        #expect(error.name == .denied)
        #expect(error.message == "IMPORT kind=\(kind) is for admin")
        #expect(await talk.say("IMPORT-ROW line=2").refusal == .conflict)
    }

    @Test("how many rows there may be is said at once, by kind and role")
    func rowsMax() async throws {
        for (role, kind, rows) in [
            (Role.admin, "garages", 200_000), (.admin, "steps", 250_000),
            (.manager, "steps", 250_000), (.garage, "steps", 20_000),
        ] as [(Role, String, Int64)] {
            let talk = Talk(Rehearsal(book: LedgerBook()), as: Rehearsal.caller(role))
            #expect(try await talk.say("IMPORT kind=\(kind)").get()["rows_max"] == .whole(rows))
        }
        let staging = ImportStaging()
        staging.begin(.steps, trustsPositions: false, rowsMax: 1)
        try staging.take(id: nil) { _ in }
        let error = #expect(throws: RequestError.self) { try staging.take(id: nil) { _ in } }
        #expect(error?.message == "an import has at most 1 rows; split the file")
    }

    @Test("a staged step is as small as its limit supposes")
    func size() {
        #expect(MemoryLayout<StagedStep>.stride <= 48)
    }

    @Test("a database that is away is said so, and nothing is known to be written")
    func away() async throws {
        let book = LedgerBook.withReferral(.accepted)
        let talk = try await Self.begun(book)
        _ = try await talk.say("IMPORT-ROW \(Self.good)").get()
        book.change { $0.failure = .storeDown }
        #expect(await talk.say("IMPORT-COMMIT").refusal == .storeDown)
    }
}
