/// Where referrals are written so that they are still there after any crash.
///
/// Every call answers only after the database has committed, and every answer that a caller can
/// meet in the ordinary course of things is a value; ``LedgerError`` is for the rest. Times are the
/// database's, unless the daemon's clock was set (``Clock``), when the caller passes them.
package protocol ReferralLedger: Sendable {
    /// Takes a place at the first candidate that has room.
    func refer(_ order: ReferralOrder) async throws(LedgerError) -> ReferralOutcome
    /// Moves a referral one step. `by` limits whose referrals can be touched; one that is not the
    /// caller's is answered like one that does not exist.
    func advance(_ step: StepOrder) async throws(LedgerError) -> StepOutcome
    /// Records many steps in one transaction, all or none: where one is neither moved nor replayed,
    /// nothing is written, and the outcomes say which. `isRehearsal` writes nothing in any case.
    ///
    /// Outcomes are in the order of the orders. Runs beside the thread that writes, which goes on.
    func record(
        all orders: [StepOrder], isRehearsal: Bool
    ) async throws(LedgerError) -> [StepOutcome.Kind]
    /// One referral with its events, or nil.
    func referral(
        _ code: ReferralCode, visibleTo scope: Scope
    ) async throws(LedgerError) -> ReferralHistory?
    /// Referrals, latest first, at most `limit` of them older than `before`.
    func referrals(
        visibleTo scope: Scope, states: Set<ReferralState>, before: Int64?, limit: Int
    ) async throws(LedgerError) -> [Referral]

    /// Enrols a person: where they start from and how far they can go; no name, no address.
    func enrol(_ order: EnrolmentOrder) async throws(LedgerError) -> EnrolmentOutcome
    /// Enrols many people in one transaction, all or none; the outcomes are in the same order.
    func enrol(all orders: [EnrolmentOrder]) async throws(LedgerError) -> [EnrolmentOutcome]
    func beneficiary(
        _ id: BeneficiaryID, visibleTo scope: Scope
    ) async throws(LedgerError) -> Beneficiary?
    /// The counters of one month, of every garage that has a row.
    func counts(of month: Month) async throws(LedgerError) -> [GarageCount]
}

/// Where the network itself is kept: garages, prescribers, tokens.
package protocol NetworkRegistry: Sendable {
    /// Adds a garage; its `number` and `revision` are ignored. Nil when the id is taken.
    func add(_ garage: Garage) async throws(LedgerError) -> Garage?
    /// Writes all of a garage's fields and closures if its revision is still that of `garage`;
    /// nil when somebody else was faster.
    func update(_ garage: Garage) async throws(LedgerError) -> Garage?
    /// Adds or updates many garages by their ids, all or none; closures are replaced.
    func put(_ garages: [Garage]) async throws(LedgerError) -> PutSummary
    /// Adds or updates many prescribers by their ids, all or none.
    func put(_ prescribers: [Prescriber]) async throws(LedgerError) -> PutSummary
    /// Replaces the gazetteer, all or none.
    func replace(places: [PlaceRow]) async throws(LedgerError)
    func places() async throws(LedgerError) -> [PlaceRow]
    func prescribers() async throws(LedgerError) -> [Prescriber]

    /// Keeps a token: its key id and the hash of its secret, never the secret.
    func add(_ token: StoredToken) async throws(LedgerError)
    /// The token of that key id, unless it was revoked; it may have expired.
    func token(keyID: String) async throws(LedgerError) -> StoredToken?
    /// False when there is no such token.
    func revokeToken(keyID: String) async throws(LedgerError) -> Bool
}

/// What `put` did.
package struct PutSummary: Equatable, Sendable {
    package var added: Int
    package var changed: Int
    package var unchanged: Int
    package init(added: Int, changed: Int, unchanged: Int) {
        self.added = added
        self.changed = changed
        self.unchanged = unchanged
    }
}

/// Why the ledger could not answer.
///
/// Never holds a person's data.
package enum LedgerError: Error, Equatable, Sendable {
    /// PostgreSQL is away or going away; nothing was done, or the outcome is unknown and the same
    /// key will tell.
    case storeDown
    /// Too much is waiting; nothing was done.
    case busy(retryMilliseconds: Int)
    /// The database refused in a way the program does not know: a defect. `reference` is in the
    /// log beside the statement and the SQLSTATE.
    case internalFault(reference: String)
}
