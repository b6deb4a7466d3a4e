import GarageNetwork
import LineProtocol
import Testing

@testable import Commands

/// What a person may ask of their file, and the register of requests.
///
/// Today is Saturday 21 November 2026.
@Suite struct PersonRightsVerbTests {
    /// Where B1 belongs to organisation 1, and asked for access today.
    private struct Office {
        let rights: RightsBook
        let audit = AuditBook()
        let rehearsal: Rehearsal

        init() throws {
            let id = try #require(BeneficiaryID("B1"))
            let today = Rehearsal.start.paris.day
            rights = RightsBook { pages in
                pages.people[id] = (
                    OrganisationID(1), KeptPerson(number: 1, id: id, referrals: 2, decisions: 1)
                )
                pages.parts = [ExportPart("identity", [("family_name", .text("Durand"))])]
                pages.requests = [
                    PersonRequest(
                        number: 1, beneficiary: id, organisation: OrganisationID(1), kind: .access,
                        receivedOn: today, dueOn: today + 30)
                ]
            }
            let book = LedgerBook.withPerson()
            var desks = KeptDesks(book).desks
            (desks.rights, desks.audit) = (rights, audit)
            rehearsal = Rehearsal(book: book, desks: desks)
        }

        func row(_ line: String, as role: Role = .prescriber) async throws -> [String: Field.Value]
        {
            let rows = try await rehearsal.ask(line, as: role).get().rows
            return Dictionary(
                try #require(rows.first).map { ($0.name, $0.value) },
                uniquingKeysWith: { first, _ in first })
        }
    }

    private static let stranger = Caller(role: .prescriber, organisation: OrganisationID(2))

    @Test("a rehearsal says what would go and erases nothing")
    func forgetRehearsed() async throws {
        let office = try Office()
        let row = try await office.row("BENEFICIARY-FORGET beneficiary=B1 key=k dry_run=yes")
        #expect(row["referrals"] == .whole(2) && row["decisions"] == .whole(1))
        #expect(row["assessments"] == .whole(0) && row["dry_run"] == .truth(true))
        #expect(office.rights.now.writes == 0)
        #expect(office.audit.remembered.map(\.action) == [.read])
    }

    @Test("a person is forgotten once; asked again the same is answered, to a stranger nothing")
    func forgetTwice() async throws {
        let office = try Office()
        let line = "BENEFICIARY-FORGET beneficiary=B1 key=k"
        let first = try await office.row(line)
        #expect(first["forgotten_on"] == .text("2026-11-21"))
        #expect(try await office.row(line) == first)
        #expect(office.rights.now.departures.map(\.number) == [1])
        #expect(office.audit.remembered.map(\.action) == [.write])
        let told = await Talk(office.rehearsal, as: Self.stranger).say(line)
        #expect(told.error == .noSuchPerson)
        // What is gone can be taken away, limited or asked about no more.
        for after in [
            "BENEFICIARY-EXPORT beneficiary=B1", "BENEFICIARY-FREEZE beneficiary=B1 reason=claim",
            "REQUEST-ADD beneficiary=B1 kind=access",
        ] {
            let gone = await office.rehearsal.ask(after, as: .prescriber)
            #expect(gone.error == .noSuchPerson, "\(after)")
        }
        #expect(office.audit.remembered.count == 1)
    }

    @Test("a limitation is put on and lifted, and each is remembered with its reason")
    func freeze() async throws {
        let office = try Office()
        let line = "BENEFICIARY-FREEZE beneficiary=B1"
        let on = try await office.row("\(line) reason=accuracy")
        #expect(on["frozen"] == .truth(true) && on["replayed"] == .truth(false))
        #expect(try await office.row("\(line) reason=accuracy")["replayed"] == .truth(true))
        #expect(try await office.row("\(line) lift=yes")["frozen"] == .truth(false))
        let orders = office.rights.now.halts
        #expect(orders.map(\.isOn) == [true, true, false])
        #expect(orders.allSatisfy { $0.kind == .limitation })
        #expect(office.audit.remembered.map(\.purpose) == ["accuracy", "accuracy", "lifted"])
    }

    @Test("a whole file goes to its prescriber, to a manager only for the person's rights")
    func export() async throws {
        let office = try Office()
        let line = "BENEFICIARY-EXPORT beneficiary=B1"
        #expect(await office.rehearsal.ask(line, as: .manager).refusal == .denied)
        #expect(office.audit.remembered.isEmpty)
        #expect(try await office.row(line)["family_name"] == .text("Durand"))
        let words = try await office.rehearsal.ask(
            "\(line) purpose=rights form=text lang=en", as: .manager
        ).get().rows
        #expect(words.map { $0.map(\.value) }.contains { $0.contains(.text("Identity")) })
        #expect(office.audit.remembered.map(\.action) == [.export, .export])
        #expect(office.audit.remembered.map(\.purpose) == ["", "rights"])
        #expect(office.audit.remembered.map(\.object) == ["B1", "B1"])
    }

    @Test("a request may be written down late by a year at most, and never before it came")
    func requestDays() async throws {
        let office = try Office()
        for (day, refusal) in [
            ("2026-11-22", RequestError.Name.range), ("2026-11-21", nil), ("2025-11-21", nil),
            ("2025-11-20", .range),
        ] {
            let answer = await office.rehearsal.ask(
                "REQUEST-ADD beneficiary=B1 kind=erasure on=\(day)", as: .prescriber)
            #expect(answer.refusal == refusal, "\(day)")
        }
        #expect(office.rights.now.requests.map(\.kind) == [.access, .erasure, .erasure])
        #expect(office.audit.remembered.map(\.purpose) == ["erasure", "erasure"])
    }

    @Test("a request is closed once; closed again otherwise it says how it was")
    func close() async throws {
        let office = try Office()
        let open = try await office.row("REQUESTS")
        #expect(open["number"] == .whole(1) && open["days_left"] == .whole(30))
        let closed = try await office.row("REQUEST-CLOSE number=1 outcome=done")
        #expect(closed["closed_on"] == .text("2026-11-21") && closed["outcome"] == .text("done"))
        #expect(closed["days_left"] == .missing)
        #expect(try await office.row("REQUEST-CLOSE number=1 outcome=done") == closed)
        let other = await office.rehearsal.ask("REQUEST-CLOSE number=1 outcome=refused")
        #expect(other.refusal == .conflict)
        #expect(other.error?.message.hasSuffix("outcome=done") ?? false)
        #expect(try await office.rehearsal.ask("REQUESTS").get().rows.isEmpty)
        #expect(try await office.row("REQUESTS state=closed") == closed)
    }

    @Test("another organisation's request is answered like one that does not exist")
    func foreignRequest() async throws {
        let office = try Office()
        let talk = Talk(office.rehearsal, as: Self.stranger)
        let foreign = await talk.say("REQUEST-CLOSE number=1 outcome=done")
        #expect(foreign.refusal == .noSuch)
        #expect(await talk.say("REQUEST-CLOSE number=99 outcome=done") == foreign)
        #expect(try await talk.say("REQUESTS").get().rows.isEmpty)
        #expect(office.rights.now.requests.map(\.closedOn) == [nil])
    }
}
