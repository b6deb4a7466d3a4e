import Commands
import GarageNetwork
import LineProtocol
import Testing

/// DUPLICATES and BENEFICIARY-MERGE: who sees whom, and what is answered.
@Suite struct DuplicateVerbTests {
    private static let people = ["B1", "B2", "B3", "B4"].compactMap { BeneficiaryID($0) }

    /// B1, B2 and B3 are alike; B3 is another organisation's; B4 is like nobody.
    private static func persons(
        _ book: LedgerBook, _ change: (inout PersonBook.Pages) -> Void = { _ in }
    ) -> PersonBook {
        PersonBook(book) { pages in
            for (index, id) in people.enumerated() {
                guard var person = Rehearsal.oneAtLens else { continue }
                person.id = id
                person.organisation = OrganisationID(index == 2 ? 2 : 1)
                pages.files[id] = PersonFile(
                    person: person, identity: index == 3 ? Identity() : .canary,
                    lastContactOn: Rehearsal.start.paris.day)
            }
            change(&pages)
        }
    }

    private let audit = AuditBook()

    private func rehearsal(
        _ change: (inout PersonBook.Pages) -> Void = { _ in }
    ) -> Rehearsal {
        let book = LedgerBook()
        return Rehearsal(
            book: book, desks: .quoting(QuoteBook(book), Self.persons(book, change), audit))
    }

    @Test("DUPLICATES gives pseudonyms: a prescriber's own, everybody's to a manager")
    func listed() async throws {
        let rehearsal = rehearsal()
        let own = try await rehearsal.ask("DUPLICATES", as: .prescriber).get()
        #expect(own.rows.count == 1)
        #expect(own.text("beneficiary") == "B2" && own.text("same_as") == "B1")
        #expect(own.text("by") == "both" && own.text("prescriber") == "P01")
        let all = try await rehearsal.ask("DUPLICATES", as: .manager).get()
        #expect(all.rows.count == 2)
        for word in ["Canari", "1980", "0612"] { #expect(!"\(all.rows)".contains(word)) }
        let note = try #require(audit.remembered.last)
        #expect(note.action == .read && note.object == "duplicates")
        let page = try await rehearsal.ask("DUPLICATES limit=1", as: .manager).get()
        #expect(page.rows.count == 1 && page["next"] == .text("B2"))
        let next = try await rehearsal.ask("DUPLICATES limit=1 after=B2", as: .manager).get()
        #expect(next.text("beneficiary") == "B3" && next["next"] == nil)
        for role in [Role.garage, .monitor] {
            #expect(await rehearsal.ask("DUPLICATES", as: role).refusal == .denied)
        }
    }

    @Test(
        "BENEFICIARY-MERGE within one's own, and across for a manager",
        arguments: [
            (Role.prescriber, "beneficiary=B2 into=B1", nil as RequestError.Name?),
            (.prescriber, "beneficiary=B3 into=B1", .noSuch),
            (.prescriber, "beneficiary=B1 into=B3", .noSuch),
            (.prescriber, "beneficiary=B9 into=B1", .noSuch),
            (.prescriber, "beneficiary=B4 into=B1", .conflict),
            (.prescriber, "beneficiary=B4 into=B1 reason=papers", nil),
            (.prescriber, "beneficiary=B4 into=B1 reason=hunch", .range),
            (.prescriber, "beneficiary=B1 into=B1", .range),
            (.manager, "beneficiary=B3 into=B1", nil), (.garage, "beneficiary=B2 into=B1", .denied),
        ])
    func merged(role: Role, keys: String, refusal: RequestError.Name?) async {
        let answer = await rehearsal().ask("BENEFICIARY-MERGE \(keys) key=m", as: role)
        #expect(answer.refusal == refusal, "\(answer)")
    }

    @Test("a merge may be repeated, its key belongs to one pair, and the one that ended is nobody")
    func repeated() async throws {
        let rehearsal = rehearsal()
        let line = "BENEFICIARY-MERGE beneficiary=B2 into=B1 key=m"
        for replayed in [false, true] {
            let reply = try await rehearsal.ask(line, as: .prescriber).get()
            #expect(reply.text("beneficiary") == "B1" && reply.text("merged") == "B2")
            #expect(reply.rows[0].last?.value == .truth(replayed))
        }
        #expect(audit.remembered.prefix(2).map(\.object) == ["B2", "B1"])
        #expect(audit.remembered.allSatisfy { $0.action == .write && $0.purpose == "duplicate" })
        let other = await rehearsal.ask(
            "BENEFICIARY-MERGE beneficiary=B4 into=B1 key=m", as: .prescriber)
        #expect(other.refusal == .keyReused)
        let gone = await rehearsal.ask("BENEFICIARY-SHOW beneficiary=B2", as: .prescriber)
        let never = await rehearsal.ask("BENEFICIARY-SHOW beneficiary=B9", as: .prescriber)
        #expect(gone == never && gone.refusal == .noSuch)
    }

    @Test("two referrals that are not finished are not merged, and the answer says what to do")
    func bothOpen() async throws {
        let rehearsal = rehearsal { $0.open = Set(Self.people) }
        let error = try #require(
            await rehearsal.ask("BENEFICIARY-MERGE beneficiary=B2 into=B1 key=m", as: .prescriber)
                .error)
        #expect(error.name == .conflict && error.message.contains("CANCEL"))
    }
}
