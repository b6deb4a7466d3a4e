package import GarageNetwork

/// Alerts and calibrations in PostgreSQL.
package struct PostgresWatch: WatchLedger {
    let writer: Writer
    let reader: Reader

    package func openAlerts() async throws(LedgerError) -> [OpenAlert] {
        try await reader.read { connection throws(StoreError) in
            try AlertRows.all(on: connection)
        }
    }

    package func apply(_ changes: AlertChanges) async throws(LedgerError) -> [OpenAlert] {
        try await writer.run { connection throws(StoreError) in
            try AlertRows.apply(changes, on: connection)
        }
    }

    package func calibration(of month: Month) async throws(LedgerError) -> [CalibrationRow] {
        try await reader.read { connection throws(StoreError) in
            try CalibrationRows.of(month, on: connection)
        }
    }

    package func keep(_ rows: [CalibrationRow]) async throws(LedgerError) -> [CalibrationRow] {
        try await writer.run { connection throws(StoreError) in
            try CalibrationRows.keep(rows, on: connection)
        }
    }

}
