package import GarageNetwork
import SQL

extension PostgresJobClaim {
    package func close(
        _ month: Month, plans: [MonthPlan], at now: Instant?, isRehearsal: Bool,
        compose: @escaping @Sendable (MonthFigures) -> String
    ) async throws(LedgerError) -> MonthClosing {
        try await thread.run { connection throws(StoreError) in
            let kind = "ISOLATION LEVEL REPEATABLE READ\(isRehearsal ? " READ ONLY" : "")"
            return try connection.transaction(kind) { () throws(StoreError) in
                if let file = try connection.run(MonthRows.report, month.first).first {
                    let frozen = try MonthRows.closed(month, on: connection)
                    return MonthClosing(frozen, file: file, wasClosed: true)
                }
                let figures = MonthFigures(
                    month: month, garages: try MonthRows.figures(month, plans, on: connection),
                    senders: try MonthRows.senders(month, on: connection))
                let file = compose(figures)
                if !isRehearsal {
                    try MonthRows.freeze(figures, file: file, at: now, on: connection)
                }
                return MonthClosing(figures.garages, file: file, wasClosed: false)
            }
        }
    }
}

extension MonthClosing {
    fileprivate init(_ garages: [MonthFigures.GarageFigure], file: String, wasClosed: Bool) {
        var verdicts: [MonthVerdict: Int] = [:]
        for garage in garages { verdicts[garage.verdict, default: 0] += 1 }
        self.init(garages: garages.count, verdicts: verdicts, file: file, wasClosed: wasClosed)
    }
}
