package import GarageNetwork

extension ClosedDesk: OutboxLedger {
    package func claim(_ claim: OutboxClaim) async throws(LedgerError) -> [OutboxMessage] {
        throw .storeDown
    }
    package func settle(
        _ endings: [DeliveryEnding], at: Instant?
    ) async throws(LedgerError) { throw .storeDown }
    package func writeDigests(
        at: Instant?, isRehearsal: Bool
    ) async throws(LedgerError) -> Int { throw .storeDown }
    package func messages(
        _ state: OutboxState?, before: Int64?, limit: Int
    ) async throws(LedgerError) -> [OutboxEntry] { throw .storeDown }
    package func retry(_ key: String, at: Instant?) async throws(LedgerError) -> Bool {
        throw .storeDown
    }
    package func outboxFacts(at: Instant?) async throws(LedgerError) -> OutboxFacts {
        throw .storeDown
    }
    package func put(_ change: ContactChange) async throws(LedgerError) -> Contact {
        throw .storeDown
    }
    package func contacts(
        of recipient: Recipient?, withoutEmail: Bool, limit: Int
    ) async throws(LedgerError) -> [ContactEntry] { throw .storeDown }
    package func add(_ link: AnswerLink, at: Instant?) async throws(LedgerError) -> Instant? {
        throw .storeDown
    }
    package func useLink(
        secretHash: [UInt8], at: Instant?
    ) async throws(LedgerError) -> LinkUse { throw .storeDown }
}
