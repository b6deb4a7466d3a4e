import GarageNetwork
import Synchronization

/// An audit in memory.
final class AuditBook: AuditTrail {
    struct Pages {
        var notes: [AuditNote] = []
        var verdict = AuditVerdict(links: 0, forgotten: 0, head: .start)
        var readings: [MassReading] = []
        /// What was asked.
        var head: AuditHead?
        var question: AuditQuestion?
        var walks = 0
        var prunedMonths: Int?
    }
    private let pages: Mutex<Pages>
    private let given: LedgerError?
    /// Of one database with this book: where that is away, so is the audit.
    private let ledger: LedgerBook?
    private var failure: LedgerError? { given ?? ledger?.now.failure }

    init(
        failure: LedgerError? = nil, of ledger: LedgerBook? = nil,
        _ change: (inout Pages) -> Void = { _ in }
    ) {
        given = failure
        self.ledger = ledger
        var pages = Pages()
        change(&pages)
        self.pages = Mutex(pages)
    }

    var now: Pages { pages.withLock { $0 } }
    func change(_ body: (inout Pages) -> Void) { pages.withLock { body(&$0) } }

    /// What was remembered, first to last.
    var remembered: [AuditNote] { now.notes }

    private func answer<Value: Sendable>(
        _ body: (inout Pages) -> Value
    ) throws(LedgerError) -> Value {
        if let failure { throw failure }
        return pages.withLock { body(&$0) }
    }

    func remember(_ note: AuditNote) async throws(LedgerError) {
        try answer { $0.notes.append(note) }
    }

    func entries(_ question: AuditQuestion) async throws(LedgerError) -> [AuditEntry] {
        try answer { pages in
            pages.question = question
            let found = pages.entries.reversed().filter { entry in
                entry.number < question.before ?? .max
                    && question.object.map { $0 == entry.object } ?? true
                    && question.action.map { $0 == entry.action } ?? true
                    && question.keyID.map { $0 == entry.actor.keyID } ?? true
                    && question.since.map { $0 <= entry.at } ?? true
            }
            return Array(found.prefix(question.limit))
        }
    }

    func entries(of object: String) async throws(LedgerError) -> [AuditEntry] {
        try answer { $0.entries.filter { $0.object == object } }
    }

    func link(looksBack: Bool) async throws(LedgerError) -> Int { try answer { _ in 0 } }

    func verify(against head: AuditHead?) async throws(LedgerError) -> AuditVerdict {
        try answer { pages in
            pages.head = head
            pages.walks += 1
            return pages.verdict
        }
    }

    func prune(
        keepingMonths months: Int, at _: Instant?, isRehearsal: Bool
    ) async throws(LedgerError) -> Int {
        try answer { pages in
            if !isRehearsal { pages.prunedMonths = months }
            return 3
        }
    }

    func massReadings(over persons: Int, at _: Instant?) async throws(LedgerError)
        -> [MassReading]
    { try answer { $0.readings.filter { $0.persons > persons } } }
}

extension AuditBook.Pages {
    fileprivate var entries: [AuditEntry] {
        zip(Int64(1)..., notes).map { number, note in
            AuditEntry(
                number: number, at: note.at ?? Rehearsal.start, actor: note.actor,
                action: note.action, object: note.object, asked: note.asked,
                purpose: note.purpose, rows: note.rows)
        }
    }
}
