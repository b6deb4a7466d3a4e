import GarageNetwork
import LineProtocol
import Testing

@testable import Commands

/// What the daemon keeps in memory has an end, and what happens there.
@Suite struct MemoryLimitTests {
    @Test("an import has so many rows at most, closures of one garage too")
    func importRows() throws {
        let day = try #require(Day("2026-12-24"))
        let id = try #require(GarageID("G001"))
        let period = try #require(ClosedPeriod(first: day, last: day))
        let staging = ImportStaging()
        staging.begin(.closures, trustsPositions: false)
        for _ in 0..<ImportStaging.rowsMax {
            try staging.take(id: nil) { $0.closures[id, default: []].append(period) }
        }
        #expect(throws: RequestError.self) { try staging.take(id: nil) { _ in } }
        // Begun anew, there is room again.
        staging.begin(.closures, trustsPositions: false)
        try staging.take(id: nil) { _ in }
    }

    @Test("a row that is refused takes no place, and its id may come again")
    func refusedRow() throws {
        let staging = ImportStaging()
        staging.begin(.garages, trustsPositions: false)
        try staging.take(id: "G1") { _ in }
        #expect(throws: RequestError.self) { try staging.take(id: "G1") { _ in } }
        staging.countRejected()
        #expect(staging.rows(isFinal: false).rejected == 1)
        #expect(staging.rows(isFinal: true).rejected == 1)
        #expect(staging.rows(isFinal: true).rejected == 0, "the import has ended")
        #expect(throws: RequestError.self) { try staging.current() }
    }

    @Test("of people the oldest are forgotten first, and read again from the ledger")
    func people() throws {
        let directory = Directory()
        let people = try (0...Directory.beneficiariesMax).map { number in
            Beneficiary(
                id: try #require(BeneficiaryID("B\(number)")), organisation: OrganisationID(1),
                position: Rehearsal.point(50, 2))
        }
        for person in people.dropLast() { directory.remember(person, at: Rehearsal.start) }
        #expect(directory.beneficiary(people[0].id) != nil)
        // Whoever is known already pushes nobody out.
        directory.remember(people[1], at: Rehearsal.start)
        #expect(directory.beneficiary(people[0].id) != nil)
        directory.remember(people[people.count - 1], at: Rehearsal.start)
        #expect(directory.beneficiary(people[0].id) == nil)
        #expect(directory.beneficiary(people[1].id) != nil)
        #expect(directory.beneficiary(people[people.count - 1].id) != nil)
    }

    @Test("a person who was forgotten is found in the ledger, and nobody else's is")
    func readAgain() async throws {
        let book = LedgerBook()
        let talk = Talk(Rehearsal(book: book), as: Rehearsal.caller(.prescriber))
        book.change { pages in
            if let person = Rehearsal.oneAtLens { pages.people[person.id] = person }
        }
        #expect(try await talk.say("MATCH beneficiary=B1").get().texts("garage")[0] == "G001")
        #expect(await talk.say("MATCH beneficiary=B2").refusal == .noSuch)
    }

    @Test(
        "a comparison in constant time is a comparison",
        arguments: [
            ([], [], true), ([1], [1], true), ([1], [2], false), ([1, 2], [1], false),
            ([0, 0, 1], [0, 0, 2], false), ([9, 0, 0], [8, 0, 0], false), ([255], [255], true),
        ] as [([UInt8], [UInt8], Bool)])
    func equality(one: [UInt8], other: [UInt8], isSame: Bool) {
        #expect(isEqualInConstantTime(one, other) == isSame)
    }

    @Test(
        "a token is twelve characters, a stop, and fifty-two",
        arguments: [
            (12, 52, true), (11, 52, false), (13, 52, false), (12, 51, false), (12, 53, false),
            (0, 0, false),
        ])
    func parts(id: Int, secret: Int, isToken: Bool) {
        let text = String(repeating: "a", count: id) + "." + String(repeating: "b", count: secret)
        #expect((TokenText.parts(of: text) != nil) == isToken)
        #expect(TokenText.parts(of: text + ".") == nil)
    }

    @Test("random text is of its alphabet, which leaves out what looks alike")
    func random() {
        var generator = SystemRandomNumberGenerator()
        let text = TokenText.random(characters: 4000, using: &generator)
        #expect(text.count == 4000)
        #expect(Set(text) == Set("0123456789abcdefghjkmnpqrstvwxyz"))
    }
}
