package import GarageNetwork

/// Desks of a process that has no database: whatever is asked of them, the store is down.
package struct ClosedDesk: Sendable {
    package init() {}
}

extension ClosedDesk: RelayLedger {
}

extension ClosedDesk: JobLedger {
    package func jobStandings() async throws(LedgerError) -> [JobStanding] { throw .storeDown }
    package func coherence() async throws(LedgerError) -> CoherenceReport { throw .storeDown }
}

extension ClosedDesk: OutboxLedger {
}

extension ClosedDesk: QuoteLedger {
}

extension ClosedDesk: ReportArchive {
}

extension Desks {
    package static var closed: Desks {
        let desk = ClosedDesk()
        return Desks(relay: desk, jobs: desk, outbox: desk, quotes: desk, reports: desk)
    }
}
