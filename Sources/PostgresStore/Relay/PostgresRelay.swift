package import GarageNetwork

/// ``RelayLedger`` in PostgreSQL.
package struct PostgresRelay {
    let writer: Writer
    let reader: Reader
    let position: NetworkPosition
    /// Tells other daemons, some time after the commit.
    let hint: @Sendable () -> Void
}

extension PostgresRelay: RelayLedger {
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
