import GarageNetwork
import Geometry
import Testing

@testable import PostgresStore

/// A file is read and written whole, by whoever may, and what the database holds of it is sealed.
@Suite struct PersonFileTests {
    @Test func aFileIsGivenBackAsItWasTaken() async throws {
        try await TestStore.with { store in
            let id = try await store.enrol(.canary) { order in
                order.notice = "2026-1"
                order.person.mobility = PersonMobility(car: .defect, farKm: 12.5)
            }
            let file = try #require(try await store.file(of: id))
            #expect(file.identity == .canary)
            #expect(file.person.mobility == PersonMobility(car: .defect, farKm: 12.5))
            #expect(file.notice == "2026-1")
            #expect(file.noticeOn == file.lastContactOn)
            #expect("\(file)" == "‹file of \(id)›")
            let dump = try store.connect().texts(
                """
                SELECT f::text FROM person.file f
                 UNION ALL SELECT b::text FROM ledger.beneficiary b
                """
            ).compactMap(\.self).joined()
            for canary in ["anari", "Zw", "Jeanne", "1980", "12 34", "61234", "capot"] {
                #expect(!dump.contains(canary))
            }
        }
    }

    @Test(arguments: [
        (Scope.of(7), true), (.of(8), false), (.garage(1), false), (.everything(.manager), true),
        (.everything(.admin), true),
    ])
    func aFileIsItsOrganisations(scope: Scope, isSeen: Bool) async throws {
        try await TestStore.with { store in
            let id = try await store.enrol(.canary)
            #expect((try await store.persons.file(of: id, visibleTo: scope) != nil) == isSeen)
            let change = try await store.persons.change(id, visibleTo: scope) {
                $0.person.kmMax = 9
            }
            #expect((change == .noSuchPerson) == !isSeen)
            #expect(try await store.file(of: id)?.person.kmMax == (isSeen ? 9 : nil))
        }
    }

    @Test func aChangeIsSealedAnewAndComparedAnew() async throws {
        try await TestStore.with { store in
            let id = try await store.enrol(.canary)
            let twin = try await store.enrol(
                Identity(familyName: "Autre", birthDate: Day("1990-01-01"), phone: "0321000000"))
            #expect(try await store.persons.twins(of: id, visibleTo: .of(7), limit: 9) == [])
            let later = try #require(Day("2031-05-05"))
            let change = try await store.persons.change(id, visibleTo: .of(7)) {
                $0.identity = Identity(
                    familyName: "AUTRE", birthDate: Day("1990-01-01"), phone: nil)
                $0.person.vehicle = Vehicle(brand: Brand("Fiat"), drives: false)
                $0.person.mode = .walk
                $0.lastContactOn = later
            }
            guard case .changed(let file) = change else { throw UnexpectedOutcome() }
            #expect(file.lastContactOn == later)
            #expect(try await store.file(of: id) == file)
            #expect(file.person.vehicle.brand == Brand("fiat"))
            #expect(try await store.persons.twins(of: id, visibleTo: .of(7), limit: 9) == [twin])
            // Nothing is left to compare once it is cleared.
            _ = try await store.persons.change(id, visibleTo: .of(7)) {
                $0.identity = Identity()
            }
            #expect(try await store.persons.twins(of: id, visibleTo: .of(7), limit: 9) == [])
            #expect(
                try store.count(
                    "SELECT count(*) FROM person.file WHERE identity IS NULL"
                        + " AND name_digest IS NULL AND phone_digest IS NULL") == 1)
        }
    }

    @Test func aRefusedChangeWritesNothing() async throws {
        try await TestStore.with { store in
            let id = try await store.enrol(.canary)
            let before = try await store.file(of: id)
            let change = try await store.persons.change(id, visibleTo: .of(7)) {
                (file) throws(PersonRefusal) in
                file.identity.phone = nil
                throw .unfit("no")
            }
            #expect(change == .refused(.unfit("no")))
            #expect(try await store.file(of: id) == before)
        }
    }

    @Test func changesMadeAtOnceAreAllKept() async throws {
        try await TestStore.with { store in
            let id = try await store.enrol(.canary)
            try await TestStore.with(store.conninfo) { second in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for step in 0..<40 {
                        let desk = step.isMultiple(of: 2) ? store.persons : second.persons
                        group.addTask {
                            _ = try await desk.change(id, visibleTo: .of(7)) {
                                $0.person.kmMax = ($0.person.kmMax ?? 0) + 1
                            }
                        }
                    }
                    try await group.waitForAll()
                }
            }
            #expect(try await store.file(of: id)?.person.kmMax == 40)
        }
    }

    @Test(arguments: [("2020-01-01", false), ("2099-12-31", true)])
    func contactMovesForwardOnly(day: String, moves: Bool) async throws {
        try await TestStore.with { store in
            let id = try await store.enrol(.canary)
            let before = try await store.file(of: id)?.lastContactOn
            let day = try #require(Day(day))
            try await store.persons.touched(id, on: day)
            #expect(try await store.file(of: id)?.lastContactOn == (moves ? day : before))
        }
    }

    /// A halt shows; whoever was forgotten or merged is nobody.
    @Test(arguments: [
        (Halt.objection, true), (.frozen, true), (.forgotten, false), (.merged, false),
    ])
    func whoIsHaltedIsSeenOrNobody(halt: Halt, isSeen: Bool) async throws {
        try await TestStore.with { store in
            let id = try await store.enrol(.canary)
            let garage = try await store.addGarages(1)[0]
            let code = try await store.place(id, at: garage)
            #expect(try await store.persons.expected(by: code, at: garage) != nil)
            try store.connect().sql("UPDATE ledger.beneficiary SET halted = '\(halt.rawValue)'")
            let file = try await store.file(of: id)
            #expect((file != nil) == isSeen)
            #expect(file?.person.halt == (isSeen ? halt : nil))
            #expect(try await store.persons.expected(by: code, at: garage) == nil)
        }
    }

    /// Event, and whether the garage still expects the person after it.
    @Test func aGarageKnowsWhomItExpectsAndNobodyElse() async throws {
        try await TestStore.with { store in
            let garages = try await store.addGarages(2)
            let id = try await store.enrol(.canary) {
                $0.person.vehicle = Vehicle(brand: Brand("Renault"), year: 2009)
            }
            let code = try await store.place(id, at: garages[0])
            let expected = try #require(
                try await store.persons.expected(by: code, at: garages[0]))
            #expect(
                expected
                    == ExpectedPerson(
                        familyName: "Canari-Zwölf", givenName: "Jeanne",
                        phone: "+33 6 12 34 56 78",
                        vehicle: Vehicle(brand: Brand("Renault"), year: 2009),
                        need: "canari sous le capot"))
            #expect("\(expected)" == "‹expected person›")
            #expect(try await store.persons.expected(by: code, at: garages[1]) == nil)
            for (event, isExpected) in [
                (ReferralEvent.accept, true), (.receive, true), (.completeFile, true),
                (.quote, true),
                (.repair, false),
            ] {
                guard case .moved = try await store.tell(event, of: code) else {
                    throw UnexpectedOutcome()
                }
                let found = try await store.persons.expected(by: code, at: garages[0])
                #expect((found != nil) == isExpected, "after \(event)")
            }
        }
    }
}
