import Commands
import GarageNetwork
import LineProtocol
import Mobility
import Questionnaires
import Testing

/// QUESTIONS, ASSESS, ASSESSMENTS and SHEET.
@Suite struct MobilityVerbTests {
    /// The example of the shipped file: a car that broke in the country, then repaired.
    static let entry =
        "E1=0,E2=0,E3=0,E4=2,L1=4,L2=3,L3=3,L4=2,P1=4,P2=4,P3=4,P4=3,M1=4,M2=1,M3=1,M4=3,M5=1,"
        + "F1=1,F2=0,F3=1,F4=1,C1=3,C2=2,C3=3,C4=2,C5=3"
    static let exit =
        "E1=0,E2=0,E3=3,E4=2,L1=4,L2=3,L3=3,L4=4,P1=4,P2=4,P3=4,P4=3,M1=4,M2=4,M3=4,M4=3,M5=1,"
        + "F1=1,F2=1,F3=2,F4=4,C1=3,C2=2,C3=3,C4=2,C5=3"
    /// Only the car was repaired: 41 to 45.
    static let repaired = entry.replacing("M2=1", with: "M2=4")

    struct Scene {
        let book = MobilityBook()
        let audit = AuditBook()
        let rehearsal: Rehearsal

        init(failure: LedgerError? = nil) {
            var desks = Desks.closed
            desks.mobility = book
            desks.audit = failure.map { AuditBook(failure: $0) } ?? audit
            rehearsal = Rehearsal(book: .withPerson(), desks: desks)
        }

        func ask(
            _ line: String, as role: Role = .prescriber
        ) async throws(RequestError) -> Reply { try await rehearsal.ask(line, as: role).get() }

        func assess(
            _ kind: String, _ answers: String, _ more: String = "", key: String
        ) async throws(RequestError) -> Reply {
            try await ask(
                "ASSESS beneficiary=B1 kind=\(kind) answers=\"\(answers)\" key=\(key)"
                    + (more.isEmpty ? "" : " \(more)"))
        }
    }

    private func value(_ name: String, of row: Reply.Row?) -> Field.Value? {
        row?.first { $0.name == name }?.value
    }

    private func sentence(_ reply: Reply) -> String {
        guard case .text(let text)? = value("sentence", of: reply.rows.first) else { return "" }
        return text
    }

