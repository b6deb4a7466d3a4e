import GarageNetwork

/// ``OutboxLedger`` in PostgreSQL.
package struct PostgresOutbox: OutboxLedger {
    let writer: Writer
    let reader: Reader
    let position: NetworkPosition
    /// Tells other daemons, some time after the commit.
    let hint: @Sendable () -> Void
}
