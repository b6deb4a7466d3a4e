package import Geometry

/// Sends people on: to the garage that they choose instead, and to the next one when a garage
/// declines or does not answer in time.
///
/// What is due is decided by the database at an instant: `at` where the daemon's clock was set, its
/// own clock where that is nil. Every call may be repeated, cut off at any point, and made by
/// several daemons at once.
package protocol RelayLedger: Sendable {
    /// How many reminders and expiries are due.
    func due(at instant: Instant?) async throws(LedgerError) -> DueCount
    /// Reminds the garages whose time to be reminded has come: one page of them.
    func remind(
        at instant: Instant?, after position: Int64, limit: Int
    ) async throws(LedgerError) -> RelayPage
    /// Ends the referrals that were not answered in time, and gives their places back: one page.
    func expire(
        at instant: Instant?, after position: Int64, limit: Int
    ) async throws(LedgerError) -> RelayPage
    /// People whose garage declined or did not answer, whom nobody has sent elsewhere since, and
    /// who are not known to have no garage at all; in the order of their referrals.
    ///
    /// With `expiring`, those too whose referral would end without an answer now.
    func toSendOn(
        at instant: Instant?, after position: Int64, limit: Int, expiring: Bool
    ) async throws(LedgerError) -> [RelaySubject]
    /// One person and where they were tried, by their referral; nil when it is not the caller's.
    func subject(
        _ code: ReferralCode, visibleTo scope: Scope
    ) async throws(LedgerError) -> RelaySubject?
    /// Ends a referral by a `redirect` and makes the one that follows it, both or neither.
    func redirect(
        _ step: StepOrder, to order: ReferralOrder
    ) async throws(LedgerError) -> RedirectOutcome
    /// Ends the wait of a person whom no garage could take.
    func withdraw(
        _ person: BeneficiaryID, reason: ReasonCode, visibleTo scope: Scope, at instant: Instant?
    ) async throws(LedgerError) -> WithdrawalOutcome
}

/// What the hourly round would find.
package struct DueCount: Equatable, Sendable {
    package var reminders: Int
    package var expiries: Int

    package init(reminders: Int, expiries: Int) {
        self.reminders = reminders
        self.expiries = expiries
    }
}

/// What became of one page of referrals that were due.
package struct RelayPage: Equatable, Sendable {
    package var done: Int
    /// Those that the database refused, each by itself; the log says why.
    package var failed: Int
    /// Where to go on; nil when nothing more is due.
    package var next: Int64?

    package init(done: Int, failed: Int, next: Int64?) {
        self.done = done
        self.failed = failed
        self.next = next
    }
}

/// A referral that shall be followed by another, and what choosing the next garage needs.
package struct RelaySubject: Equatable, Sendable {
    package var referral: Referral
    package var person: Beneficiary
    /// Where the first wish came from, and how far the person could go then; nil of a referral
    /// that was written by hand.
    package var origin: Coordinate?
    package var reachKm: Double?
    /// The garages where this person was tried of late without success, this one included.
    package var tried: [Int64]
    /// Why it came to nothing there, first to last: ``ReasonCode``s, `no-answer` for those that
    /// let the time pass, `no-show` where the person did not come.
    package var reasons: [String]

    package init(
        referral: Referral, person: Beneficiary, origin: Coordinate?, reachKm: Double?,
        tried: [Int64], reasons: [String]
    ) {
        self.referral = referral
        self.person = person
        self.origin = origin
        self.reachKm = reachKm
        self.tried = tried
        self.reasons = reasons
    }
}

/// How a redirection ended; where it is not ``redirected``, nothing was done.
package enum RedirectOutcome: Equatable, Sendable {
    case redirected(from: Referral, to: Referral, replayed: Bool)
    case noSuchReferral
    /// It cannot be redirected from its present state, or another follows it already.
    case conflict(ReferralState)
    /// No candidate has room.
    case full
    /// The person has another referral that is not finished.
    case openReferral
    /// The key was used for another request.
    case keyReused
    /// The candidates were chosen without something that was committed since: choose again.
    case stale
}

/// How a withdrawal ended.
package enum WithdrawalOutcome: Equatable, Sendable {
    case withdrawn(replayed: Bool)
    /// Nobody of that pseudonym waits among the caller's people.
    case notWaiting
}
