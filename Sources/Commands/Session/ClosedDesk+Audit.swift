package import GarageNetwork

extension ClosedDesk: AuditTrail {
    package func remember(_: AuditNote) async throws(LedgerError) { throw .storeDown }
}
