import GarageNetwork

/// A ``PersonLedger`` in PostgreSQL.
package struct PostgresPersons: PersonLedger {
    let writer: Writer
    let reader: Reader
    let persons: BulkWriter
    let vault: any PersonVault
}
