import GarageNetwork

/// ``QuoteLedger`` in PostgreSQL.
package struct PostgresQuotes: QuoteLedger {
    let writer: Writer
    let reader: Reader
    let position: NetworkPosition
    /// Tells other daemons, some time after the commit.
    let hint: @Sendable () -> Void
}
