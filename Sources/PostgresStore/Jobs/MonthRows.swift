import GarageNetwork
import SQL

/// Reads and writes of closed months.
enum MonthRows {
    static let figures = Statement(
        SQL.monthFigures, takes: (Day.self, [Int64].self, [Int32].self, [Int32].self, [Bool].self),
        returns: (
            Int64.self, String.self, String.self, String.self, String.self, Int32.self,
            Int32.self, Int32.self, Int32.self, String.self
        ))
    static let closed = Statement(
        SQL.monthClosed, takes: (Day.self),
        returns: (
            Int64.self, String.self, String.self, String.self, String.self, Int32.self,
            Int32.self, Int32.self, Int32.self, String.self
        ))
    static let senders = Statement(
        SQL.monthSenders, takes: (Day.self),
        returns: (
            Int64.self, String.self, String.self, String.self, Int64.self, Int64.self
        ))
    static let close = Statement(
        SQL.monthClose,
        takes: (
            Day.self, [Int64].self, [Int32].self, [Int32].self, [Int32].self, [Int32].self,
            [String].self, Instant?.self
        ), returns: ())
    static let report = Statement(
        SQL.monthReport, takes: (Day.self), returns: (String.self))
    static let reportAdd = Statement(
        SQL.monthReportAdd, takes: (Day.self, String.self, Instant?.self), returns: ())

    private typealias Row = (
        Int64, String, String, String, String, Int32, Int32, Int32, Int32, String
    )

    static func figures(
        _ month: Month, _ plans: [MonthPlan], on connection: PostgresConnection
    ) throws(StoreError) -> [MonthFigures.GarageFigure] {
        let rows = try connection.run(
            figures, month.first, plans.map(\.garage), plans.map { Int32(clamping: $0.min) },
            plans.map { Int32(clamping: $0.max) }, plans.map(\.isJudged))
        return try read(rows, of: figures.declaration.name)
    }

    static func closed(
        _ month: Month, on connection: PostgresConnection
    ) throws(StoreError) -> [MonthFigures.GarageFigure] {
        try read(try connection.run(closed, month.first), of: closed.declaration.name)
    }

    static func senders(
        _ month: Month, on connection: PostgresConnection
    ) throws(StoreError) -> [MonthFigures.SenderFigure] {
        try connection.run(
            senders, month.first, deadlineMilliseconds: PostgresJobClaim.deadlineMilliseconds
        ).map {
            MonthFigures.SenderFigure(
                organisation: OrganisationID($0.0), id: $0.1, name: $0.2, kind: $0.3,
                committed: Int($0.4), received: Int($0.5))
        }
    }

    static func freeze(
        _ figures: MonthFigures, file: String, at now: Instant?, on connection: PostgresConnection
    ) throws(StoreError) {
        let (garages, day) = (figures.garages, figures.month.first)
        _ = try connection.run(
            close, day, garages.map(\.plan.garage), garages.map { Int32(clamping: $0.committed) },
            garages.map { Int32(clamping: $0.received) },
            garages.map { Int32(clamping: $0.plan.min) },
            garages.map { Int32(clamping: $0.plan.max) }, garages.map(\.verdict.rawValue), now)
        _ = try connection.run(reportAdd, day, file, now)
    }

    private static func read(
        _ rows: [Row], of statement: String
    ) throws(StoreError) -> [MonthFigures.GarageFigure] {
        var found: [MonthFigures.GarageFigure] = []
        for row in rows {
            guard let verdict = MonthVerdict(rawValue: row.9) else {
                throw StoreError(unreadable: statement, column: 9)
            }
            found.append(
                MonthFigures.GarageFigure(
                    plan: MonthPlan(
                        garage: row.0, min: Int(row.7), max: Int(row.8),
                        isJudged: verdict != .closed),
                    id: row.1, name: row.2, town: row.3, postcode: row.4, committed: Int(row.5),
                    received: Int(row.6), verdict: verdict))
        }
        return found
    }
}
