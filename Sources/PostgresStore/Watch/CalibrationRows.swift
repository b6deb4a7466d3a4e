import GarageNetwork
import SQL

/// Reads and writes of calibrations.
enum CalibrationRows {
    static let ofMonth = Statement(
        SQL.calibrationOfMonth, takes: (Day.self),
        returns: (
            Day.self, String.self, Double.self, Double.self, Int32.self, Double.self, Double.self
        ))
    static let keep = Statement(
        SQL.calibrationKeep,
        takes: (
            [Day].self, [String].self, [Double].self, [Double].self, [Int32].self, [Double].self,
            [Double].self
        ), returns: ())

    static func of(
        _ month: Month, on connection: PostgresConnection
    ) throws(StoreError) -> [CalibrationRow] {
        try connection.run(ofMonth, month.first).map {
            CalibrationRow(
                month: $0.0.month, side: $0.1, intercept: $0.2, slope: $0.3, samples: Int($0.4),
                brierBefore: $0.5, brierAfter: $0.6)
        }
    }

    /// Keeps those of one month, and gives the ones that are kept.
    static func keep(
        _ rows: [CalibrationRow], on connection: PostgresConnection
    ) throws(StoreError) -> [CalibrationRow] {
        guard let month = rows.first?.month else { return [] }
        _ = try connection.run(
            keep, rows.map(\.month.first), rows.map(\.side), rows.map(\.intercept),
            rows.map(\.slope), rows.map { Int32(clamping: $0.samples) }, rows.map(\.brierBefore),
            rows.map(\.brierAfter))
        return try of(month, on: connection)
    }
}
