import Commands
import GarageNetwork

/// A relay that finds nothing to do.
struct QuietRelay: RelayLedger {
    func due(at _: Instant?) async throws(LedgerError) -> DueCount {
        DueCount(reminders: 0, expiries: 0)
    }
    func remind(
        at _: Instant?, after _: Int64, limit _: Int
    ) async throws(LedgerError) -> RelayPage { RelayPage(done: 0, failed: 0, next: nil) }
    func expire(
        at _: Instant?, after _: Int64, limit _: Int
    ) async throws(LedgerError) -> RelayPage { RelayPage(done: 0, failed: 0, next: nil) }
    func toSendOn(
        at _: Instant?, after _: Int64, limit _: Int, expiring _: Bool
    ) async throws(LedgerError) -> [RelaySubject] { [] }
    func subject(
        _: ReferralCode, visibleTo _: Scope
    ) async throws(LedgerError) -> RelaySubject? { nil }
    func redirect(
        _: StepOrder, to _: ReferralOrder
    ) async throws(LedgerError) -> RedirectOutcome { .noSuchReferral }
    func withdraw(
        _: BeneficiaryID, reason _: ReasonCode, visibleTo _: Scope, at _: Instant?
    ) async throws(LedgerError) -> WithdrawalOutcome { .notWaiting }
}

extension Desks {
    /// The same with jobs that run, somebody who sends people on, a place for calibrations, one for
    /// messages, and one for the rights of people.
    func with(_ jobs: any JobLedger, _ relay: any RelayLedger, _ watch: any WatchLedger) -> Desks {
        var desks = self
        (desks.jobs, desks.relay, desks.watch) = (jobs, relay, watch)
        // What is to be told is written by a job, too.
        desks.outbox = OutboxBook()
        // Checks know of requests, and a job ends files.
        desks.rights = RightsBook()
        return desks
    }
}
