import GarageNetwork

/// A ``RightsLedger`` in PostgreSQL.
package struct PostgresRights: RightsLedger {
    let writer: Writer
    let reader: Reader
    let persons: BulkWriter
    let vault: any PersonVault
}
