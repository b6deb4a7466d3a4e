package import GarageNetwork

/// ``ReportArchive`` in PostgreSQL.
package struct PostgresReports: ReportArchive {
    let writer: Writer
    let reader: Reader
    let position: NetworkPosition
    /// Tells other daemons, some time after the commit.
    let hint: @Sendable () -> Void

    package func delays(_ question: ReportQuestion) async throws(LedgerError) -> [StepDelay] {
        try await read { connection throws(StoreError) in
            try ReportReads.delays(question, on: connection)
        }
    }

    package func reasons(
        of event: ReferralEvent, _ question: ReportQuestion
    ) async throws(LedgerError) -> [ReasonCount] {
        try await read { connection throws(StoreError) in
            try ReportReads.reasons(of: event, question, on: connection)
        }
    }

    package func senders(_ question: ReportQuestion) async throws(LedgerError) -> [SenderCount] {
        try await read { connection throws(StoreError) in
            try ReportReads.senders(question, on: connection)
        }
    }

    package func noShows(_ question: ReportQuestion) async throws(LedgerError) -> [NoShowCount] {
        try await read { connection throws(StoreError) in
            try ReportReads.noShows(question, on: connection)
        }
    }

    /// The rows are counted first, beside the thread that writes; the entry says how many there
    /// were, not how many went out.
    package func begin(
        _ export: ExportOrder, by actor: AuditActor
    ) async throws(LedgerError) -> Int64 {
        let count = try await read { connection throws(StoreError) in
            try ExportReads.count(export, on: connection)
        }
        return try await writer.write { session throws(StoreError) in
            try session.run { connection throws(StoreError) in
                try AuditRows.add(export, by: actor, rows: count, on: connection)
            }
        }
    }

    package func export(
        number: Int64, by actor: AuditActor, at now: Instant?
    ) async throws(LedgerError) -> ExportOrder? {
        try await reader.read { connection throws(StoreError) in
            try AuditRows.export(number, by: actor, at: now, on: connection)
        }
    }

    package func rows(
        of export: ExportOrder, after position: ExportPosition?, limit: Int
    ) async throws(LedgerError) -> [ExportRow] {
        try await read { connection throws(StoreError) in
            try ExportReads.rows(of: export, after: position, limit: limit, on: connection)
        }
    }

    private func read<Value: Sendable>(
        _ body: @escaping @Sendable (PostgresConnection) throws(StoreError) -> Value
    ) async throws(LedgerError) -> Value {
        try await reader.read { connection throws(StoreError) in
            try ReportReads.patiently(on: connection) { () throws(StoreError) in
                try body(connection)
            }
        }
    }
}
