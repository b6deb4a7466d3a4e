import GarageNetwork

/// A ``EligibilityLedger`` in PostgreSQL.
package struct PostgresEligibility: EligibilityLedger {
    let writer: Writer
    let reader: Reader
    let persons: BulkWriter
    let vault: any PersonVault
}
