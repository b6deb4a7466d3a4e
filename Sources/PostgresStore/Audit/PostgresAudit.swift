package import GarageNetwork
import SQL

/// The audit in PostgreSQL.
package struct PostgresAudit: AuditTrail {
    let writer: Writer
    let reader: Reader

    package func remember(_ note: AuditNote) async throws(LedgerError) {
        try await writer.run { connection throws(StoreError) in
            try AuditRows.remember(note, on: connection)
        }
    }
}
