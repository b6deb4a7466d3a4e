import GarageNetwork
import SQL

/// Reads and writes of contacts.
enum ContactRows {
    static let put = Statement(
        SQL.contactPut,
        takes: (
            String.self, Int64.self, String?.self, String?.self, String?.self, Bool?.self,
            Bool?.self
        ), returns: (String?.self, String?.self, String.self, Bool.self, Bool.self))
    static let list = Statement(
        SQL.contactsList, takes: (String?.self, Int64?.self, Bool.self, Int64.self),
        returns: (
            String.self, Int64.self, String.self, String?.self, String?.self, String.self,
            Bool.self, Bool.self, Int64.self
        ))

    static func put(
        _ change: ContactChange, on connection: PostgresConnection
    ) throws(StoreError) -> Contact {
        let rows = try connection.run(
            put, change.recipient.kind.rawValue, change.recipient.number, change.email,
            change.webhook, change.language, change.wantsDigest, change.wantsImmediate)
        guard let row = rows.first else {
            throw StoreError(unreadable: put.declaration.name, column: 0)
        }
        return Contact(
            email: row.0, webhook: row.1, language: row.2, wantsDigest: row.3,
            wantsImmediate: row.4)
    }

    static func entries(
        of recipient: Recipient?, withoutEmail: Bool, limit: Int,
        on connection: PostgresConnection
    ) throws(StoreError) -> [ContactEntry] {
        let rows = try connection.run(
            list, recipient?.kind.rawValue, recipient?.number, withoutEmail, Int64(limit))
        var entries: [ContactEntry] = []
        for row in rows {
            guard let kind = Recipient.Kind(rawValue: row.0) else {
                throw StoreError(unreadable: list.declaration.name, column: 0)
            }
            entries.append(
                ContactEntry(
                    recipient: Recipient(kind: kind, number: row.1), id: row.2,
                    contact: Contact(
                        email: row.3, webhook: row.4, language: row.5, wantsDigest: row.6,
                        wantsImmediate: row.7), waiting: Int(row.8)))
        }
        return entries
    }
}
