import GarageNetwork

/// ``JobLedger`` in PostgreSQL.
package struct PostgresJobs: JobLedger {
    let writer: Writer
    let reader: Reader
    let position: NetworkPosition
    /// Tells other daemons, some time after the commit.
    let hint: @Sendable () -> Void
}
