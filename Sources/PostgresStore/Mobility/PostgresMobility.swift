import GarageNetwork

/// A ``MobilityLedger`` in PostgreSQL.
package struct PostgresMobility: MobilityLedger {
    let writer: Writer
    let reader: Reader
    let persons: BulkWriter
    let vault: any PersonVault
}
