import GarageNetwork
import SQL

/// Entries of the audit.
enum AuditRows {
    static let add = Statement(
        SQL.auditAdd,
        takes: (
            Instant?.self, String.self, String?.self, Int64?.self, Int64?.self, Int64?.self,
            String.self, String.self, String.self, String.self, Day?.self, Day?.self, Int64?.self
        ), returns: (Int64.self))
    static let export = Statement(
        SQL.auditExport,
        takes: (
            Int64.self, String.self, String?.self, Int64?.self, Int64?.self, Instant?.self,
            Int64.self
        ), returns: (String.self, Day.self, Day.self))
    static let latest = Statement(
        SQL.auditLatest,
        takes: (Int64?.self, String?.self, String?.self, Instant?.self, String?.self, Int64.self),
        returns: entry)
    static let ofObject = Statement(SQL.auditOf, takes: (String.self), returns: entry)
    static let readers = Statement(
        SQL.auditReaders, takes: (Int64.self, Instant?.self),
        returns: (
            String.self, String?.self, Int64?.self, Int64?.self, Int64?.self, Instant.self,
            Int64.self
        ))

    private typealias Entry = (
        Int64, Instant, String, String?, Int64?, Int64?, Int64?, String, String, String, String,
        Int64?
    )
    private static var entry:
        (
            Int64.Type, Instant.Type, String.Type, String?.Type, Int64?.Type, Int64?.Type,
            Int64?.Type, String.Type, String.Type, String.Type, String.Type, Int64?.Type
        )
    {
        (
            Int64.self, Instant.self, String.self, String?.self, Int64?.self, Int64?.self,
            Int64?.self, String.self, String.self, String.self, String.self, Int64?.self
        )
    }

    static func add(
        _ order: ExportOrder, by actor: AuditActor, rows: Int64, on connection: PostgresConnection
    ) throws(StoreError) -> Int64 {
        let asked = "what=\(order.what.rawValue) from=\(order.first) through=\(order.last)"
        let number = try connection.run(
            add, order.at, actor.role.rawValue, actor.keyID, actor.uid,
            actor.organisation?.number, actor.garage, AuditAction.export.rawValue,
            order.what.rawValue, asked, "", order.first, order.last, rows
        ).first
        guard let number else { throw StoreError(unreadable: add.declaration.name, column: 0) }
        return number
    }

    static func remember(
        _ note: AuditNote, on connection: PostgresConnection
    ) throws(StoreError) {
        let actor = note.actor
        _ = try connection.run(
            add, note.at, actor.role.rawValue, actor.keyID, actor.uid,
            actor.organisation?.number, actor.garage, note.action.rawValue, note.object,
            note.asked, note.purpose, nil, nil, note.rows.map { Int64($0) })
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

    /// Planned for what is asked: what an object is worth to an index and what a day is differ.
    static func latest(
        _ question: AuditQuestion, on connection: PostgresConnection
    ) throws(StoreError) -> [AuditEntry] {
        try ReportReads.patiently(on: connection) { () throws(StoreError) in
            try entries(
                connection.run(
                    latest, question.before, question.object, question.action?.rawValue,
                    question.since, question.keyID, Int64(question.limit),
                    deadlineMilliseconds: ReportReads.deadline), of: latest.declaration.name)
        }
    }

    static func all(
        of object: String, on connection: PostgresConnection
    ) throws(StoreError) -> [AuditEntry] {
        try ReportReads.patiently(on: connection) { () throws(StoreError) in
            try entries(
                connection.run(ofObject, object, deadlineMilliseconds: ReportReads.deadline),
                of: ofObject.declaration.name)
        }
    }

    static func massReadings(
        over persons: Int, at now: Instant?, on connection: PostgresConnection
    ) throws(StoreError) -> [MassReading] {
        var found: [MassReading] = []
        let rows = try ReportReads.patiently(on: connection) { () throws(StoreError) in
            try connection.run(
                readers, Int64(persons), now, deadlineMilliseconds: ReportReads.deadline)
        }
        for row in rows {
            guard let role = Role(rawValue: row.0) else {
                throw StoreError(unreadable: readers.declaration.name, column: 0)
            }
            found.append(
                MassReading(
                    actor: AuditActor(
                        role: role, keyID: row.1, uid: row.2,
                        organisation: row.3.map { OrganisationID($0) }, garage: row.4),
                    since: row.5, persons: Int(row.6)))
        }
        return found
    }

    private static func entries(
        _ rows: [Entry], of statement: String
    ) throws(StoreError) -> [AuditEntry] {
        var found: [AuditEntry] = []
        for row in rows {
            guard let role = Role(rawValue: row.2) else {
                throw StoreError(unreadable: statement, column: 2)
            }
            guard let action = AuditAction(rawValue: row.7) else {
                throw StoreError(unreadable: statement, column: 7)
            }
            found.append(
                AuditEntry(
                    number: row.0, at: row.1,
                    actor: AuditActor(
                        role: role, keyID: row.3, uid: row.4,
                        organisation: row.5.map { OrganisationID($0) }, garage: row.6),
                    action: action, object: row.8, asked: row.9, purpose: row.10,
                    rows: row.11.map { Int($0) }))
        }
        return found
    }
}
