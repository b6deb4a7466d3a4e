import GarageNetwork
import Geometry
import Testing

@testable import PostgresStore

extension TestStore {
    var persons: PostgresPersons { store.persons }

    /// Enrols somebody of whom more is known than where they are.
    func enrol(
        _ identity: Identity, organisation: Int64 = 7,
        change: (inout EnrolmentOrder) -> Void = { _ in }
    ) async throws -> BeneficiaryID {
        var generator = SystemRandomNumberGenerator()
        let id = BeneficiaryID.random(using: &generator)
        var order = EnrolmentOrder(
            organisation: OrganisationID(organisation), key: "enrol-\(id)",
            canonicalRequest: id.text,
            person: Beneficiary(
                id: id, organisation: OrganisationID(organisation),
                position: try Coordinate(latitude: 50.3, longitude: 2.9)),
            identity: identity, at: nil)
        change(&order)
        guard case .enrolled(let id, _) = try await ledger.enrol(order) else {
            throw UnexpectedOutcome()
        }
        return id
    }

    /// The file of somebody, whoever's they are.
    func file(of id: BeneficiaryID) async throws -> PersonFile? {
        try await persons.file(of: id, visibleTo: .everything(.manager))
    }

    /// A number that the database has.
    func count(_ query: String) throws -> Int {
        try connect().texts("SELECT (\(query))::text").first.flatMap { $0.flatMap { Int($0) } }
            ?? -1
    }
}

extension Identity {
    /// Somebody with a name that stands nowhere else.
    static var canary: Identity {
        Identity(
            familyName: "Canari-Zwölf", givenName: "Jeanne", birthDate: Day("1980-02-29"),
            phone: "+33 6 12 34 56 78", email: "canari@zw.example", contact: .phone,
            address: "3 rue du Canari", need: "canari sous le capot")
    }
}

extension Scope {
    static func of(_ organisation: Int64) -> Scope { .organisation(OrganisationID(organisation)) }
}
