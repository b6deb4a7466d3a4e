import Commands
import GarageNetwork
import Geometry
import LineProtocol
import Matching
import Testing

/// STEERING, COVERAGE, RECRUIT and WHATIF: what they answer with a past, without one, and while
/// the database is away.
@Suite struct SteeringVerbTests {
    let known = Rehearsal(archive: PastArchive.halfYear)
    let unknown = Rehearsal(archive: PastArchive())

    static let reports = [
        "STEERING", "COVERAGE", "COVERAGE by=department", "COVERAGE by=place",
        "COVERAGE by=garage", "RECRUIT garages=3", "RECRUIT prescribers=3", "WHATIF leave=G001",
        "WHATIF garage=G001 min=1 max=2", "WHATIF prescriber_at=50.43,2.83 yield=5",
        "WHATIF garage_at=50.43,2.83 months=3", "WHATIF demand_percent=120",
    ]

    @Test("each garage has its verdict and its numbers")
    func steering() async throws {
        let reply = try await known.ask("STEERING lang=en").get()
        #expect(reply.texts("garage") == ["G001", "G002", "G003"])
        #expect(reply.texts("verdict") == ["brake", "change-path", "accelerate"])
        #expect(reply["garages"] == .whole(3))
        #expect(reply["accelerate"] == .whole(1) && reply["change_path"] == .whole(1))
        #expect(reply["brake"] == .whole(1) && reply["on_course"] == .whole(0))
        #expect(reply["note"] == nil)
        let calais = try #require(reply.rows.last)
        #expect(calais.value("months_below") == .whole(6))
        #expect(calais.value("prescribers_30km") == .whole(0))
        #expect(
            calais.value("why")
                == .text(
                    "its basin cannot give it 5 people a month, whatever the policy: recruit"
                        + " prescribers near it. Of 6 months, 6 below the target of 5 to 10, 0 in"
                        + " it, 0 above; 2.1 people a month can reach it, with no other garage in"
                        + " their reach; no prescriber within 30 km"))
    }

    @Test("French is the language of labels unless another is asked for")
    func labels() async throws {
        #expect(
            try await known.ask("STEERING").get().texts("label") == [
                "freiner", "changer de voie", "accélérer",
            ])
        #expect(
            try await known.ask("STEERING lang=en").get().texts("label").last == "accelerate")
    }

    @Test("rows are chosen by verdict and territory; the totals are of the territory")
    func filters() async throws {
        let brake = try await known.ask("STEERING verdict=brake").get()
        #expect(brake.texts("garage") == ["G001"])
        #expect(brake["garages"] == .whole(3))
        let lens = try await known.ask("STEERING territory=623").get()
        #expect(lens.texts("garage") == ["G001"])
        #expect(lens["garages"] == .whole(1))
        let page = try await known.ask("STEERING after=G001 limit=1").get()
        #expect(page.texts("garage") == ["G002"])
        #expect(page["next"] == .text("G002"))
    }

    @Test("a garage that does not answer is told to change path")
    func silence() async throws {
        var past = PastArchive.halfYear
        past.answerCounts = [AnswerCount(garage: 1, proposed: 10, unanswered: 6)]
        let reply = try await Rehearsal(archive: past).ask("STEERING lang=en limit=1").get()
        #expect(reply.texts("verdict") == ["change-path"])
        guard case .text(let why) = reply.rows[0].value("why") else { return }
        #expect(why.contains("6 of 10"))
    }

    @Test("coverage counts the people nobody reaches, folded below five")
    func coverage() async throws {
        let reply = try await known.ask("COVERAGE").get()
        #expect(reply.rows.map { $0.value("reach_km") } == [10, 20, 30, 50].map { .whole($0) })
        #expect(reply.rows.map { $0.value("people") } == [0, 0, 104, 0].map { .whole($0) })
        #expect(reply.rows.map { $0.value("unreached") } == [0, 0, 6, 0].map { .whole($0) })
        #expect(reply["people"] == .whole(104))
        #expect(reply["reached"] == .whole(98))
        #expect(reply["garages_short"] == .whole(1))
        let few = PastArchive(records: PastArchive.halfYear.records.suffix(4))
        let folded = try await Rehearsal(archive: few).ask("COVERAGE").get()
        #expect(folded.rows[2].value("people") == .missing)
        #expect(folded.rows[2].value("folded") == .truth(true))
        #expect(folded["people"] == .missing && folded["reached_percent"] == .missing)
    }

    @Test("garages that their basin cannot fill, and white zones")
    func coverageViews() async throws {
        let short = try await known.ask("COVERAGE by=garage").get()
        #expect(short.texts("garage") == ["G003"])
        let near = try await known.ask("COVERAGE by=place").get()
        #expect(near.rows.isEmpty, "both places have a garage")
        let far = try await Rehearsal(
            garages: [Rehearsal.threeGarages[2]], archive: PastArchive.halfYear
        ).ask("COVERAGE by=place within=50km").get()
        #expect(far.texts("place") == ["Lens"])
        #expect(far.rows[0].value("nearest_garage") == .text("G003"))
        let departments = try await known.ask("COVERAGE by=department limit=1").get()
        #expect(departments.rows.count == 1)
    }

    @Test("towns are proposed with what each would add")
    func recruitGarages() async throws {
        let alone = Rehearsal(
            garages: [Rehearsal.threeGarages[2]], archive: PastArchive.halfYear)
        let reply = try await alone.ask("RECRUIT garages=3").get()
        #expect(reply.texts("place") == ["Lens"])
        #expect(reply.rows[0].value("rank") == .whole(1))
        #expect(reply["reached_percent_before"] != reply["reached_percent_after"])
        #expect(try await alone.ask("RECRUIT garages=3 territory=80").get().rows.isEmpty)
    }

    @Test("prescribers are proposed where garages starve")
    func recruitPrescribers() async throws {
        let reply = try await known.ask("RECRUIT prescribers=3 yield=3").get()
        #expect(reply.texts("place") == ["Calais", "Lens"])
        #expect(reply.rows.map { $0.value("garages") } == [.list(["G003"]), .list(["G002"])])
        #expect(
            reply.rows.allSatisfy {
                $0.value("referrals_per_month") == .decimal(3, places: 1)
            })
        #expect(reply["starving"] == .whole(2))
        #expect(reply["yield_per_month"] == .decimal(3, places: 1))
        let mean = try await known.ask("RECRUIT prescribers=1").get()
        guard case .decimal(let yield, _) = mean["yield_per_month"] else {
            Issue.record("RECRUIT must say what it takes a prescriber to send")
            return
        }
        #expect((15...16).contains(yield))
    }

    @Test("a change is shown beside what is, with the garages that change most")
    func whatIf() async throws {
        let reply = try await known.ask("WHATIF leave=G001 lang=en").get()
        #expect(reply["change"] == .text("G001 leaves the network"))
        #expect(reply["months"] == .whole(6))
        #expect(
            reply.texts("measure") == [
                "in_band_percent", "below_percent", "above_percent", "zero_percent",
                "unserved_percent", "extra_km_mean", "extra_km_p95", "people_per_month",
                "people_per_month",
            ])
        let gone = try #require(reply.rows.first { $0.value("garage") == .text("G001") })
        #expect(gone.value("after") == .missing)
        let more = try await known.ask("WHATIF demand_percent=200 months=3").get()
        #expect(more["requests_before"] == .whole(45))
        #expect(more["requests_after"] == .whole(90))
        #expect(
            try await known.ask("WHATIF leave=G001").get()
                == known.ask("WHATIF leave=G001").get())
    }

    @Test("without a past every report says so and still answers", arguments: reports)
    func noPast(line: String) async throws {
        let french = try await unknown.ask(line).get()
        let english = try await unknown.ask(line + " lang=en").get()
        guard case .text(let note) = french["note"], case .text(let englishNote) = english["note"]
        else {
            Issue.record("\(line) says nothing of the missing past")
            return
        }
        #expect(note.hasPrefix("aucune orientation ces "))
        #expect(englishNote.hasPrefix("no referral in the last "))
    }

    @Test("without a past, inhabitants and prescribers near are what counts")
    func noPastInstead() async throws {
        let garages = try await Rehearsal(
            garages: [Rehearsal.threeGarages[2]], archive: PastArchive()
        ).ask("RECRUIT garages=1").get()
        #expect(garages.rows[0].value("inhabitants") == .whole(32_000))
        #expect(garages.rows[0].value("people_per_month") == .missing)
        let prescribers = try await unknown.ask("RECRUIT prescribers=1").get()
        #expect(prescribers["starving"] == .whole(3))
        let steering = try await unknown.ask("STEERING").get()
        #expect(Set(steering.texts("verdict")) == ["too-early"])
    }

    @Test("without a gazetteer nothing is proposed and nothing fails", arguments: reports)
    func noPlaces(line: String) async throws {
        let bare = Rehearsal(archive: PastArchive.halfYear)
        bare.environment.gazetteer.replace(with: Gazetteer([PlaceRow]()))
        _ = try await bare.ask(line).get()
    }

    @Test("while the database is away each report says so", arguments: reports)
    func away(line: String) async {
        #expect(await Rehearsal().ask(line).refusal == .storeDown)
    }

    @Test(
        "refuses what cannot be computed",
        arguments: [
            ("RECRUIT", .missingKey), ("RECRUIT garages=1 prescribers=1", .syntax),
            ("RECRUIT garages=0", .range), ("RECRUIT garages=201", .range),
            ("RECRUIT prescribers=3 yield=0", .range), ("WHATIF", .missingKey),
            ("WHATIF leave=G999", .noSuch), ("WHATIF garage=G001", .missingKey),
            ("WHATIF garage=G001 min=3", .missingKey), ("WHATIF garage=G001 max=3", .missingKey),
            ("WHATIF garage=G001 min=5 max=3", .range), ("WHATIF demand_percent=0", .range),
            ("WHATIF demand_percent=501", .range), ("WHATIF leave=G001 months=25", .range),
            ("WHATIF leave=G001 demand_percent=120", .syntax), ("WHATIF garage_at=91,0", .range),
            ("COVERAGE by=colour", .range), ("COVERAGE within=30min", .range),
            ("STEERING verdict=stop", .range),
        ] as [(String, RequestError.Name)])
    func refusals(line: String, name: RequestError.Name) async {
        #expect(await known.ask(line).refusal == name)
    }

    @Test("a garage that left can neither leave nor change")
    func left() async {
        var garages = Rehearsal.threeGarages
        garages[1].status = .left
        let network = Rehearsal(garages: garages, archive: PastArchive.halfYear)
        #expect(await network.ask("WHATIF leave=G002").refusal == .noSuch)
        #expect(await network.ask("WHATIF garage=G002 min=1 max=2").refusal == .noSuch)
    }
}

extension Reply {
    /// The texts of one column.
    func texts(_ column: String) -> [String] {
        rows.compactMap { row in
            if case .text(let text) = row.value(column) { text } else { nil }
        }
    }
}

extension Reply.Row {
    func value(_ name: String) -> Field.Value? { first { $0.name == name }?.value }
}
