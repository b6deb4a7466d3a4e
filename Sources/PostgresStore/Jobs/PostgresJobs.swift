package import GarageNetwork

/// ``JobLedger`` in PostgreSQL.
package struct PostgresJobs: JobLedger {
    let writer: Writer
    let reader: Reader
    let conninfo: String
    let load: NetworkLoad
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

    package func claim(
        _ job: Job, isRehearsal: Bool
    ) async throws(LedgerError) -> (any JobClaim)? {
        // Nothing waits for a connection that cannot be made.
        guard writer.health.epoch != nil else { throw .storeDown }
        let thread = JobThread(conninfo: conninfo, faults: writer.faults)
        do throws(LedgerError) {
            let isOurs = try await thread.run { connection throws(StoreError) in
                if isRehearsal { return true }
                return try JobRows.lock(job, on: connection)
            }
            if isOurs {
                return PostgresJobClaim(thread: thread, load: load, position: position, hint: hint)
            }
        } catch {
            await thread.close()
            throw error
        }
        await thread.close()
        return nil
    }
}
