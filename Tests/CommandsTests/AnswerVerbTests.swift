import Alerting
import GarageNetwork
import LineProtocol
import Matching
import Testing

@testable import Commands

/// ANSWERS and LESSONS, and what follows from them: who is rung, and which list is corrected.
@Suite struct AnswerVerbTests {
    /// The three garages; Brebières has been mute since 10 November.
    private static func garages(_ change: (inout [Garage]) -> Void = { _ in }) -> [Garage] {
        var garages = Rehearsal.threeGarages
        garages[1].muteSince = Day("2026-11-10")
        garages[1].phone = "0321000000"
        change(&garages)
        return garages
    }

    private static func answers(_ counts: [AnswerCount]) -> PastArchive {
        PastArchive(answerCounts: counts)
    }

    @Test("the worst answers come first, with everything a call needs")
    func worstFirst() async throws {
        let rehearsal = Rehearsal(
            garages: Self.garages(),
            archive: Self.answers([
                AnswerCount(
                    garage: 1, proposed: 8, unanswered: 1, answered: 3, declined: 1,
                    medianHours: 30.25, lastAnswer: Rehearsal.start),
                AnswerCount(garage: 2, proposed: 3, unanswered: 3),
                AnswerCount(garage: 3, proposed: 2, unanswered: 1, answered: 1),
            ]))
        let reply = try await rehearsal.ask("ANSWERS", as: .manager).get()
        #expect(reply.texts("garage") == ["G002", "G003", "G001"])
        #expect(
            reply.rows[2] == [
                Field("garage", .text("G001")), Field("name", .text("Lens")),
                Field("proposed", .count(8)), Field("answered", .count(3)),
                Field("accepted", .count(2)), Field("declined", .count(1)),
                Field("expired", .count(1)), Field("answer_rate", .decimal(0.75, places: 2)),
                Field("median_hours", .decimal(30.25, places: 1)),
                Field("last_answer", .text(Rehearsal.start.iso8601)),
                Field("mute_since", .missing), Field("phone", .text("")),
            ])
        #expect(reply.rows[0].value("mute_since") == .text("2026-11-10"))
        #expect(reply.rows[0].value("phone") == .text("0321000000"))
        #expect(reply.rows[0].value("answer_rate") == .decimal(0, places: 2))
        #expect(reply["days"] == .count(90) && reply["mute"] == .count(1))
    }

    @Test(
        "which garages are listed",
        arguments: [
            ("lang=fr", ["G002", "G001", "G003"]), ("mute=yes", ["G002"]),
            ("mute=no", ["G001", "G003"]),
            ("territory=621", ["G002", "G003"]), ("territory=29", []), ("limit=1", ["G002"]),
            ("mute=yes territory=62300", []), ("days=400", ["G002", "G001", "G003"]),
        ] as [(String, [String])])
    func listed(keys: String, ids: [String]) async throws {
        let rehearsal = Rehearsal(garages: Self.garages(), archive: Self.answers([]))
        let reply = try await rehearsal.ask("ANSWERS \(keys)", as: .manager).get()
        #expect(reply.texts("garage") == ids)
        #expect(reply["more"] == (keys == "limit=1" ? .count(2) : nil))
    }

    @Test("who was asked nothing, or has answered nothing that was due, has no rate")
    func nothingDue() async throws {
        let gone = Self.garages { $0[2].status = .left }
        let rehearsal = Rehearsal(
            garages: gone,
            archive: Self.answers([
                AnswerCount(garage: 1, proposed: 4, unanswered: 0)
            ]))
        let reply = try await rehearsal.ask("ANSWERS", as: .manager).get()
        #expect(reply.texts("garage") == ["G002", "G001"], "who left is not rung")
        for row in reply.rows { #expect(row.value("answer_rate") == .missing) }
    }

    @Test(
        "who may ask, and for how long",
        arguments: [
            ("ANSWERS", Role.prescriber, RequestError.Name.denied), ("ANSWERS", .garage, .denied),
            ("ANSWERS", .monitor, .denied), ("LESSONS", .garage, .denied),
            ("LESSONS", .prescriber, .denied), ("ANSWERS days=0", .manager, .range),
            ("ANSWERS days=401", .manager, .range), ("ANSWERS mute=maybe", .manager, .range),
            ("ANSWERS limit=0", .manager, .range), ("LESSONS garage=G009", .manager, .noSuch),
            ("GARAGE-SET garage=G001 lessons=learn", .manager, .range),
            ("GARAGE-SET garage=G001 lessons=forget", .garage, .denied),
        ])
    func refusals(line: String, role: Role, name: RequestError.Name) async {
        let rehearsal = Rehearsal(garages: Self.garages(), archive: Self.answers([]))
        #expect(await rehearsal.ask(line, as: role).refusal == name)
    }

    /// What Lens and Calais taught; one of it is over.
    private static func taught() -> [Garage] {
        let day = Day("2026-06-01") ?? Day(ordinal: 0)
        func lesson(
            _ kind: Lesson.Kind, _ brand: String?, after days: Int = 0, times: Int = 1
        ) -> Lesson {
            Lesson(
                kind: kind, brand: brand.flatMap { Brand($0) }, learntOn: day + days,
                until: day + days + Lesson.days, declines: times)
        }
        return garages { garages in
            garages[0].lessons = [
                lesson(.brand, "Citroën", times: 3), lesson(.heavy, "Fiat", after: -8),
                lesson(.limits, nil, times: 2),
            ]
            garages[2].lessons = [lesson(.brand, nil), lesson(.brand, "Dacia", after: -7)]
        }
    }

    @Test("what garages declined lately, and which entry of their lists would say it")
    func lessons() async throws {
        let rehearsal = Rehearsal(garages: Self.taught())
        let reply = try await rehearsal.ask("LESSONS lang=en", as: .manager).get()
        #expect(reply.texts("garage") == ["G001", "G001", "G003", "G003"])
        #expect(reply.texts("what") == ["brand", "limits", "brand", "brand"])
        #expect(
            reply.rows[0] == [
                Field("garage", .text("G001")), Field("name", .text("Lens")),
                Field("what", .text("brand")), Field("brand", .text("citroen")),
                Field("learnt_on", .text("2026-06-01")), Field("until", .text("2026-11-28")),
                Field("times", .count(3)),
                Field(
                    "why",
                    .text(
                        "declined the brand citroen: to be corrected in brands= and heavy_brands=")
                ),
            ])
        #expect(reply.rows[1].value("brand") == .missing)
        // 180 days after 25 May is today.
        #expect(reply.rows[3].value("until") == .text("2026-11-21"))
        let french = try await rehearsal.ask("LESSONS lang=fr", as: .manager).get()
        #expect(french.texts("why")[1].hasPrefix("a refusé une voiture trop ancienne"))
        #expect(Set(french.texts("why")).isDisjoint(with: reply.texts("why")))
    }

    @Test(
        "which lessons are listed",
        arguments: [
            ("garage=G001", 2), ("garage=G002", 0), ("territory=621", 2), ("limit=1", 1),
            ("territory=75", 0),
        ])
    func lessonsListed(keys: String, count: Int) async throws {
        let reply = try await Rehearsal(garages: Self.taught()).ask("LESSONS \(keys)").get()
        #expect(reply.rows.count == count)
        #expect(reply["more"] == (keys == "limit=1" ? .count(3) : nil))
    }

    @Test("a manager forgets what was learnt of a garage, and of no other")
    func forget() async throws {
        let book = LedgerBook()
        book.change { pages in
            for garage in Self.taught() { pages.garages[garage.id] = garage }
        }
        let rehearsal = Rehearsal(book: book, garages: Self.taught())
        _ = try await rehearsal.ask("GARAGE-SET garage=G001 cap=9").get()
        #expect(book.now.garages.values.first { $0.number == 1 }?.lessons.count == 3)
        _ = try await rehearsal.ask("GARAGE-SET garage=G001 lessons=forget", as: .manager).get()
        #expect(book.now.garages.values.first { $0.number == 1 }?.lessons.isEmpty == true)
        #expect(book.now.garages.values.first { $0.number == 3 }?.lessons.count == 2)
    }

    @Test("MATCH does not propose what a garage declined, and counts it")
    func match() async throws {
        let rehearsal = Rehearsal(garages: Self.taught())
        let match = "MATCH place=Lens fields=garage"
        let citroen = try await rehearsal.ask("\(match) brand=CITROEN").get()
        #expect(citroen.texts("garage") == ["G002"] && citroen["unsuitable"] == .whole(1))
        let fiat = try await rehearsal.ask("\(match) brand=Fiat work=heavy policy=nearest").get()
        #expect(fiat.texts("garage") == ["G001", "G002"], "that lesson is over")
        rehearsal.clock.set(to: Instant(paris: Day(ordinal: 0) + 20_786, secondsOfDay: 43_200))
        let later = try await rehearsal.ask("\(match) brand=Citroën").get()
        #expect(later["unsuitable"] == .whole(0), "on 29 November it is over")
    }

    @Test("a mute garage is proposed last, and its row, the alert and the check say so")
    func mute() async throws {
        var garages = Self.garages()
        garages[0].muteSince = Day("2026-11-12")
        garages[1].muteSince = nil
        let rehearsal = Rehearsal(garages: garages)
        let match = try await rehearsal.ask("MATCH at=50.40,2.90 fields=garage,why lang=fr").get()
        #expect(match.texts("garage") == ["G002", "G001"])
        #expect(match.texts("why")[0].contains("Lens, plus proche, ne répond plus depuis le"))
        #expect(match.texts("why")[1].contains("ne répond plus depuis le 2026-11-12"))
        let row = try await rehearsal.ask("GARAGE garage=G001").get().rows[0]
        #expect(row.value("mute_since") == .text("2026-11-12"))
        let alerts = try await rehearsal.ask("ALERTS rule=mute", as: .manager).get()
        #expect(alerts.texts("garage") == ["G001"] && alerts.texts("level") == ["warn"])
        let check = try await rehearsal.ask("CHECK name=mute", as: .monitor).get()
        #expect(
            check.rows == [[.bare("CRITICAL mute: 1 of 3 garages do not answer | mute=1;1;1")]])
    }

    @Test("a garage that often says it is full comes up with a pause to agree to")
    func oftenFull() async throws {
        var past = PastArchive.halfYear
        past.answerCounts = [
            AnswerCount(garage: 1, proposed: 9, unanswered: 0, declinedFull: 3),
            AnswerCount(garage: 2, proposed: 9, unanswered: 0, declinedFull: 2),
        ]
        let rehearsal = Rehearsal(archive: past)
        try await rehearsal.environment.refreshOutlook()
        let alerts = try await rehearsal.ask("ALERTS rule=often-full lang=en").get()
        #expect(alerts.texts("garage") == ["G001"])
        #expect(
            alerts.texts("why") == [
                "declined 3 people in 30 days as full or closed; proposal:"
                    + " PAUSE garage=G001 until=2026-11-30 reason=full"
            ])
    }
}
