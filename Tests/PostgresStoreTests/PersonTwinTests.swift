import GarageNetwork
import Testing

@testable import PostgresStore

/// Who is likely to be enrolled twice is found by digests, and only by whoever may know.
@Suite struct PersonTwinTests {
    private static let born = Day("1980-02-29")

    /// Two files, and what makes them alike.
    @Test(arguments: [
        (
            Identity(familyName: "LE GOFF", givenName: "Anaïs", birthDate: born),
            Identity(familyName: "Le-Goff", givenName: "anais", birthDate: born), true, false
        ),
        (
            Identity(familyName: "Le Goff", givenName: "Anaïs", birthDate: born),
            Identity(familyName: "Le Goff", givenName: "Anaïs", birthDate: Day("1980-03-01")),
            false, false
        ),
        (
            Identity(familyName: "Le Goff", givenName: "A", birthDate: born),
            Identity(familyName: "Le Goff", givenName: "B", birthDate: born), false, false
        ),
        (Identity(familyName: "Le Goff"), Identity(familyName: "Le Goff"), false, false),
        (Identity(phone: "+33 6 12 34 56 78"), Identity(phone: "06.12.34.56.78"), false, true),
        (Identity(phone: "0033612345678"), Identity(phone: "0612345679"), false, false),
        (Identity(phone: "12345"), Identity(phone: "12345"), false, false),
        (
            Identity(familyName: "Roy", birthDate: born, phone: "0612345678"),
            Identity(familyName: "Roy", birthDate: born, phone: "0612345678"), true, true
        ),
    ])
    func alike(a: Identity, b: Identity, byName: Bool, byPhone: Bool) async throws {
        try await TestStore.with { store in
            let first = try await store.enrol(a)
            let second = try await store.enrol(b)
            let isAlike = byName || byPhone
            #expect(
                try await store.persons.twins(of: second, visibleTo: .of(7), limit: 5)
                    == (isAlike ? [first] : []))
            let pairs = try await store.persons.twins(visibleTo: .of(7), after: nil, limit: 5)
            #expect(
                pairs
                    == (isAlike
                        ? [
                            PersonTwin(
                                person: second, organisation: OrganisationID(7), sameAs: first,
                                sameOrganisation: OrganisationID(7), hasSameName: byName,
                                hasSamePhone: byPhone)
                        ] : []))
        }
    }

    @Test func anotherOrganisationsPeopleAreTheManagersToSee() async throws {
        try await TestStore.with { store in
            let first = try await store.enrol(.canary, organisation: 7)
            let second = try await store.enrol(.canary, organisation: 8)
            let manager = Scope.everything(.manager)
            for scope in [Scope.of(7), .of(8), .of(9), .garage(1)] {
                #expect(
                    try await store.persons.twins(visibleTo: scope, after: nil, limit: 5) == [])
                #expect(
                    try await store.persons.twins(of: second, visibleTo: scope, limit: 5)
                        == (scope == .of(7) ? [first] : []))
            }
            let garage = try await store.addGarages(1)[0]
            let code = try await store.place(first, at: garage)
            let pair = try #require(
                try await store.persons.twins(visibleTo: manager, after: nil, limit: 5).first)
            #expect(pair.person == second && pair.sameAs == first)
            #expect(pair.referral == nil && pair.sameReferral == code)
            #expect(pair.organisation.number == 8 && pair.sameOrganisation.number == 7)
        }
    }

    /// A telephone that many share gives a row each, and a page goes on where the last ended.
    @Test func whoeverSharesATelephoneIsListedOnceAndInPages() async throws {
        try await TestStore.with { store in
            var people: [BeneficiaryID] = []
            for number in 0..<7 {
                people.append(
                    try await store.enrol(
                        Identity(familyName: "N\(number)", phone: "0321556677")))
            }
            var seen: [BeneficiaryID] = []
            while true {
                let page = try await store.persons.twins(
                    visibleTo: .of(7), after: seen.last, limit: 2)
                #expect(page.allSatisfy { $0.sameAs == people[0] })
                seen += page.map(\.person)
                if page.count < 2 { break }
            }
            #expect(seen == Array(people.dropFirst()))
            // Nothing is done with a file that is halted, not even that.
            try store.connect().sql(
                "UPDATE ledger.beneficiary SET halted = 'frozen' WHERE id = '\(people[0])'")
            let left = try await store.persons.twins(visibleTo: .of(7), after: nil, limit: 50)
            #expect(left.map(\.sameAs) == Array(repeating: people[1], count: 5))
        }
    }
}
