import Commands
import GarageNetwork
import LineProtocol
import Matching
import Testing

/// What HELLO, PING, QUIT, LIMITS, READY, STATUS, HELP, RELOAD, CLOCK and the tokens answer.
@Suite struct SessionVerbTests {
    @Test(
        "the whole answer of a verb without a past",
        arguments: [
            ("PING", Reply()), ("QUIT", Reply()),
            (
                "HELLO proto=1",
                Reply(summary: [
                    Field("proto", .whole(1)), Field("server", .text("garaged")),
                    Field("version", .text("1.0")), Field("role", .text("admin")),
                ])
            ),
            (
                "READY",
                Reply(summary: [Field("garages", .whole(3)), Field("epoch", .whole(1))])
            ),
            (
                "LIMITS",
                Reply(
                    rows: [
                        [
                            Field("limit", .text("max_line_bytes")), Field("value", .whole(8192)),
                            Field("unit", .text("bytes")), Field("meaning", .text("A line.")),
                        ]
                    ], summary: [Field("rows", .whole(1))])
            ),
            ("RELOAD", Reply(summary: [Field("rows", .whole(0))])),
            (
                "CLOCK at=2026-11-22T08:30:00+01:00",
                Reply(summary: [Field("now", .text("2026-11-22T08:30:00+01:00"))])
            ),
            (
                "SUBSCRIBE topics=store,load",
                Reply(summary: [Field("topics", .list(["load", "store"]))])
            ),
            (
                "SUBSCRIBE",
                Reply(summary: [Field("topics", .list(["alerts", "load", "referrals", "store"]))])
            ),
            (
                "IMPORT kind=places",
                Reply(summary: [
                    Field("kind", .text("places")), Field("rows_max", .whole(200_000)),
                ])
            ),
        ])
    func whole(line: String, reply: Reply) async throws {
        let rehearsal = Rehearsal(book: LedgerBook())
        let answer = await Talk(rehearsal, as: Caller(role: .admin)).answer(line)
        #expect(try answer.outcome.get() == reply)
        #expect(answer.closes == (line == "QUIT"))
    }

    @Test(
        "HELLO says who is calling; so does the greeting",
        arguments: [
            (Role?.none, "none", "required"), (.garage, "garage", "peer role=garage"),
            (.monitor, "monitor", "peer role=monitor"),
        ])
    func hello(role: Role?, word: String, greeting: String) async throws {
        let talk = Talk(Rehearsal(), as: role.map(Rehearsal.caller))
        #expect(try await talk.say("HELLO").get()["role"] == .text(word))
        #expect(talk.greeting == "garaged 1.0 proto=1 auth=\(greeting) max-line=8192")
    }

