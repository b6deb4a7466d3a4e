/// What the jobs that cron runs need of the database: to be alone, and to remember when they succeeded.
package protocol JobLedger: Sendable {
    /// How every job stands, in the order of ``Job``.
    func jobStandings() async throws(LedgerError) -> [JobStanding]
    /// What the last nightly comparison found.
    func coherence() async throws(LedgerError) -> CoherenceReport
}
