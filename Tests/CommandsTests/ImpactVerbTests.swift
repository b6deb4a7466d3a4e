import Commands
import GarageNetwork
import Impact
import LineProtocol
import Testing

/// OUTCOME and OUTCOMES: whose people, what is remembered; IMPACT: who sees how much.
@Suite struct ImpactVerbTests {
    private static let told =
        "OUTCOME beneficiary=B1 months=3 result=job-found source=association key=o1"

    private func stage(
        _ impact: ImpactBook, audit: AuditBook = AuditBook(), as role: Role = .prescriber
    ) -> Talk {
        var desks = Desks.closed
        (desks.impact, desks.audit) = (impact, audit)
        return Talk(
            Rehearsal(book: LedgerBook.withPerson(), desks: desks), as: Rehearsal.caller(role))
    }

    @Test("a statement is kept once, and a later one of the same months stands in its place")
    func superseding() async throws {
        let talk = stage(ImpactBook())
        let first = try await talk.say(Self.told).get()
        let again = try await talk.say(Self.told).get()
        #expect(first.rows[0].value("replayed") == .truth(false))
        #expect(again.rows[0].value("replayed") == .truth(true))
        let other = Self.told.replacing("job-found", with: "none")
        #expect(await talk.say(other).refusal == .keyReused)
        _ = try await talk.say(other.replacing("key=o1", with: "key=o2")).get()
        let rows = try await talk.say("OUTCOMES beneficiary=B1").get().rows
        #expect(rows.map { $0.value("result") } == [.text("job-found"), .text("none")])
        #expect(rows.map { $0.value("stands") } == [.truth(false), .truth(true)])
    }

    @Test("the audit remembers a write and a read before they are done, under the pseudonym")
    func audited() async throws {
        let audit = AuditBook()
        let talk = stage(ImpactBook(), audit: audit)
        _ = try await talk.say(Self.told).get()
        _ = try await talk.say("OUTCOMES beneficiary=B1").get()
        #expect(audit.remembered.map(\.action) == [.write, .read])
        #expect(audit.remembered.map(\.object) == ["B1", "B1"])
        #expect(audit.remembered.map(\.asked) == ["OUTCOME", "OUTCOMES"])
    }

    @Test("where nothing can be remembered, nothing is kept and nothing shown")
    func auditAway() async {
        let book = ImpactBook()
        let talk = stage(book, audit: AuditBook(failure: .storeDown))
        #expect(await talk.say(Self.told).refusal == .storeDown)
        #expect(await talk.say("OUTCOMES beneficiary=B1").refusal == .storeDown)
        #expect(book.now.orders.isEmpty)
    }

    @Test("a person whose file has stopped", arguments: Halt.allCases)
    func halted(halt: Halt) async {
        let audit = AuditBook()
        let book = ImpactBook { pages in
            for id in pages.people.keys { pages.halts[id] = halt }
        }
        let talk = stage(book, audit: audit)
        let isGone = halt == .forgotten || halt == .merged
        for line in [Self.told, "OUTCOMES beneficiary=B1"] {
            let error = await talk.say(line).error
            #expect(error?.name == (isGone ? .noSuch : .conflict))
            if isGone {
                let nobody = line.replacing("B1", with: "B9")
                #expect(await talk.say(nobody).error == error)
            }
        }
        #expect(book.now.orders.isEmpty && audit.remembered.isEmpty)
    }

    @Test(
        "refuses what cannot be",
        arguments: [
            ("months=3", "months=4"), ("result=job-found", "result=rich"),
            ("source=association", "source=hearsay"), ("key=o1", "key=o1 on=2026-11-22"),
        ])
    func refused(part: String, wrong: String) async {
        let line = Self.told.replacing(part, with: wrong)
        #expect(await stage(ImpactBook()).say(line).refusal == .range)
    }

    /// Thirty people of January and three of February; one of all did not come.
    private static let figures = ImpactFigures(
        groups: [
            tally("2026-01", people: 30, received: 29), tally("2026-02", people: 3, received: 3),
        ],
        garagesInNetwork: 5)

