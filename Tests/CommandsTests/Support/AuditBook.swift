import GarageNetwork
import Synchronization

/// An audit in memory.
final class AuditBook: AuditTrail {
    private let notes = Mutex<[AuditNote]>([])
    let failure: LedgerError?

    init(failure: LedgerError? = nil) { self.failure = failure }

    /// What was remembered, first to last.
    var remembered: [AuditNote] { notes.withLock { $0 } }

    func remember(_ note: AuditNote) async throws(LedgerError) {
        if let failure { throw failure }
        notes.withLock { $0.append(note) }
    }
}
