import GarageNetwork

/// A ``ImpactLedger`` in PostgreSQL.
package struct PostgresImpact: ImpactLedger {
    let writer: Writer
    let reader: Reader
    let persons: BulkWriter
    let vault: any PersonVault
}
