package import GarageNetwork

extension ClosedDesk: PersonLedger {
    package func file(
        of _: BeneficiaryID, visibleTo _: Scope
    ) async throws(LedgerError) -> PersonFile? { throw .storeDown }
    package func change(
        _: BeneficiaryID, visibleTo _: Scope,
        _: @escaping @Sendable (inout PersonFile) throws(PersonRefusal) -> Void
    ) async throws(LedgerError) -> PersonChange { throw .storeDown }
    package func touched(_: BeneficiaryID, on _: Day) async throws(LedgerError) {
        throw .storeDown
    }
    package func twins(
        of _: BeneficiaryID, visibleTo _: Scope, limit _: Int
    ) async throws(LedgerError) -> [BeneficiaryID] { throw .storeDown }
    package func twins(
        visibleTo _: Scope, after _: BeneficiaryID?, limit _: Int
    ) async throws(LedgerError) -> [PersonTwin] { throw .storeDown }
    package func merge(_: MergeOrder) async throws(LedgerError) -> MergeOutcome {
        throw .storeDown
    }
    package func expected(
        by _: ReferralCode, at _: Int64
    ) async throws(LedgerError) -> ExpectedPerson? { throw .storeDown }
    package func reseal() async throws(LedgerError) -> Resealing { throw .storeDown }
}