    private static func tally(_ month: String, people: Int, received: Int) -> ImpactTally {
        var tally = ImpactTally(group: month, garages: [1])
        (tally[.people], tally[.referrals], tally[.noEntry]) = (people, people, people)
        tally[.received] = received
        return tally
    }

    private static func book() -> ImpactBook { ImpactBook { $0.figures = Self.figures } }

    private func row(_ reply: Reply, _ measure: String) throws -> Reply.Row {
        try #require(reply.rows.first { $0.value("measure") == .text(measure) })
    }

    @Test("a manager and a monitor see no small count, nor one that would give it away")
    func folded() async throws {
        for role in [Role.manager, .monitor, .admin] {
            let reply = try await stage(Self.book(), as: role).say("IMPACT by=month").get()
            #expect(reply["folded"] == .text("yes") && reply["people"] == .whole(33))
            let months = Set(reply.texts("month"))
            #expect(months == ["(all)", "(folded)"])
            #expect(try row(reply, "reception").value("n") == .missing)
            #expect(try row(reply, "reception").value("value") == .missing)
        }
    }

    @Test("a prescriber sees its own people, every count of them")
    func own() async throws {
        let book = Self.book()
        let reply = try await stage(book).say("IMPACT by=month").get()
        #expect(reply["folded"] == .text("no"))
        #expect(book.now.questions.first?.organisation == OrganisationID(1))
        let months = Set(reply.texts("month"))
        #expect(months == ["(all)", "2026-01", "2026-02"])
        #expect(try row(reply, "reception").value("n") == .whole(32))
    }

    @Test(
        "the period is days; a monitor's is whole months",
        arguments: [
            ("", Role.manager, "2025-11-22", "2026-11-21"),
            (" from=2026-03-05", .manager, "2026-03-05", "2026-11-21"),
            ("", .monitor, "2025-11-01", "2026-11-30"),
            (" month=2026-02", .monitor, "2026-02-01", "2026-02-28"),
        ])
    func periods(keys: String, role: Role, first: String, last: String) async throws {
        let book = Self.book()
        let reply = try await stage(book, as: role).say("IMPACT\(keys)").get()
        #expect(reply["from"] == .text(first) && reply["through"] == .text(last))
        let question = try #require(book.now.questions.first)
        #expect("\(question.first)" == first && "\(question.last)" == last)
        #expect("\(question.today)" == "2026-11-21")
    }

    @Test(
        "refuses what cannot be answered",
        arguments: [
            (" from=2026-10-02 through=2026-10-31", Role.monitor, RequestError.Name.range),
            (" from=2026-10-01 through=2026-10-30", .monitor, .range),
            (" by=colour", .manager, .range),
            (" from=2026-02-02 through=2026-02-01", .manager, .range), ("", .garage, .denied),
        ])
    func refusals(keys: String, role: Role, name: RequestError.Name) async {
        #expect(await stage(Self.book(), as: role).say("IMPACT\(keys)").refusal == name)
    }

    @Test("every indicator has a name in both languages, and the note claims no cause")
    func languages() async throws {
        let talk = stage(Self.book(), as: .manager)
        let french = try await talk.say("IMPACT lang=fr").get()
        let english = try await talk.say("IMPACT lang=en").get()
        #expect(french.rows.count == english.rows.count)
        for (one, other) in zip(french.rows, english.rows) {
            #expect(one.value("measure") == other.value("measure"))
            #expect(one.value("label") != one.value("measure"))
            #expect(one.value("label") != other.value("label"))
        }
        guard case .text(let note)? = english["note"], case .text(let mention)? = french["note"]
        else {
            Issue.record("no note")
            return
        }
        #expect(note.contains("linked") && mention.contains("liés"))
    }

    @Test("pages go from group to group")
    func pages() async throws {
        let talk = stage(Self.book())
        let first = try await talk.say("IMPACT by=month limit=1").get()
        #expect(first["more"] == .whole(1) && first["next"] == .text("(all)"))
        let rest = try await talk.say("IMPACT by=month after=(all)").get()
        #expect(rest.rows.first?.value("month") == .text("2026-01") && rest["more"] == nil)
    }
}
