import Commands
import GarageNetwork
import LineProtocol
import Testing

/// Nothing more is done for whoever objected or is frozen; who was forgotten or merged is nobody.
@Suite struct HaltingTests {
    private static func book(_ halt: Halt?) -> LedgerBook {
        LedgerBook.withPerson { pages in
            guard let id = BeneficiaryID("B1") else { return }
            pages.people[id]?.halt = halt
        }
    }

    @Test(
        "a halted person is neither matched nor referred nor changed",
        arguments: Halt.allCases.flatMap { halt in
            [
                "MATCH beneficiary=B1", "REFER beneficiary=B1 key=k",
                "BENEFICIARY-SET beneficiary=B1 max_km=9",
                "BENEFICIARY-MERGE beneficiary=B1 into=B1x key=m",
            ].map { (halt, $0) }
        })
    func halted(halt: Halt, line: String) async throws {
        let book = Self.book(halt)
        if let twin = BeneficiaryID("B1x"), var person = Rehearsal.oneAtLens {
            person.id = twin
            book.change { [person] in $0.people[twin] = person }
        }
        let error = try #require(
            await Rehearsal(book: book).ask(line, as: .prescriber).error, "\(line)")
        let isNobody = halt == .forgotten || halt == .merged
        #expect(error.name == (isNobody ? .noSuch : .conflict), "\(error.message)")
        let nobody = await Rehearsal(book: LedgerBook()).ask(line, as: .prescriber).error
        #expect((error == nobody) == isNobody)
        if halt == .objection { #expect(error.message.contains("objected")) }
        if halt == .frozen { #expect(error.message.contains("frozen")) }
    }

    @Test(
        "a halted person is not sent elsewhere, by whoever asks",
        arguments: [Halt.objection, .frozen], [Role.prescriber, .manager])
    func redirected(halt: Halt, role: Role) async throws {
        let book = LedgerBook.withReferral()
        let id = try #require(BeneficiaryID("B1"))
        book.change { $0.people[id]?.halt = halt }
        let rehearsal = Rehearsal(book: book, desks: KeptDesks(book).desks)
        let answer = await rehearsal.ask("REDIRECT referral=2345678W reason=too-far", as: role)
        #expect(answer.refusal == .conflict)
        #expect(answer.error?.message.contains(halt == .frozen ? "frozen" : "objected") == true)
    }

    @Test("another daemon's halt is known a minute later at most, and at once where it matters")
    func stale() async throws {
        let book = Self.book(nil)
        let rehearsal = Rehearsal(book: book)
        let id = try #require(BeneficiaryID("B1"))
        book.change {
            $0.people[id]?.halt = .objection
            $0.refusal = .noSuchBeneficiary
        }
        let ask = { (line: String) in await rehearsal.ask(line, as: .prescriber).refusal }
        #expect(await ask("MATCH beneficiary=B1") == nil, "as it is remembered")
        rehearsal.clock.set(to: Rehearsal.start.advanced(bySeconds: Directory.secondsMax - 1))
        #expect(await ask("MATCH beneficiary=B1") == nil)
        rehearsal.clock.set(to: Rehearsal.start.advanced(bySeconds: Directory.secondsMax))
        #expect(await ask("MATCH beneficiary=B1") == .conflict)

        // The database refuses at once, and the reason is found.
        let second = Rehearsal(book: Self.book(nil))
        let ledger = second.environment.ledger as? LedgerBook
        ledger?.change {
            $0.people[id]?.halt = .objection
            $0.refusal = .noSuchBeneficiary
        }
        #expect(
            await second.ask("REFER beneficiary=B1 key=k", as: .prescriber).refusal == .conflict)
        #expect(await second.ask("MATCH beneficiary=B1", as: .prescriber).refusal == .conflict)
    }

    @Test("a clock that was turned back makes nothing young again")
    func turnedBack() throws {
        let directory = Directory()
        let person = try #require(Rehearsal.oneAtLens)
        directory.remember(person, at: Rehearsal.start)
        for (seconds, isKnown) in [
            (Int64(-1), false), (0, true), (Directory.secondsMax - 1, true),
            (Directory.secondsMax, false),
        ] {
            let instant = Rehearsal.start.advanced(bySeconds: seconds)
            #expect((directory.beneficiary(person.id, asOf: instant) != nil) == isKnown)
        }
        directory.forget(person.id)
        #expect(directory.beneficiary(person.id) == nil)
        directory.remember(person, at: Rehearsal.start)
        #expect(directory.beneficiary(person.id) == person)
    }

    @Test("while the database is away, a person is matched as they were remembered")
    func away() async throws {
        let book = Self.book(nil)
        let rehearsal = Rehearsal(book: book)
        book.change { $0.failure = .storeDown }
        rehearsal.clock.set(to: Rehearsal.start.advanced(bySeconds: 3_600))
        #expect(await rehearsal.ask("MATCH beneficiary=B1", as: .prescriber).refusal == nil)
        let other = Talk(rehearsal, as: Caller(role: .prescriber, organisation: OrganisationID(2)))
        #expect(await other.say("MATCH beneficiary=B1").refusal == .noSuch)
        #expect(
            await rehearsal.ask("REFER beneficiary=B1 key=k", as: .prescriber).refusal
                == .storeDown)
    }
}
