import Commands
import GarageNetwork
import LineProtocol
import Testing

/// IMPORT, IMPORT-ROW and IMPORT-COMMIT: each fault of a row, and what is written in the end.
@Suite struct ImportVerbTests {
    private static func commit(
        _ talk: Talk, _ kind: String, _ rows: [String], keys: String = "dry_run=no"
    ) async throws -> Reply.Row {
        _ = try await talk.say("IMPORT kind=\(kind)").get()
        for row in rows { _ = await talk.say("IMPORT-ROW \(row)") }
        return try await talk.say("IMPORT-COMMIT \(keys)").get().rows[0]
    }

    private static func summary(
        _ kind: String, added: Int64, changed: Int64 = 0, rejected: Int64 = 0,
        isDryRun: Bool = false
    ) -> Reply.Row {
        [
            Field("kind", .text(kind)), Field("added", .whole(added)),
            Field("changed", .whole(changed)), Field("unchanged", .whole(0)),
            Field("rejected", .whole(rejected)), Field("dry_run", .truth(isDryRun)),
        ]
    }

    @Test(
        "the fault of a row is named, and the row is counted as rejected",
        arguments: [
            ("garages", "name=A lat=50.4 lon=2.8", .missingKey),
            ("garages", "garage=G9 lat=50.4 lon=2.8", .missingKey),
            ("garages", "garage=G9 name=A lat=50.4", .missingKey),
            ("garages", "garage=G9 name=A lon=2.8", .missingKey),
            ("garages", "garage=G9 name=A lat=91 lon=2.8", .range),
            ("garages", "garage=G9 name=A lat=x lon=2.8", .number),
            ("garages", "garage=G9 name=A lat=50,4 lon=2.8", .number),
            ("garages", "garage=G9 name=A town=Atlantis", .noSuch),
            ("garages", "garage=G9 name=A", .noSuch),
            ("garages", "garage=G9 name=A lat=44 lon=2 postcode=62300 town=Lens", .range),
            ("garages", "garage=G9 name=A town=Lens band=10-5", .range),
            ("garages", "garage=G9 name=A town=Lens brands=-", .syntax),
            (
                "garages", "garage=G9 name=A town=Lens closed_from=2026-12-02 closed_to=2026-12-01",
                .range
            ),
            ("prescribers", "name=A town=Lens", .missingKey),
            ("prescribers", "prescriber=P9 town=Lens", .missingKey),
            ("beneficiaries", "place=Lens", .missingKey), ("beneficiaries", "key=k", .missingKey),
            ("beneficiaries", "key=k place=Atlantis", .noSuch),
            ("beneficiaries", "key=k place=Lens max_km=1001", .range),
            ("beneficiaries", "key=k place=Lens prescriber=P99", .noSuch),
            ("places", "name=A", .missingKey), ("places", "lat=50 lon=2", .missingKey),
            ("places", "name=A lat=50 lon=2 postcodes=62300|1", .syntax),
            ("places", "name=A lat=50 lon=2 population=-1", .range),
            ("closures", "from=2026-12-01 to=2026-12-02", .missingKey),
            ("closures", "garage=G009 from=2026-12-01 to=2026-12-02", .noSuch),
            ("closures", "garage=G001 from=2026-12-01", .missingKey),
            ("closures", "garage=G001 from=2026-12-02 to=2026-12-01", .range),
            ("garages", "line=0 garage=G9 name=A town=Lens", .range),
        ] as [(String, String, RequestError.Name)])
    func faults(kind: String, row: String, name: RequestError.Name) async throws {
        let book = LedgerBook()
        let talk = Talk(Rehearsal(book: book), as: Caller(role: .admin))
        _ = try await talk.say("IMPORT kind=\(kind)").get()
        #expect(await talk.say("IMPORT-ROW \(row)").refusal == name)
        let reply = try await talk.say("IMPORT-COMMIT").get()
        #expect(reply.rows == [Self.summary(kind, added: 0, rejected: 1)])
        #expect(book.now.garages.values.sorted { $0.id < $1.id } == Rehearsal.threeGarages)
        #expect(book.now.people.isEmpty && book.now.prescribers.isEmpty)
    }

