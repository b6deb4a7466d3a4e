/// What the jobs that cron runs need of the database: to be alone, and to remember when they
/// succeeded.
package protocol JobLedger: Sendable {
    /// How every job stands, in the order of ``Job``.
    func jobStandings() async throws(LedgerError) -> [JobStanding]
    /// What the last nightly comparison found.
    func coherence() async throws(LedgerError) -> CoherenceReport
    /// The right to run a job now; nil while somebody else has it, on whatever machine.
    ///
    /// The database decides, and takes the right back when the process or its machine dies. A
    /// rehearsal takes nothing from anybody, so it is never refused.
    func claim(_ job: Job, isRehearsal: Bool) async throws(LedgerError) -> (any JobClaim)?
}

/// The right to run a job, and a connection of its own to do it with: what is slow there keeps
/// nobody else waiting.
///
/// Whoever has one must ``release()`` it. Once the database took the right back, everything here is
/// answered ``LedgerError/storeDown``.
package protocol JobClaim: Sendable {
    /// Since the claim was made.
    var elapsedMilliseconds: Int64 { get }
    func release() async

    /// Writes that a run begins; its number, or nil where a job that runs once a period has done
    /// this one.
    ///
    /// A run before it that never ended is written down as failed: its process has died.
    func begin(_ job: Job, period: String, at now: Instant?) async throws(LedgerError) -> Int64?
    /// Writes how a run ended; the result is one line without a person.
    func end(
        _ number: Int64, _ outcome: JobOutcome, result: String, at now: Instant?
    ) async throws(LedgerError)

    /// Opens again the garages whose pause ended before a day; their ids.
    func endPauses(before today: Day, isRehearsal: Bool) async throws(LedgerError) -> [GarageID]
    /// Repairs that ended on a day or before, one way or the other, and whose person has not said
    /// how it went.
    func unansweredRepairs(through last: Day) async throws(LedgerError) -> [ReferralCode]

    /// Runs every check of the schema on one moment of the database.
    func runChecks() async throws(LedgerError) -> (checks: Int, findings: [CoherenceFinding])
    /// Everything that the daemon keeps in memory, loaded anew.
    func load() async throws(LedgerError) -> NetworkImage
    /// Keeps what a run found.
    func keep(_ findings: [CoherenceFinding], of run: Int64) async throws(LedgerError)
    /// Forgets runs older than so many days, but for each job's last success; how many.
    func forgetRuns(
        olderThanDays days: Int, at now: Instant?, isRehearsal: Bool
    ) async throws(LedgerError) -> Int

    /// Freezes a month as it stands, once and for all; a second time gives what was frozen.
    ///
    /// `compose` makes the file for the partners, which is kept with it.
    func close(
        _ month: Month, plans: [MonthPlan], at now: Instant?, isRehearsal: Bool,
        compose: @escaping @Sendable (MonthFigures) -> String
    ) async throws(LedgerError) -> MonthClosing
}
