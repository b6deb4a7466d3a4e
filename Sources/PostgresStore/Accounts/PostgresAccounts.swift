package import GarageNetwork
import SQL

/// ``AccountLedger`` in PostgreSQL.
package struct PostgresAccounts: AccountLedger {
    let writer: Writer
    let reader: Reader

    static let list = Statement(
        SQL.tokensList, takes: (),
        returns: (
            String.self, String.self, Int64?.self, Int64?.self, Instant.self, Instant.self,
            Day?.self
        ))
    static let use = Statement(SQL.tokenUsed, takes: (String.self, Day.self), returns: ())
    static let standings = Statement(
        SQL.prescriberStandings, takes: (),
        returns: (Int64.self, String.self, Day?.self, Day?.self))
    static let authorise = Statement(
        SQL.prescriberAuthorise, takes: (Int64.self, String.self, Day?.self, Day?.self),
        returns: (Int64.self))

    package func tokens() async throws(LedgerError) -> [TokenAccount] {
        try await reader.read { connection throws(StoreError) in
            var found: [TokenAccount] = []
            for row in try connection.run(Self.list) {
                guard let role = Role(rawValue: row.1) else {
                    throw StoreError(unreadable: Self.list.declaration.name, column: 1)
                }
                found.append(
                    TokenAccount(
                        keyID: row.0, role: role, organisation: row.2.map { OrganisationID($0) },
                        garage: row.3, createdAt: row.4, expiresAt: row.5, lastUsedOn: row.6))
            }
            return found
        }
    }

    package func tokenWasUsed(keyID: String, on day: Day) async throws(LedgerError) {
        try await writer.run { connection throws(StoreError) in
            _ = try connection.run(Self.use, keyID, day)
        }
    }

    package func prescriberStandings() async throws(LedgerError) -> [PrescriberStanding] {
        try await reader.read { connection throws(StoreError) in
            var found: [PrescriberStanding] = []
            for row in try connection.run(Self.standings) {
                guard let authorisation = Authorisation(rawValue: row.1) else {
                    throw StoreError(unreadable: Self.standings.declaration.name, column: 1)
                }
                found.append(
                    PrescriberStanding(
                        organisation: OrganisationID(row.0), authorisation: authorisation,
                        conventionFrom: row.2, conventionTo: row.3))
            }
            return found
        }
    }

    package func set(_ standing: PrescriberStanding) async throws(LedgerError) -> Bool {
        try await writer.run { connection throws(StoreError) in
            try !connection.run(
                Self.authorise, standing.organisation.number, standing.authorisation.rawValue,
                standing.conventionFrom, standing.conventionTo
            ).isEmpty
        }
    }

}