    @Test("what is right of each kind is written, and what was wrong is left out")
    func kinds() async throws {
        let book = LedgerBook()
        let talk = Talk(Rehearsal(book: book), as: Caller(role: .admin))
        #expect(
            try await Self.commit(
                talk, "garages",
                [
                    "garage=G9 name=Neuf town=Lens cap=4",
                    "garage=G001 name=Lens lat=50.43 lon=2.83",
                    "garage=G8 name=Loin town=Atlantis",
                ]) == Self.summary("garages", added: 1, changed: 1, rejected: 1))
        let new = try #require(GarageID("G9").flatMap { book.now.garages[$0] })
        #expect(new.monthlyCap == 4 && new.town == "Lens" && new.target == .standard)
        #expect(
            try await Self.commit(talk, "prescribers", ["prescriber=P9 name=Mission town=Lens"])
                == Self.summary("prescribers", added: 1))
        #expect(book.now.prescribers.map(\.id.text) == ["P9"])
        #expect(
            try await Self.commit(talk, "places", ["name=Ici postcodes=62999 lat=50 lon=2"])
                == Self.summary("places", added: 1))
        #expect(try await talk.say("PLACE query=ici").get().texts("postcode") == ["62999"])
        #expect(await talk.say("PLACE query=lens").refusal == .noSuch)
    }

    @Test("closures replace those of their garage and of no other")
    func closures() async throws {
        let book = LedgerBook()
        let talk = Talk(Rehearsal(book: book), as: Caller(role: .admin))
        let done = try await Self.commit(
            talk, "closures",
            [
                "garage=G001 from=2026-12-24 to=2026-12-26",
                "garage=G001 from=2027-05-01 to=2027-05-01",
            ])
        #expect(done == Self.summary("closures", added: 0, changed: 1))
        let closed = book.now.garages.values.sorted { $0.id < $1.id }.map(\.closures.count)
        #expect(closed == [2, 0, 0])
    }

    @Test("a garage that is imported anew keeps its pause and its closures")
    func keepsPause() async throws {
        var garages = Rehearsal.threeGarages
        garages[0].status = .paused(until: nil, reason: "congés")
        let day = try #require(Day("2026-12-24"))
        garages[0].closures = [ClosedPeriod(first: day, last: day)].compactMap(\.self)
        let book = LedgerBook()
        let talk = Talk(Rehearsal(book: book, garages: garages), as: Caller(role: .admin))
        _ = try await Self.commit(talk, "garages", ["garage=G001 name=Lens town=Lens"])
        let kept = try #require(GarageID("G001").flatMap { book.now.garages[$0] })
        #expect(kept.status == garages[0].status && kept.closures == garages[0].closures)
    }

    @Test("the example of IMPORT-ROW is a row that is taken")
    func example() async throws {
        let talk = Talk(Rehearsal(book: LedgerBook()), as: Caller(role: .admin))
        _ = try await talk.say("IMPORT kind=garages").get()
        let row = try #require(Command.named("IMPORT-ROW")).example
        let reply = try await talk.say(row).get()
        #expect(
            reply == Reply(summary: [Field("doubt", .text("no position: placed at its town"))]))
    }

    @Test("a position that contradicts its town is taken when it is trusted, with the doubt")
    func trust() async throws {
        let talk = Talk(Rehearsal(book: LedgerBook()), as: Caller(role: .admin))
        let row = "IMPORT-ROW garage=G9 name=A lat=44 lon=2 postcode=62300 town=Lens"
        _ = try await talk.say("IMPORT kind=garages").get()
        let refused = try #require(await talk.say(row).error)
        #expect(refused.message.hasSuffix("IMPORT trust=yes takes it as it is"))
        _ = try await talk.say("IMPORT kind=garages trust=yes").get()
        let taken = try await talk.say(row).get()
        guard case .text(let doubt) = taken["doubt"] else {
            Issue.record("a doubt is said even where the row is taken")
            return
        }
        #expect(refused.message.contains(doubt))
    }

    @Test(
        "an id twice in one file is a fault of the file",
        arguments: [
            ("garages", "garage=G9 name=A town=Lens", .conflict),
            ("prescribers", "prescriber=P9 name=A town=Lens", .conflict),
            ("beneficiaries", "key=k place=Lens", .conflict),
            ("places", "name=A lat=50 lon=2", nil),
            ("closures", "garage=G001 from=2026-12-01 to=2026-12-01", nil),
        ] as [(String, String, RequestError.Name?)])
    func twice(kind: String, row: String, refusal: RequestError.Name?) async throws {
        let talk = Talk(Rehearsal(book: LedgerBook()), as: Caller(role: .admin))
        _ = try await talk.say("IMPORT kind=\(kind)").get()
        _ = try await talk.say("IMPORT-ROW \(row)").get()
        #expect(await talk.say("IMPORT-ROW \(row)").refusal == refusal)
        // Begun anew, what was there before is forgotten.
        _ = try await talk.say("IMPORT kind=\(kind)").get()
        _ = try await talk.say("IMPORT-ROW \(row)").get()
    }

    @Test("a dry run says what would happen, writes nothing and ends the import")
    func dryRun() async throws {
        let book = LedgerBook()
        let talk = Talk(Rehearsal(book: book), as: Caller(role: .admin))
        let rows = ["garage=G9 name=A town=Lens", "garage=G001 name=B town=Lens", "garage=G8"]
        #expect(
            try await Self.commit(talk, "garages", rows, keys: "dry_run=yes")
                == Self.summary("garages", added: 1, changed: 1, rejected: 1, isDryRun: true))
        #expect(book.now.garages.count == Rehearsal.threeGarages.count)
        #expect(await talk.say("IMPORT-COMMIT").refusal == .conflict)
    }

    @Test("an import is of its connection, and ends when it is written")
    func connections() async throws {
        let rehearsal = Rehearsal(book: LedgerBook())
        let (one, two) = (
            Talk(rehearsal, as: Caller(role: .admin)), Talk(rehearsal, as: Caller(role: .admin))
        )
        _ = try await one.say("IMPORT kind=garages").get()
        #expect(await two.say("IMPORT-ROW garage=G9 name=A town=Lens").refusal == .conflict)
        _ = try await one.say("IMPORT-COMMIT").get()
        #expect(await one.say("IMPORT-ROW garage=G9 name=A town=Lens").refusal == .conflict)
        #expect(await one.say("IMPORT kind=cars").refusal == .range)
    }
}
