package import GarageNetwork

/// Desks of a process that has no database: whatever is asked of them, the store is down.
package struct ClosedDesk: Sendable {
    package init() {}
}

extension ClosedDesk: RelayLedger {
    package func due(at _: Instant?) async throws(LedgerError) -> DueCount { throw .storeDown }
    package func remind(
        at _: Instant?, after _: Int64, limit _: Int
    ) async throws(LedgerError) -> RelayPage { throw .storeDown }
    package func expire(
        at _: Instant?, after _: Int64, limit _: Int
    ) async throws(LedgerError) -> RelayPage { throw .storeDown }
    package func toSendOn(
        at _: Instant?, after _: Int64, limit _: Int, expiring _: Bool
    ) async throws(LedgerError) -> [RelaySubject] { throw .storeDown }
    package func subject(
        _: ReferralCode, visibleTo _: Scope
    ) async throws(LedgerError) -> RelaySubject? { throw .storeDown }
    package func redirect(
        _: StepOrder, to _: ReferralOrder
    ) async throws(LedgerError) -> RedirectOutcome { throw .storeDown }
    package func withdraw(
        _: BeneficiaryID, reason _: ReasonCode, visibleTo _: Scope, at _: Instant?
    ) async throws(LedgerError) -> WithdrawalOutcome { throw .storeDown }
}

extension ClosedDesk: JobLedger {
    package func jobStandings() async throws(LedgerError) -> [JobStanding] { throw .storeDown }
    package func coherence() async throws(LedgerError) -> CoherenceReport { throw .storeDown }
    package func claim(
        _ job: Job, isRehearsal: Bool
    ) async throws(LedgerError) -> (any JobClaim)? { throw .storeDown }
}

extension ClosedDesk: QuoteLedger {
    package func quote(_: QuoteOrder) async throws(LedgerError) -> MoneyOutcome {
        throw .storeDown
    }
    package func fund(_: FundingOrder) async throws(LedgerError) -> MoneyOutcome {
        throw .storeDown
    }
    package func file(
        of _: ReferralCode, visibleTo _: Scope, at _: Instant?
    ) async throws(LedgerError) -> ReferralFile? { throw .storeDown }
    package func awaited(
        _: AwaitedQuestion
    ) async throws(LedgerError) -> [AwaitedReferral] { throw .storeDown }
    package func lateFunders(at _: Instant?) async throws(LedgerError) -> [LateFunders] {
        throw .storeDown
    }
}

extension ClosedDesk: ReportArchive {
    package func delays(_: ReportQuestion) async throws(LedgerError) -> [StepDelay] {
        throw .storeDown
    }
    package func reasons(
        of _: ReferralEvent, _: ReportQuestion
    ) async throws(LedgerError) -> [ReasonCount] { throw .storeDown }
    package func senders(_: ReportQuestion) async throws(LedgerError) -> [SenderCount] {
        throw .storeDown
    }
    package func noShows(_: ReportQuestion) async throws(LedgerError) -> [NoShowCount] {
        throw .storeDown
    }
    package func begin(
        _: ExportOrder, by _: AuditActor
    ) async throws(LedgerError) -> Int64 { throw .storeDown }
    package func export(
        number _: Int64, by _: AuditActor, at _: Instant?
    ) async throws(LedgerError) -> ExportOrder? { throw .storeDown }
    package func rows(
        of _: ExportOrder, after _: ExportPosition?, limit _: Int
    ) async throws(LedgerError) -> [ExportRow] { throw .storeDown }
}

extension ClosedDesk: AccountLedger {
    package func tokens() async throws(LedgerError) -> [TokenAccount] { throw .storeDown }
    package func tokenWasUsed(keyID _: String, on _: Day) async throws(LedgerError) {
        throw .storeDown
    }
    package func prescriberStandings() async throws(LedgerError) -> [PrescriberStanding] {
        throw .storeDown
    }
    package func set(_: PrescriberStanding) async throws(LedgerError) -> Bool { throw .storeDown }
}

extension ClosedDesk: WatchLedger {
    package func openAlerts() async throws(LedgerError) -> [OpenAlert] { throw .storeDown }
    package func apply(_: AlertChanges) async throws(LedgerError) -> [OpenAlert] {
        throw .storeDown
    }
    package func calibration(of _: Month) async throws(LedgerError) -> [CalibrationRow] {
        throw .storeDown
    }
    package func keep(_: [CalibrationRow]) async throws(LedgerError) -> [CalibrationRow] {
        throw .storeDown
    }
}

extension Desks {
    package static var closed: Desks {
        let desk = ClosedDesk()
        return Desks(
            relay: desk, jobs: desk, outbox: desk, quotes: desk, reports: desk, accounts: desk,
            watch: desk, audit: desk, persons: desk, rights: desk, mobility: desk,
            eligibility: desk, impact: desk)
    }
}