    @Test("STATUS, before the network is loaded, then with it, then while the database is away")
    func status() async throws {
        func row(_ rehearsal: Rehearsal) async throws -> Reply.Row {
            let reply = try await rehearsal.ask("STATUS", as: .garage).get()
            #expect(reply.summary == [Field("rows", .whole(1))])
            return reply.rows[0]
        }
        let empty = try await row(Rehearsal(book: LedgerBook(), isReady: false))
        #expect(empty.value("ready") == .truth(false) && empty.value("garages") == .whole(0))
        let rehearsal = Rehearsal(book: LedgerBook())
        let loaded = try await row(rehearsal)
        #expect(
            loaded.prefix(8) == [
                Field("ready", .truth(true)), Field("store", .text("up")),
                Field("age_s", .whole(0)), Field("garages", .whole(3)),
                Field("prescribers", .whole(2)), Field("places", .whole(2)),
                Field("today", .text("2026-11-21")),
                Field("now", .text("2026-11-21T10:00:00+01:00")),
            ])
        rehearsal.network.storeIs(down: "refused by 192.0.2.1")
        rehearsal.clock.set(to: Rehearsal.start.advanced(bySeconds: 61))
        let away = try await row(rehearsal)
        #expect(away.value("store") == .text("down") && away.value("age_s") == .whole(61))
        #expect(away.value("ready") == .truth(true))
    }

    @Test("HELP of a verb: its keys in order, with what is required, then those of every verb")
    func help() async throws {
        let reply = try await Rehearsal().ask("HELP verb=pause", as: nil).get()
        #expect(reply.texts("key") == ["garage", "reason", "until", "fmt", "lang"])
        #expect(
            reply.rows.map { $0.value("required") }
                == [true, true, false, false, false].map { .truth($0) })
        #expect(
            reply.rows[2] == [
                Field("key", .text("until")), Field("written", .text("a day, as 2026-11-24")),
                Field("required", .truth(false)), Field("default", .text("until RESUME")),
                Field("meaning", .text("The last day of the pause.")),
            ])
        #expect(
            reply["errors"]
                == .list(["404 NO-SUCH", "409 CONFLICT", "503 NOT-READY", "503 STORE-DOWN"]))
    }

    @Test("CLOCK turns the network to the month that it sets")
    func clock() async throws {
        let rehearsal = Rehearsal(book: LedgerBook(), counts: Rehearsal.november([3, 4, 5]))
        #expect(try await rehearsal.ask("LOAD").get()["committed"] == .whole(12))
        _ = try await rehearsal.ask("CLOCK at=2026-12-01T00:00:00+01:00").get()
        #expect(try await rehearsal.ask("LOAD").get()["committed"] == .whole(0))
        _ = try await rehearsal.ask("CLOCK at=2026-11-30T23:59:59+01:00").get()
        #expect(try await rehearsal.ask("LOAD").get()["committed"] == .whole(12))
    }

    @Test("BENEFICIARY-SHOW tells everything that is kept, to whom it may")
    func beneficiary() async throws {
        let rehearsal = Rehearsal(book: LedgerBook.withPerson())
        let reply = try await rehearsal.ask("BENEFICIARY-SHOW beneficiary=B1", as: .prescriber)
            .get()
        #expect(
            reply.rows == [
                [
                    Field("beneficiary", .text("B1")), Field("prescriber", .text("P01")),
                    Field("lat", .decimal(50.4322, places: 5)),
                    Field("lon", .decimal(2.8330, places: 5)), Field("mode", .text("car")),
                    Field("max_km", .decimal(25, places: 1)), Field("max_minutes", .missing),
                    Field("brand", .missing), Field("year", .missing),
                    Field("odometer_km", .missing), Field("fiscal_cv", .missing),
                    Field("drives", .missing), Field("car", .missing), Field("far", .missing),
                    Field("low_mobility_until", .missing), Field("notice", .missing),
                    Field("notice_on", .missing), Field("halted", .missing),
                    Field("objected_on", .missing), Field("frozen_on", .missing),
                    Field("last_contact_on", .text("2026-11-21")), Field("name", .missing),
                    Field("first_name", .missing), Field("birth_date", .missing),
                    Field("phone", .missing), Field("email", .missing),
                    Field("contact", .missing), Field("address", .missing),
                    Field("need", .missing),
                ]
            ])
        let other = Talk(rehearsal, as: Caller(role: .prescriber, organisation: OrganisationID(2)))
        #expect(await other.say("BENEFICIARY-SHOW beneficiary=B1").refusal == .noSuch)
    }

    @Test("REFER tells where to, until when, and at what price in distance")
    func refer() async throws {
        let rehearsal = Rehearsal(book: LedgerBook.withPerson())
        let reply = try await rehearsal.ask("REFER beneficiary=B1 key=k", as: .prescriber).get()
        #expect(
            reply.rows[0].map(\.name) == [
                "referral", "garage", "state", "answer_by", "month", "committed", "beneficiary",
                "prescriber", "rank", "km", "extra_km", "created_at", "received_on", "quote",
                "outcome", "previous", "next", "attempt", "replayed",
            ])
        #expect(reply.rows[0].value("rank") == .whole(1))
        #expect(reply.rows[0].value("km") == .decimal(0, places: 2))
        #expect(reply.summary == [Field("rows", .whole(1))])
    }

    @Test(
        "the person's own choice, where there is one",
        arguments: [
            ("garage=G001", nil, 1), ("garage=G002", nil, 2), ("garage=G003", .missingKey, 0),
            ("garage=G003 override=family", nil, 0), ("garage=G009", .noSuch, 0),
        ] as [(String, RequestError.Name?, Int64)])
    func choice(keys: String, refusal: RequestError.Name?, rank: Int64) async throws {
        let answer = await Rehearsal(book: LedgerBook.withPerson())
            .ask("REFER beneficiary=B1 key=k \(keys)", as: .prescriber)
        #expect(answer.refusal == refusal)
        if refusal == nil { #expect(try answer.get().rows[0].value("rank") == .whole(rank)) }
    }
}
