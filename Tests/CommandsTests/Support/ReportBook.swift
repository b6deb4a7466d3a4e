import Commands
import GarageNetwork
import Synchronization

/// Reports kept in memory, and what was asked of them.
final class ReportBook: ReportArchive {
    struct Pages {
        var delays: [StepDelay] = []
        var reasons: [ReasonCount] = []
        var senders: [SenderCount] = []
        var noShows: [NoShowCount] = []
        var rows: [ExportRow] = []
        var audit: [AuditEntry] = []
        var exports: [ExportOrder] = []
        var failure: LedgerError?
        /// The audit cannot be written to.
        var isAuditAway = false
        // What was asked.
        var questions: [ReportQuestion] = []
        var event: ReferralEvent?
        var served = 0
    }
    private let pages: Mutex<Pages>

    init(_ change: (inout Pages) -> Void = { _ in }) {
        var pages = Pages()
        change(&pages)
        self.pages = Mutex(pages)
    }

    var now: Pages { pages.withLock { $0 } }

    private func answer<Value: Sendable>(
        _ body: (inout Pages) -> Value
    ) throws(LedgerError) -> Value {
        if let failure = now.failure { throw failure }
        return pages.withLock { body(&$0) }
    }

    func delays(_ question: ReportQuestion) async throws(LedgerError) -> [StepDelay] {
        try answer {
            $0.questions.append(question)
            return $0.delays
        }
    }

    func reasons(
        of event: ReferralEvent, _ question: ReportQuestion
    ) async throws(LedgerError) -> [ReasonCount] {
        try answer {
            $0.questions.append(question)
            $0.event = event
            return $0.reasons
        }
    }

    func senders(_ question: ReportQuestion) async throws(LedgerError) -> [SenderCount] {
        try answer {
            $0.questions.append(question)
            return $0.senders
        }
    }

    func noShows(_ question: ReportQuestion) async throws(LedgerError) -> [NoShowCount] {
        try answer {
            $0.questions.append(question)
            return $0.noShows
        }
    }

    func begin(_ export: ExportOrder, by actor: AuditActor) async throws(LedgerError) -> Int64 {
        if now.isAuditAway { throw .storeDown }
        return try answer { pages in
            let number = Int64(pages.audit.count + 1)
            pages.audit.append(
                AuditEntry(
                    number: number, at: Rehearsal.start, actor: actor, action: .export,
                    object: export.what.rawValue, asked: "what=\(export.what.rawValue)",
                    rows: pages.rows.count))
            pages.exports.append(export)
            return number
        }
    }

    func export(
        number: Int64, by actor: AuditActor, at _: Instant?
    ) async throws(LedgerError) -> ExportOrder? {
        try answer { pages in
            guard let place = pages.audit.firstIndex(where: { $0.number == number }),
                pages.audit[place].actor == actor
            else { return nil }
            return pages.exports[place]
        }
    }

    func rows(
        of _: ExportOrder, after position: ExportPosition?, limit: Int
    ) async throws(LedgerError) -> [ExportRow] {
        try answer { pages in
            pages.served += 1
            return Array(
                pages.rows.filter { $0.position.major > position?.major ?? 0 }.prefix(limit))
        }
    }
}

extension Desks {
    /// Desks of which only that of reports is open.
    static func closed(but reports: ReportBook) -> Desks {
        var desks = Desks.closed
        desks.reports = reports
        return desks
    }
}
