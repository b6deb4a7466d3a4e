package import GarageNetwork

extension ClosedDesk: EligibilityLedger {
    package func rules() async throws(LedgerError) -> [EligibilityRule] { throw .storeDown }
    package func set(
        _: EligibilityRuleOrder
    ) async throws(LedgerError) -> EligibilityRuleOutcome { throw .storeDown }
    package func keep(
        _: EligibilityOrder
    ) async throws(LedgerError) -> KeptEligibility? { throw .storeDown }
    package func decisions(
        of _: BeneficiaryID
    ) async throws(LedgerError) -> [KeptEligibility] { throw .storeDown }
}
