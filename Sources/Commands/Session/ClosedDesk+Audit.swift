package import GarageNetwork

extension ClosedDesk: AuditTrail {
    package func remember(_: AuditNote) async throws(LedgerError) { throw .storeDown }
    package func entries(_: AuditQuestion) async throws(LedgerError) -> [AuditEntry] {
        throw .storeDown
    }
    package func entries(of _: String) async throws(LedgerError) -> [AuditEntry] {
        throw .storeDown
    }
    package func link(looksBack: Bool) async throws(LedgerError) -> Int { throw .storeDown }
    package func verify(against _: AuditHead?) async throws(LedgerError) -> AuditVerdict {
        throw .storeDown
    }
    package func prune(
        keepingMonths _: Int, at _: Instant?, isRehearsal _: Bool
    ) async throws(LedgerError) -> Int { throw .storeDown }
    package func massReadings(over _: Int, at _: Instant?) async throws(LedgerError)
        -> [MassReading]
    { throw .storeDown }
}
