package import GarageNetwork

extension ClosedDesk: ImpactLedger {
    package func tell(_: OutcomeOrder) async throws(LedgerError) -> OutcomeAnswer {
        throw .storeDown
    }
    package func work(
        of _: BeneficiaryID, visibleTo _: Scope
    ) async throws(LedgerError) -> WorkRecord? { throw .storeDown }
    package func figures(_: ImpactQuestion) async throws(LedgerError) -> ImpactFigures {
        throw .storeDown
    }
}
