import GarageNetwork
import SQL

/// Rows that somebody takes away.
enum ExportReads {
    static let referrals = statement(SQL.exportReferrals)
    static let steps = statement(SQL.exportSteps)
    static let quotes = statement(SQL.exportQuotes)
    static let months = statement(SQL.exportMonths)
    static let count = Statement(
        SQL.exportCount, takes: (Day.self, Day.self, Int64?.self, String.self),
        returns: (Int64.self))

    typealias Page = Statement<
        (Day, Day, Int64?, Int64, Int64, Int64), (Int64, Int64, [String?])
    >

    private static func statement(_ file: SQL.File) -> Page {
        Statement(
            file,
            takes: (Day.self, Day.self, Int64?.self, Int64.self, Int64.self, Int64.self),
            returns: (Int64.self, Int64.self, [String?].self))
    }

    private static func page(of kind: ExportKind) -> Page {
        switch kind {
        case .referrals: referrals
        case .steps: steps
        case .quotes: quotes
        case .months: months
        }
    }

    static func rows(
        of export: ExportOrder, after position: ExportPosition?, limit: Int,
        on connection: PostgresConnection
    ) throws(StoreError) -> [ExportRow] {
        let page = page(of: export.what)
        let rows = try connection.run(
            page, export.first, export.last, export.organisation?.number, position?.major ?? 0,
            position?.minor ?? -1, Int64(limit), deadlineMilliseconds: ReportReads.deadline)
        var found: [ExportRow] = []
        for row in rows {
            guard row.2.count == export.what.columns.count else {
                throw StoreError(unreadable: page.declaration.name, column: 2)
            }
            found.append(
                ExportRow(position: ExportPosition(major: row.0, minor: row.1), cells: row.2))
        }
        return found
    }

    static func count(
        _ export: ExportOrder, on connection: PostgresConnection
    ) throws(StoreError) -> Int64 {
        try connection.run(
            count, export.first, export.last, export.organisation?.number, export.what.rawValue,
            deadlineMilliseconds: ReportReads.deadline
        ).first ?? 0
    }
}
