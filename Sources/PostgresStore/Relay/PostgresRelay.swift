import GarageNetwork

/// ``RelayLedger`` in PostgreSQL.
package struct PostgresRelay: RelayLedger {
    let writer: Writer
    let reader: Reader
    let position: NetworkPosition
    /// Tells other daemons, some time after the commit.
    let hint: @Sendable () -> Void
}
