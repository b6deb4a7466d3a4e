import GarageNetwork
import SQL

/// Entries of the audit.
enum AuditRows {
    static let add = Statement(
        SQL.auditAdd,
        takes: (
            Instant?.self, String.self, String?.self, Int64?.self, Int64?.self, Int64?.self,
            String.self, String.self, String.self, Day?.self, Day?.self, Int64?.self
        ), returns: (Int64.self))
    static let export = Statement(
        SQL.auditExport,
        takes: (
            Int64.self, String.self, String?.self, Int64?.self, Int64?.self, Instant?.self,
            Int64.self
        ), returns: (String.self, Day.self, Day.self))
    static let latest = Statement(
        SQL.auditLatest, takes: (Int64?.self, Int64.self),
        returns: (
            Int64.self, Instant.self, String.self, String?.self, Int64?.self, Int64?.self,
            Int64?.self, String.self, String.self, String.self, Int64?.self
        ))

    static func add(
        _ order: ExportOrder, by actor: AuditActor, rows: Int64, on connection: PostgresConnection
    ) throws(StoreError) -> Int64 {
        let asked = "what=\(order.what.rawValue) from=\(order.first) through=\(order.last)"
        let number = try connection.run(
            add, order.at, actor.role.rawValue, actor.keyID, actor.uid,
            actor.organisation?.number, actor.garage, AuditAction.export.rawValue,
            order.what.rawValue, asked, order.first, order.last, rows
        ).first
        guard let number else { throw StoreError(unreadable: add.declaration.name, column: 0) }
        return number
    }

    static func remember(
        _ note: AuditNote, on connection: PostgresConnection
    ) throws(StoreError) {
        let actor = note.actor
        let asked = note.purpose.isEmpty ? note.asked : "\(note.asked) purpose=\(note.purpose)"
        _ = try connection.run(
            add, note.at, actor.role.rawValue, actor.keyID, actor.uid,
            actor.organisation?.number, actor.garage, note.action.rawValue, note.object, asked,
            note.at?.paris.day, note.at?.paris.day, note.rows.map { Int64($0) })
    }

    static func export(
        _ number: Int64, by actor: AuditActor, at now: Instant?,
        on connection: PostgresConnection
    ) throws(StoreError) -> ExportOrder? {
        let rows = try connection.run(
            export, number, actor.role.rawValue, actor.keyID, actor.uid,
            actor.organisation?.number, now, ExportOrder.lifeSeconds)
        guard let row = rows.first else { return nil }
        guard let what = ExportKind(rawValue: row.0) else {
            throw StoreError(unreadable: export.declaration.name, column: 0)
        }
        return ExportOrder(
            what: what, first: row.1, last: row.2,
            organisation: actor.role == .prescriber ? actor.organisation : nil)
    }

    static func latest(
        before: Int64?, limit: Int, on connection: PostgresConnection
    ) throws(StoreError) -> [AuditEntry] {
        var found: [AuditEntry] = []
        for row in try connection.run(latest, before, Int64(limit)) {
            guard let role = Role(rawValue: row.2) else {
                throw StoreError(unreadable: latest.declaration.name, column: 2)
            }
            guard let action = AuditAction(rawValue: row.7) else {
                throw StoreError(unreadable: latest.declaration.name, column: 7)
            }
            found.append(
                AuditEntry(
                    number: row.0, at: row.1,
                    actor: AuditActor(
                        role: role, keyID: row.3, uid: row.4,
                        organisation: row.5.map { OrganisationID($0) }, garage: row.6),
                    action: action, object: row.8, asked: row.9, rows: row.10.map { Int($0) }))
        }
        return found
    }
}
