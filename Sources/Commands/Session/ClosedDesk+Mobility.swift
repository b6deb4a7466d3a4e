package import GarageNetwork

extension ClosedDesk: MobilityLedger {
    package func questionnaires() async throws(LedgerError) -> [KeptQuestionnaire] {
        throw .storeDown
    }
    package func keep(_: [KeptQuestionnaire]) async throws(LedgerError) { throw .storeDown }
    package func assess(_: AssessmentOrder) async throws(LedgerError) -> AssessmentOutcome {
        throw .storeDown
    }
    package func assessments(
        of _: BeneficiaryID, visibleTo _: Scope
    ) async throws(LedgerError) -> [KeptAssessment]? { throw .storeDown }
}
