import GarageNetwork
import Geometry
import SQL

/// What is kept of persons, and its end; on a connection of the role of persons.
enum RightsRows {
    static let holding = Statement(
        SQL.rightsHolding, takes: (String.self, Int64?.self),
        returns: (
            Int64.self, String.self, Bytes?.self, Int16?.self, String?.self, Bytes?.self,
            String?.self, Int64.self, Int64.self, Int64.self, Int64.self
        ))
    static let tombstone = Statement(
        SQL.rightsTombstone, takes: (String.self, Int64?.self), returns: (Day.self))
    static let forget = Statement(
        SQL.rightsForget,
        takes: (
            [Int64].self, [String].self, [String].self, String.self, Int64?.self, String.self,
            Day?.self, Day?.self, Instant?.self
        ), returns: (Int32.self))
    static let halt = Statement(
        SQL.rightsHalt,
        takes: (
            String.self, Int64?.self, String.self, Bool.self, String.self, Instant?.self
        ), returns: (String.self, String?.self, String?.self))

    static func holding(
        of id: BeneficiaryID, _ scope: Scope, with vault: any PersonVault,
        on connection: PostgresConnection
    ) throws(StoreError) -> PersonHolding? {
        let organisation = scope.organisationNumber
        if let row = try connection.run(holding, id.text, organisation).first {
            var person = KeptPerson(
                number: row.0, id: id, openReferral: row.6.flatMap { ReferralCode($0) },
                referrals: Int(row.7), assessments: Int(row.8), decisions: Int(row.9),
                openRequests: Int(row.10))
            person.open(row.2, row.3, clear: row.4, identity: row.5, with: vault)
            return .kept(person)
        }
        return try connection.run(tombstone, id.text, organisation).first.map {
            .forgotten(on: $0)
        }
    }

    static func halt(
        _ order: HaltOrder, on connection: PostgresConnection
    ) throws(StoreError) -> HaltOutcome {
        let rows = try connection.run(
            halt, order.id.text, order.scope.organisationNumber, order.kind.rawValue, order.isOn,
            order.scope.role.rawValue, order.at)
        guard let (outcome, calledOff, open) = rows.first else {
            throw StoreError(unreadable: halt.declaration.name, column: 0)
        }
        guard outcome != "NO_SUCH" else { return .noSuchPerson }
        return .halted(
            calledOff: calledOff.flatMap { ReferralCode($0) },
            open: open.flatMap { ReferralCode($0) }, replayed: outcome == "SAME")
    }
}

extension KeptPerson {
    /// What counts need of the sealed; left out where the key is not there.
    mutating func open(
        _ situation: Bytes?, _ sealedWith: Int16?, clear: String?, identity: Bytes?,
        with vault: any PersonVault
    ) {
        var start: SealedSituation?
        if let situation, let sealedWith {
            start = try? vault.open(
                SealedSituation.self, situation.bytes, key: sealedWith, as: .situation,
                of: id.text)
        } else if let clear {
            start = try? vault.read(SealedSituation.self, clear: clear, as: .situation)
        }
        position = start.flatMap {
            try? Coordinate(latitude: $0.latitude, longitude: $0.longitude)
        }
        if let identity, let sealedWith {
            birthDate =
                (try? vault.open(
                    SealedIdentity.self, identity.bytes, key: sealedWith, as: .identity,
                    of: id.text))?.identity.birthDate
        }
    }
}
