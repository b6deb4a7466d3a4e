import GarageNetwork
import SQL

/// Reads and writes of tokens.
enum TokenRows {
    static let add = Statement(
        SQL.tokenAdd,
        takes: (String.self, Bytes.self, String.self, Int64?.self, Int64?.self, Instant.self),
        returns: ())
    static let byKey = Statement(
        SQL.tokenByKey, takes: (String.self),
        returns: (String.self, Bytes.self, String.self, Int64?.self, Int64?.self, Instant.self))
    static let revoke = Statement(
        SQL.tokenRevoke, takes: (String.self), returns: (String.self))

    static func add(_ token: StoredToken, on connection: PostgresConnection) throws(StoreError) {
        _ = try connection.run(
            add, token.keyID, Bytes(token.secretHash), token.role.rawValue,
            token.organisation?.number, token.garage, token.expiresAt)
    }

    static func one(
        keyID: String, on connection: PostgresConnection
    ) throws(StoreError) -> StoredToken? {
        guard let row = try connection.run(byKey, keyID).first else { return nil }
        guard let role = Role(rawValue: row.2) else {
            throw StoreError(unreadable: byKey.declaration.name, column: 2)
        }
        return StoredToken(
            keyID: row.0, secretHash: row.1.bytes, role: role,
            organisation: row.3.map { OrganisationID($0) }, garage: row.4, expiresAt: row.5)
    }

    static func revoke(
        keyID: String, on connection: PostgresConnection
    ) throws(StoreError) -> Bool {
        try !connection.run(revoke, keyID).isEmpty
    }
}
