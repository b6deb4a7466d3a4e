import Commands
import GarageNetwork
import Geometry
import LineProtocol
import Testing

/// GARAGE, GARAGES, GARAGE-ADD, GARAGE-SET, PAUSE and RESUME: what each writes and answers.
@Suite struct GarageVerbTests {
    /// The row of Lens as it is before anything is changed.
    static let lens: Reply.Row = [
        Field("garage", .text("G001")), Field("name", .text("Lens")),
        Field("lat", .decimal(50.4322, places: 6)), Field("lon", .decimal(2.8330, places: 6)),
        Field("postcode", .text("62300")), Field("town", .text("")), Field("phone", .text("")),
        Field("status", .text("active")), Field("paused_until", .missing),
        Field("pause_reason", .missing), Field("min", .whole(5)), Field("max", .whole(10)),
        Field("cap", .whole(1000)), Field("light", .truth(true)), Field("heavy", .truth(true)),
        Field("brands", .list([])), Field("heavy_brands", .list([])),
        Field("age_years_max", .missing), Field("odometer_km_max", .missing),
        Field("fiscal_cv_max", .missing), Field("closures", .list([])),
        Field("checked_on", .missing), Field("next_available", .missing),
        Field("stale_since", .missing), Field("mute_since", .missing),
    ]

    /// The row of Lens with some of its fields changed.
    static func lens(_ changes: [Field]) -> Reply.Row {
        lens.map { field in changes.first { $0.name == field.name } ?? field }
    }

