package import GarageNetwork

/// The network's past in PostgreSQL.
package struct PostgresArchive: NetworkArchive {
    let reader: Reader
    let clock: any Clock

    /// The time that decides what is overdue; nil for the database's own.
    private var now: Instant? { clock.isSet ? clock.now : nil }

    package func demand(
        from first: Day, through last: Day
    ) async throws(LedgerError) -> [DemandRecord] {
        try await reader.read { connection throws(StoreError) in
            try ArchiveReads.demand(from: first, through: last, on: connection)
        }
    }

    package func days(
        from first: Day, through last: Day
    ) async throws(LedgerError) -> [DayCount] {
        try await reader.read { connection throws(StoreError) in
            try ArchiveReads.days(from: first, through: last, on: connection)
        }
    }

    package func unplaced(
        visibleTo scope: Scope, after: Int64?, limit: Int
    ) async throws(LedgerError) -> [UnplacedRequest] {
        try await reader.read { connection throws(StoreError) in
            try ArchiveReads.unplaced(scope, after: after, limit: limit, on: connection)
        }
    }

    package func answers(since first: Day) async throws(LedgerError) -> [AnswerCount] {
        let now = now
        return try await reader.read { connection throws(StoreError) in
            try ArchiveReads.answers(since: first, at: now, on: connection)
        }
    }
}