    @Test("QUESTIONS lists what is asked, sensitive or not, in both languages")
    func questions() async throws {
        let french = try await Scene().ask("QUESTIONS lang=fr")
        #expect(french.rows.count == 29)
        #expect(value("question", of: french.rows.first) == .text("E1"))
        let sensitive = french.rows.filter { value("sensitive", of: $0) == .truth(true) }
        #expect(sensitive.count == 9)
        #expect(
            value("options", of: french.rows[1])
                == .list([
                    "4=toujours", "3=presque toujours", "2=une fois sur deux", "1=rarement",
                    "0=jamais / pas de transport",
                ]))
        #expect(value("key", of: french.rows.last) == .text("use"))
        #expect(french.summary.contains(Field("version", .text("mobility-index/1"))))
        let english = try await Scene().ask("QUESTIONS lang=en version=mobility-index/1")
        #expect(value("dimension_name", of: english.rows.first) == .text("Environment"))
        guard case .list(let options)? = value("options", of: english.rows[1]) else {
            Issue.record("no options")
            return
        }
        #expect(options.first == "4=always")
    }

    @Test("a version that is not there is no such questionnaire")
    func noVersion() async throws {
        let error = await Scene().rehearsal.ask("QUESTIONS version=x/2", as: .prescriber).error
        #expect(error?.name == .noSuch)
    }

    @Test("an entry gives the index, its word and the dimensions; answers are kept apart")
    func assess() async throws {
        let scene = Scene()
        let reply = try await scene.assess(
            "entry", Self.entry, "on=2026-11-20 far=25km modes=\"le bus\" lang=en", key: "k1")
        let head = try #require(reply.rows.first)
        for field in [
            Field("beneficiary", .text("B1")), Field("kind", .text("entry")),
            Field("version", .text("mobility-index/1")), Field("on", .text("2026-11-20")),
            Field("valid_until", .text("2027-05-22")), Field("index", .whole(41)),
            Field("band", .text("fragile")), Field("change", .missing),
            Field("sentence", .text("Index 41 of 100, fragile.")),
        ] {
            #expect(head.contains(field), "\(field) in \(head)")
        }
        #expect(reply.rows.count == 7)
        #expect(value("stands", of: reply.rows[1]) == .decimal(10, places: 1))
        #expect(reply.summary.contains(Field("replayed", .truth(false))))
        let order = try #require(scene.book.now.orders.first)
        #expect(order.sheet.scores.count == 17 && order.sheet.sensitive.count == 9)
        #expect(order.sheet.context == ["far": "25km", "modes": "le bus"])
        #expect(order.hint == ReachHint(far: .km(25), low: .no))
        #expect("\(order.sheet)" == "‹26 answers›")
        #expect(
            scene.audit.remembered.map(\.object) == ["B1"]
                && scene.audit.remembered.map(\.action) == [.write])
    }

    @Test("an exit says what changed, on what was valid both times")
    func exit() async throws {
        let scene = Scene()
        _ = try await scene.assess("entry", Self.entry, "on=2026-07-01", key: "k1")
        let reply = try await scene.assess("exit", Self.exit, "lang=en", key: "k2")
        #expect(value("change", of: reply.rows.first) == .whole(19))
        #expect(value("measurable", of: reply.rows.first) == .truth(true))
        #expect(
            sentence(reply)
                == "Index 60 of 100, partial. Since the entry of 2026-07-01: +19 points, from 41"
                + " to 60 on 6 dimensions.")
        let environment = try #require(reply.rows.dropFirst().first)
        #expect(value("stood", of: environment) == .decimal(10, places: 1))
        #expect(value("stands", of: environment) == .decimal(32.5, places: 1))
        #expect(value("change", of: environment) == .decimal(22.5, places: 1))
    }

    @Test(
        "less than five points are no measurable change",
        arguments: [
            ("fr", "pas de changement mesurable (+4)"), ("en", "no measurable change (+4)"),
        ])
    func noise(language: String, words: String) async throws {
        let scene = Scene()
        _ = try await scene.assess("entry", Self.entry, key: "k1")
        let reply = try await scene.assess(
            "exit", Self.repaired, "lang=\(language)", key: "k2")
        #expect(sentence(reply).contains(words), "\(sentence(reply))")
        #expect(value("measurable", of: reply.rows.first) == .truth(false))
    }

    @Test("why nothing is compared is said: no entry, another version, an old one")
    func notCompared() async throws {
        let scene = Scene()
        let alone = try await scene.assess("exit", Self.exit, "lang=en", key: "k0")
        #expect(sentence(alone).hasSuffix("No entry before this day: nothing to compare with."))
        let old = try await scene.assess("entry", Self.entry, "on=2026-01-10", key: "k1")
        #expect(value("valid_until", of: old.rows.first) == .text("2026-07-12"))
        let late = try await scene.assess("exit", Self.exit, "lang=en", key: "k2")
        #expect(sentence(late).contains("+19 points"))
        #expect(sentence(late).hasSuffix("The entry could be relied on until 2026-07-12 only."))
        let other = try #require(Questionnaire.shipped?.renamed("mobility-index/2"))
        scene.rehearsal.environment.questionnaires.replace(
            known: [try #require(.shipped), other], asked: other.version)
        let newer = try await scene.assess("exit", Self.exit, "lang=en", key: "k3")
        #expect(
            sentence(newer).hasSuffix(
                "was asked with mobility-index/1: ask that version again to compare."))
        #expect(value("change", of: newer.rows.first) == .missing)
        let again = try await scene.assess(
            "exit", Self.exit, "version=mobility-index/1 lang=fr", key: "k4")
        #expect(sentence(again).contains("+19 points, de 41 à 60"))
    }

    @Test("too few answers give no index, and it is said what they lack")
    func noIndex() async throws {
        let answers = Self.entry.split(separator: ",").filter {
            !$0.hasPrefix("P") && !$0.hasPrefix("C")
        }
        let reply = try await Scene().assess(
            "entry", answers.joined(separator: ","), "lang=en", key: "k1")
        #expect(value("index", of: reply.rows.first) == .missing)
        #expect(
            sentence(reply).hasPrefix(
                "No index: Physical 0 % answered (60 needed), Cognitive and confidence 0 %"))
        let none = try await Scene().assess("entry", "", "lang=fr", key: "k1")
        #expect(sentence(none).hasPrefix("Pas d'indice\u{A0}: Environnement 0 % répondu"))
        #expect(reply.rows.count == 7)
    }

    @Test("a low body or little confidence keeps a person near, until the assessment is old")
    func lowMobility() async throws {
        let scene = Scene()
        let low = Self.entry.replacing("P1=4,P2=4,P3=4,P4=3", with: "P1=0,P2=0,P3=1,P4=0")
        _ = try await scene.assess("entry", low, "on=2026-11-21", key: "k1")
        #expect(scene.book.now.orders.last?.hint.low == .until(try #require(Day("2027-05-23"))))
        let person = try #require(BeneficiaryID("B1"))
        #expect(
            scene.book.now.people[person]?.mobility.lowMobilityUntil == Day("2027-05-23"))
        let refused = Self.entry.split(separator: ",").filter {
            !$0.hasPrefix("P") && !$0.hasPrefix("C")
        }
        _ = try await scene.assess("other", refused.joined(separator: ","), key: "k2")
        #expect(scene.book.now.orders.last?.hint.low == .unknown)
        #expect(scene.book.now.people[person]?.mobility.lowMobilityUntil != nil)
        _ = try await scene.assess("exit", Self.exit, key: "k3")
        #expect(scene.book.now.people[person]?.mobility.lowMobilityUntil == nil)
    }

    @Test(
        "a wrong answer is refused by its place, and no answer is repeated",
        arguments: [
            ("E1=5", RequestError.Name.range, "E1: must be 0 to 4"),
            ("E1=-1", .range, "E1: must be 0 to 4"),
            ("E1=1,Z9=1", .range, "entry 2 is no scored question"),
            ("A1=1", .range, "entry 1 is no scored question"), ("E1", .syntax, "entry 1 is not"),
            ("E1=4,,E2=3", .syntax, "entry 2 is not"), ("E1=x", .number, "entry 1 is not a whole"),
            ("E1=4,E1=3", .syntax, "entry 2 repeats"), ("Dupont=4", .range, "entry 1 is no"),
            ("Dupont Marie=4", .syntax, "entry 1 is not"),
            ("Élodie=4", .syntax, "entry 1 is not"),
        ])
    func wrong(answers: String, name: RequestError.Name, words: String) async {
        let scene = Scene()
        let error = await scene.rehearsal.ask(
            "ASSESS beneficiary=B1 kind=entry answers=\"\(answers)\" key=k", as: .prescriber
        ).error
        #expect(error?.name == name, "\(String(describing: error))")
        #expect(error?.message.contains(words) == true, "\(String(describing: error))")
        #expect(
            error?.message.contains("Élodie") != true && error?.message.contains("Dupont") != true)
        #expect(scene.book.now.orders.isEmpty && scene.audit.remembered.isEmpty)
    }

    @Test(
        "the day of the talk is today or within two years before",
        arguments: [
            ("2026-11-21", true), ("2026-11-22", false), ("2024-11-20", true),
            ("2024-11-19", false),
        ])
    func day(on: String, isTaken: Bool) async {
        let error = await Scene().rehearsal.ask(
            "ASSESS beneficiary=B1 kind=entry answers=E1=4 key=k on=\(on)", as: .prescriber
        ).error
        #expect((error == nil) == isTaken)
        #expect(isTaken || error?.name == .range)
    }

    @Test("a national number does not go into free text", arguments: [12, 13, 15])
    func nationalNumber(digits: Int) async {
        let number = String(repeating: "1 ", count: digits)
        let error = await Scene().rehearsal.ask(
            "ASSESS beneficiary=B1 kind=entry answers=E1=4 key=k use=\"a \(number)\"",
            as: .prescriber
        ).error
        #expect((error?.name == .range) == (digits > 12))
    }

    @Test("the same key is the same assessment; another request with it is refused")
    func repetition() async throws {
        let scene = Scene()
        let first = try await scene.assess("entry", Self.entry, key: "k1")
        let second = try await scene.assess("entry", Self.entry, key: "k1")
        #expect(first.rows == second.rows && scene.book.now.orders.count == 1)
        #expect(second.summary.contains(Field("replayed", .truth(true))))
        let other = await scene.rehearsal.ask(
            "ASSESS beneficiary=B1 kind=entry answers=E1=4 key=k1", as: .prescriber
        ).error
        #expect(other?.name == .keyReused)
    }

    @Test("a correction of the same day and kind stands in the place of what it corrects")
    func correction() async throws {
        let scene = Scene()
        _ = try await scene.assess("entry", Self.exit, "on=2026-11-20", key: "k1")
        _ = try await scene.assess("entry", Self.entry, "on=2026-11-20", key: "k2")
        let change = try await scene.assess("exit", Self.exit, key: "k3")
        #expect(value("change", of: change.rows.first) == .whole(19))
        let list = try await scene.ask("ASSESSMENTS beneficiary=B1")
        #expect(list.rows.map { value("index", of: $0) } == [.whole(60), .whole(41), .whole(60)])
        #expect(
            list.rows.map { value("corrected", of: $0) }
                == [.truth(true), .truth(false), .truth(false)])
        // What was corrected is answered as it stands by now.
        let replay = await scene.rehearsal.ask(
            "ASSESS beneficiary=B1 kind=entry answers=\"\(Self.exit)\" key=k1 on=2026-11-20",
            as: .prescriber)
        #expect(replay.error == nil)
    }

    @Test("the sheet shows where somebody stood and stands, and compares with nobody")
    func sheet() async throws {
        let scene = Scene()
        let never = await scene.rehearsal.ask("SHEET beneficiary=B1", as: .prescriber).error
        #expect(never?.name == .noSuch)
        _ = try await scene.assess("entry", Self.entry, "on=2026-07-01", key: "k1")
        let first = try await scene.ask("SHEET beneficiary=B1 lang=fr")
        #expect(value("stood_on", of: first.rows.first) == .missing)
        _ = try await scene.assess("exit", Self.exit, key: "k2")
        let reply = try await scene.ask("SHEET beneficiary=B1 lang=fr")
        let head = try #require(reply.rows.first)
        #expect(value("stood_on", of: head) == .text("2026-07-01"))
        #expect(value("index_stood", of: head) == .whole(41))
        #expect(value("index", of: head) == .whole(60))
        let material = try #require(
            reply.rows.first { value("dimension", of: $0) == .text("material") })
        #expect(value("name", of: material) == .text("Matériel"))
        #expect(value("band_stood", of: material) == .text("partielle"))
        #expect(value("band", of: material) == .text("autonome"))
        #expect(scene.audit.remembered.suffix(2).map(\.action) == [.write, .read])
    }

    @Test(
        "nothing is shown of somebody else's person, and nothing is remembered",
        arguments: [
            "ASSESSMENTS beneficiary=B1", "SHEET beneficiary=B1",
            "ASSESS beneficiary=B1 kind=entry answers=E1=4 key=k",
        ])
    func foreign(line: String) async throws {
        let scene = Scene()
        scene.book.change { pages in
            for id in pages.people.keys {
                pages.people[id]?.organisation = OrganisationID(2)
            }
        }
        let error = await scene.rehearsal.ask(line, as: .prescriber).error
        #expect(error?.name == .noSuch)
        scene.book.change { $0.people = [:] }
        #expect(await scene.rehearsal.ask(line, as: .prescriber).error == error)
        #expect(await scene.rehearsal.ask(line, as: .admin).error == error)
        #expect(scene.audit.remembered.isEmpty)
    }

    @Test("a person whose file was stopped is not assessed, one forgotten does not exist")
    func halted() async throws {
        for (halt, name) in [
            (Halt.objection, RequestError.Name.conflict), (.frozen, .conflict),
            (.forgotten, .noSuch), (.merged, .noSuch),
        ] {
            let scene = Scene()
            scene.book.change { pages in
                for id in pages.people.keys { pages.people[id]?.halt = halt }
            }
            let error = await scene.rehearsal.ask(
                "ASSESS beneficiary=B1 kind=entry answers=E1=4 key=k", as: .prescriber
            ).error
            #expect(error?.name == name, "\(halt)")
            #expect(scene.book.now.orders.isEmpty)
        }
    }

    @Test("where the audit cannot remember, nothing is done or shown")
    func closedAudit() async throws {
        let scene = Scene(failure: .storeDown)
        let error = await scene.rehearsal.ask(
            "ASSESS beneficiary=B1 kind=entry answers=E1=4 key=k", as: .prescriber
        ).error
        #expect(error?.name == .storeDown && scene.book.now.orders.isEmpty)
        let read = await scene.rehearsal.ask("ASSESSMENTS beneficiary=B1", as: .prescriber).error
        #expect(read?.name == .storeDown)
    }

    @Test("a version that another daemon loaded is read from the database")
    func elsewhere() async throws {
        let scene = Scene()
        _ = try await scene.assess("entry", Self.entry, key: "k1")
        let other = try #require(Questionnaire.shipped?.renamed("other/1"))
        let shipped = try #require(Questionnaire.shipped)
        scene.book.change {
            $0.questionnaires = [KeptQuestionnaire(version: shipped.version, json: shipped.json)]
        }
        scene.rehearsal.environment.questionnaires.replace(known: [other], asked: "other/1")
        let sheet = try await scene.ask("SHEET beneficiary=B1 lang=en")
        #expect(value("band", of: sheet.rows.first) == .text("fragile"))
    }
}
