import GarageNetwork

/// ``ReportArchive`` in PostgreSQL.
package struct PostgresReports: ReportArchive {
    let writer: Writer
    let reader: Reader
    let position: NetworkPosition
    /// Tells other daemons, some time after the commit.
    let hint: @Sendable () -> Void
}
