package import GarageNetwork

extension ClosedDesk: RightsLedger {
    package func holding(
        of _: BeneficiaryID, visibleTo _: Scope
    ) async throws(LedgerError) -> PersonHolding? { throw .storeDown }
    package func export(
        of _: BeneficiaryID, visibleTo _: Scope
    ) async throws(LedgerError) -> [ExportPart]? { throw .storeDown }
    package func forget(
        _: Departure, by _: Scope, at _: Instant?
    ) async throws(LedgerError) { throw .storeDown }
    package func halt(_: HaltOrder) async throws(LedgerError) -> HaltOutcome { throw .storeDown }
}

extension ClosedDesk: RequestRegister {
    package func register(
        _: RequestKind, of _: BeneficiaryID, on _: Day, visibleTo _: Scope
    ) async throws(LedgerError) -> PersonRequest? { throw .storeDown }
    package func requests(
        open _: Bool, after _: Int64?, limit _: Int, visibleTo _: Scope
    ) async throws(LedgerError) -> [PersonRequest] { throw .storeDown }
    package func close(
        _: Int64, as _: RequestOutcome, on _: Day, visibleTo _: Scope
    ) async throws(LedgerError) -> PersonRequest? { throw .storeDown }
    package func requestFacts() async throws(LedgerError) -> RequestFacts { throw .storeDown }
}

extension ClosedDesk: RetentionLedger {
    package func count(_: RetentionTerm) async throws(LedgerError) -> RetentionCount {
        throw .storeDown
    }
    package func ending(
        _: RetentionTerm, after _: RetentionPosition, limit _: Int, visibleTo _: Scope
    ) async throws(LedgerError) -> [EndingFile] { throw .storeDown }
    package func notice(
        _: RetentionTerm, after _: RetentionPosition, limit _: Int
    ) async throws(LedgerError) -> (noticed: Int, next: RetentionPosition?) { throw .storeDown }
    package func tellNotices(
        _: RetentionTerm, at _: Instant?
    ) async throws(LedgerError) -> Int { throw .storeDown }
    package func due(
        _: RetentionTerm, after _: Int64, limit _: Int
    ) async throws(LedgerError) -> [KeptPerson] { throw .storeDown }
    package func forget(
        _: [Departure], term _: RetentionTerm, at _: Instant?
    ) async throws(LedgerError) -> Int { throw .storeDown }
    package func sweepHalted(at _: Instant?) async throws(LedgerError) -> Int { throw .storeDown }
    package func endRegister(
        before _: Day, keptMonths _: Int
    ) async throws(LedgerError) -> Int { throw .storeDown }
}
