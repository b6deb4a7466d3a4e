package import GarageNetwork

/// ``JobLedger`` in PostgreSQL.
package struct PostgresJobs: JobLedger {
    let writer: Writer
    let reader: Reader
    let position: NetworkPosition
    /// Tells other daemons, some time after the commit.
    let hint: @Sendable () -> Void

    package func jobStandings() async throws(LedgerError) -> [JobStanding] {
        try await reader.read { connection throws(StoreError) in
            try JobRows.standings(on: connection)
        }
    }

    package func coherence() async throws(LedgerError) -> CoherenceReport {
        try await reader.read { connection throws(StoreError) in
            try JobRows.coherence(on: connection)
        }
    }
}