    @Test("GARAGE and GARAGES say the same of a garage, a garage sees itself alone")
    func rows() async throws {
        let rehearsal = Rehearsal()
        let one = try await rehearsal.ask("GARAGE garage=G001").get()
        #expect(one == Reply(rows: [Self.lens], summary: [Field("rows", .whole(1))]))
        let all = try await rehearsal.ask("GARAGES").get()
        #expect(all.rows[0] == Self.lens && all.texts("garage") == ["G001", "G002", "G003"])
        let own = try await rehearsal.ask("GARAGES", as: .garage).get()
        #expect(own.rows == [Self.lens])
        #expect(await rehearsal.ask("GARAGE garage=G002", as: .garage).refusal == .noSuch)
        #expect(
            await rehearsal.ask("GARAGE garage=G002", as: .garage).error
                == rehearsal.ask("GARAGE garage=G009", as: .garage).error)
    }

    @Test(
        "a territory is the beginning of a postal code",
        arguments: [
            ("6", ["G001", "G002", "G003"]), ("62", ["G001", "G002", "G003"]),
            ("621", ["G002", "G003"]), ("62117", ["G002"]), ("621170", []), ("2", []),
        ] as [(String, [String])])
    func territory(start: String, garages: [String]) async throws {
        let rehearsal = Rehearsal()
        for verb in ["GARAGES", "LOAD", "FORECAST"] {
            let reply = try await rehearsal.ask("\(verb) territory=\(start)").get()
            #expect(reply.texts("garage") == garages)
            #expect(reply["rows"] == .whole(Int64(garages.count)))
        }
    }

    struct Change: Sendable {
        let keys: String
        let fields: [Field]
        init(_ keys: String, _ fields: Field...) { (self.keys, self.fields) = (keys, fields) }
    }
    static let changes: [Change] = [
        Change("name=\"Garage du Lion\"", Field("name", .text("Garage du Lion"))),
        Change(
            "at=50.5,2.5", Field("lat", .decimal(50.5, places: 6)),
            Field("lon", .decimal(2.5, places: 6))),
        Change(
            "place=Calais", Field("lat", .decimal(50.9513, places: 6)),
            Field("lon", .decimal(1.8587, places: 6))),
        Change("town=Liévin", Field("town", .text("Liévin"))),
        Change("phone=\"03 21 00 00 00\"", Field("phone", .text("0321000000"))),
        Change("band=3-6", Field("min", .whole(3)), Field("max", .whole(6))),
        Change("cap=12", Field("cap", .whole(12))),
        Change("work=light", Field("heavy", .truth(false))),
        Change("work=heavy", Field("light", .truth(false))), Change("work=both"),
        Change("brands=Renault,Citroën", Field("brands", .list(["citroen", "renault"]))),
        Change("brands=*"), Change("heavy_brands=Fiat", Field("heavy_brands", .list(["fiat"]))),
        Change("age_years_max=15", Field("age_years_max", .whole(15))),
        Change("odometer_km_max=200000", Field("odometer_km_max", .whole(200_000))),
        Change("fiscal_cv_max=7", Field("fiscal_cv_max", .whole(7))),
        Change("checked=2026-11-20", Field("checked_on", .text("2026-11-20"))),
        Change(
            "closed=2026-12-24..2026-12-31",
            Field("closures", .list(["2026-12-24…2026-12-31"]))),
        Change("closed=none"), Change("status=left", Field("status", .text("left"))),
        Change("status=active"),
    ]

    @Test("GARAGE-SET changes the field that it names and no other", arguments: changes)
    func setOne(change: Change) async throws {
        let book = LedgerBook()
        let reply = try await Rehearsal(book: book).ask("GARAGE-SET garage=G001 \(change.keys)")
            .get()
        #expect(reply.rows == [Self.lens(change.fields)])
        #expect(reply.summary == [Field("rows", .whole(1))])
        let garages = book.now.garages.values.sorted { $0.id < $1.id }
        #expect(garages.dropFirst() == Rehearsal.threeGarages.dropFirst())
    }

    @Test("closed days are added, and forgotten together")
    func closures() async throws {
        var garages = Rehearsal.threeGarages
        let august = try #require(Day("2026-08-01"))
        garages[0].closures = [ClosedPeriod(first: august, last: august)].compactMap(\.self)
        let rehearsal = Rehearsal(book: LedgerBook(), garages: garages)
        let more = try await rehearsal.ask("GARAGE-SET garage=G001 closed=2026-12-24").get()
        #expect(
            more.rows[0].value("closures")
                == .list(["2026-08-01…2026-08-01", "2026-12-24…2026-12-24"]))
        let none = try await rehearsal.ask("GARAGE-SET garage=G001 closed=none").get()
        #expect(none.rows[0].value("closures") == .list([]))
    }

    @Test(
        "a garage keeps its own card, but not its share of the network nor its place",
        arguments: [
            ("town=Lens", nil), ("phone=0321000000", nil), ("cap=12", nil), ("work=light", nil),
            ("brands=Fiat", nil), ("closed=2026-12-24", nil), ("checked=2026-11-20", nil),
            ("band=1-2", .denied), ("status=left", .denied), ("name=X", .denied),
            ("at=50.5,2.5", .denied), ("place=Calais", .denied), ("postcode=62100", .denied),
        ] as [(String, RequestError.Name?)])
    func ownCard(keys: String, refusal: RequestError.Name?) async {
        let book = LedgerBook()
        let answer = await Rehearsal(book: book).ask("GARAGE-SET garage=G001 \(keys)", as: .garage)
        #expect(answer.refusal == refusal)
        let lens = book.now.garages.values.first { $0.number == 1 }
        #expect((lens == Rehearsal.threeGarages[0]) == (refusal != nil))
        #expect(lens?.position == Rehearsal.threeGarages[0].position)
    }

    @Test(
        "no garage changes another",
        arguments: [
            "GARAGE-SET garage=G002 cap=1", "PAUSE garage=G002 reason=x", "RESUME garage=G002",
        ])
    func others(line: String) async {
        #expect(await Rehearsal(book: LedgerBook()).ask(line, as: .garage).refusal == .noSuch)
    }

    @Test(
        "PAUSE says until when and why; the same twice is the same",
        arguments: [
            ("PAUSE garage=G001 reason=leave", Field.Value.missing, "leave"),
            (
                "PAUSE garage=G001 until=2026-12-06 reason=\"plein, merci\"",
                .text("2026-12-06"), "plein, merci"
            ),
        ])
    func pause(line: String, until: Field.Value, reason: String) async throws {
        let rehearsal = Rehearsal(book: LedgerBook())
        let first = try await rehearsal.ask(line).get()
        #expect(
            first.rows == [
                Self.lens([
                    Field("status", .text("paused")), Field("paused_until", until),
                    Field("pause_reason", .text(reason)),
                    Field("next_available", until == .missing ? .missing : .text("2026-12-07")),
                ])
            ])
        #expect(try await rehearsal.ask(line).get() == first)
    }

    @Test(
        "a pause cannot be over before it begins",
        arguments: [
            ("2026-11-20", RequestError.Name.range), ("2025-12-31", .range), ("2026-11-21", nil),
            ("2026-11-22", nil),
        ])
    func pauseOver(until: String, refusal: RequestError.Name?) async {
        let book = LedgerBook()
        let answer = await Rehearsal(book: book)
            .ask("PAUSE garage=G001 until=\(until) reason=leave")
        #expect(answer.refusal == refusal)
        if refusal != nil {
            #expect(
                answer.error?.message
                    == "until: \(until) is over; give 2026-11-21 or a later day, or leave it out")
            #expect(book.now.garages.values.allSatisfy { $0.status == .active })
        }
    }

    /// What a garage is like today, Saturday 21 November 2026, and when it takes the next.
    struct Next: Sendable {
        let day: String?
        var status = Garage.Status.active
        var cap = 1000
        var committed = 0
        var closures: [(String, String)] = []
    }
    static let nexts: [Next] = [
        Next(day: nil), Next(day: nil, cap: 3, committed: 2),
        Next(day: "2026-12-01", cap: 3, committed: 3),
        Next(day: "2026-12-01", cap: 3, committed: 5),
        Next(day: nil, cap: 0), Next(day: nil, status: .left),
        Next(day: nil, status: .paused(until: nil, reason: "")),
        Next(day: "2026-11-22", status: .paused(until: Day("2026-11-21"), reason: "")),
        Next(day: nil, status: .paused(until: Day("2026-11-20"), reason: "")),
        Next(day: "2026-11-24", closures: [("2026-11-20", "2026-11-23")]),
        Next(day: nil, closures: [("2026-11-22", "2026-11-30")]),
        Next(
            day: "2026-11-27", status: .paused(until: Day("2026-11-23"), reason: ""),
            closures: [("2026-11-25", "2026-11-26"), ("2026-11-24", "2026-11-24")]),
        // Open again on the 24th, but it has as many as it takes this month.
        Next(
            day: "2026-12-01", cap: 2, committed: 2, closures: [("2026-11-20", "2026-11-23")]),
        // A new month that begins with a closure.
        Next(
            day: "2026-12-05", cap: 2, committed: 2, closures: [("2026-12-01", "2026-12-04")]),
        Next(
            day: "2026-12-11", status: .paused(until: Day("2026-12-10"), reason: ""), cap: 2,
            committed: 2),
    ]

    @Test("when a garage takes the next, as far as it is known", arguments: nexts)
    func nextAvailable(next: Next) async throws {
        let garage = Rehearsal.garage(1, "G1", "Ici", at: Rehearsal.point(50, 3)) {
            $0.status = next.status
            $0.monthlyCap = next.cap
            $0.closures = next.closures.compactMap { first, last in
                Day(first).flatMap { first in
                    Day(last).flatMap { ClosedPeriod(first: first, last: $0) }
                }
            }
        }
        let rehearsal = Rehearsal(
            garages: [garage].compactMap(\.self), counts: Rehearsal.november([next.committed]))
        let row = try await rehearsal.ask("GARAGE garage=G1").get().rows[0]
        #expect(row.value("next_available") == next.day.map { .text($0) } ?? .missing)
        let listed = try await rehearsal.ask("GARAGES").get().rows[0]
        #expect(listed == row)
    }

    @Test(
        "what was checked too long ago is stale since then, as the alert says",
        arguments: [
            (nil, nil), ("2026-11-21", nil), ("2026-05-25", nil), ("2026-05-24", "2026-11-21"),
            ("2026-05-01", "2026-10-29"),
        ])
    func stale(checked: String?, since: String?) async throws {
        let garage = Rehearsal.garage(1, "G1", "Ici", at: Rehearsal.point(50, 3)) {
            $0.checkedOn = checked.flatMap { Day($0) }
        }
        let rehearsal = Rehearsal(garages: [garage].compactMap(\.self))
        let row = try await rehearsal.ask("GARAGE garage=G1").get().rows[0]
        #expect(row.value("stale_since") == since.map { .text($0) } ?? .missing)
        let alerts = try await rehearsal.ask("ALERTS rule=stale").get()
        #expect(alerts.rows.isEmpty == (since == nil))
    }

    @Test("RESUME ends a pause and forgets its reason; it does nothing to an active garage")
    func resume() async throws {
        var garages = Rehearsal.threeGarages
        garages[0].status = .paused(until: nil, reason: "congés")
        for known in [garages, Rehearsal.threeGarages] {
            let rehearsal = Rehearsal(book: LedgerBook(), garages: known)
            #expect(try await rehearsal.ask("RESUME garage=G001").get().rows == [Self.lens])
        }
    }

    @Test(
        "who left neither pauses nor resumes: either would bring the garage back",
        arguments: ["PAUSE garage=G001 until=2026-11-22 reason=x", "RESUME garage=G001"],
        [Role.garage, .manager])
    func left(line: String, role: Role) async {
        var garages = Rehearsal.threeGarages
        garages[0].status = .left
        let book = LedgerBook()
        let answer = await Rehearsal(book: book, garages: garages).ask(line, as: role)
        #expect(answer.refusal == .conflict)
        #expect(answer.error?.message.contains("GARAGE-SET status=active") == true)
    }

    @Test("GARAGE-ADD begins with what the configuration says, and takes its town from the place")
    func add() async throws {
        let book = LedgerBook()
        let rehearsal = Rehearsal(book: book)
        let line = "GARAGE-ADD garage=G004 name=Neuf place=Lens"
        let reply = try await rehearsal.ask(line).get()
        #expect(
            reply.rows == [
                Self.lens([
                    Field("garage", .text("G004")), Field("name", .text("Neuf")),
                    Field("town", .text("Lens")),
                ])
            ])
        #expect(await rehearsal.ask(line).refusal == .conflict)
        let bare = try await rehearsal.ask("GARAGE-ADD garage=G005 name=Neuf at=50.5,2.5").get()
        #expect(
            bare.rows[0].value("town") == .text("") && bare.rows[0].value("postcode") == .text(""))
    }
}
