/// What the referrals of the past say of the network, without a person; and who took what of it
/// away.
package protocol ReportArchive: Sendable {
    /// How long each step took, by group in the order of the steps; a group without any is not
    /// there.
    func delays(_ question: ReportQuestion) async throws(LedgerError) -> [StepDelay]
    /// Why that happened, by group, the most frequent first. The days are those of the events.
    func reasons(
        of event: ReferralEvent, _ question: ReportQuestion
    ) async throws(LedgerError) -> [ReasonCount]
    /// How many people each prescriber has at each garage, of those that count there.
    func senders(_ question: ReportQuestion) async throws(LedgerError) -> [SenderCount]
    /// Who was expected and did not come, by group.
    func noShows(_ question: ReportQuestion) async throws(LedgerError) -> [NoShowCount]

    /// Writes into the audit that somebody takes rows away, and answers after the commit: before
    /// it no row may go out.
    func begin(_ export: ExportOrder, by actor: AuditActor) async throws(LedgerError) -> Int64
    /// The export with that number in the audit; nil unless the same caller began it within
    /// ``ExportOrder/lifeSeconds``.
    func export(
        number: Int64, by actor: AuditActor, at now: Instant?
    ) async throws(LedgerError) -> ExportOrder?
    /// Rows of an export, in the order of their positions, at most `limit` after one.
    func rows(
        of export: ExportOrder, after position: ExportPosition?, limit: Int
    ) async throws(LedgerError) -> [ExportRow]
}
