package import GarageNetwork

/// ``OutboxLedger`` in PostgreSQL.
package struct PostgresOutbox: OutboxLedger {
    let writer: Writer
    let reader: Reader
    let position: NetworkPosition
    /// Tells other daemons, some time after the commit.
    let hint: @Sendable () -> Void

    package func claim(_ claim: OutboxClaim) async throws(LedgerError) -> [OutboxMessage] {
        try await writer.run { connection throws(StoreError) in
            try OutboxRows.claim(claim, on: connection)
        }
    }

    package func settle(
        _ endings: [DeliveryEnding], at: Instant?
    ) async throws(LedgerError) {
        guard !endings.isEmpty else { return }
        try await writer.run { connection throws(StoreError) in
            try OutboxRows.settle(endings, at: at, on: connection)
        }
    }

    package func writeDigests(
        at: Instant?, isRehearsal: Bool
    ) async throws(LedgerError) -> Int {
        try await writer.run { connection throws(StoreError) in
            try OutboxRows.writeDigests(at: at, isRehearsal: isRehearsal, on: connection)
        }
    }

    package func messages(
        _ state: OutboxState?, before: Int64?, limit: Int
    ) async throws(LedgerError) -> [OutboxEntry] {
        try await reader.read { connection throws(StoreError) in
            try OutboxRows.entries(state, before: before, limit: limit, on: connection)
        }
    }

    package func retry(_ key: String, at: Instant?) async throws(LedgerError) -> Bool {
        try await writer.run { connection throws(StoreError) in
            try !connection.run(OutboxRows.retry, key, at).isEmpty
        }
    }

    package func outboxFacts(at: Instant?) async throws(LedgerError) -> OutboxFacts {
        try await reader.read { connection throws(StoreError) in
            try OutboxRows.facts(at: at, on: connection)
        }
    }

    package func put(_ change: ContactChange) async throws(LedgerError) -> Contact {
        try await writer.run { connection throws(StoreError) in
            try ContactRows.put(change, on: connection)
        }
    }

    package func contacts(
        of recipient: Recipient?, withoutEmail: Bool, limit: Int
    ) async throws(LedgerError) -> [ContactEntry] {
        try await reader.read { connection throws(StoreError) in
            try ContactRows.entries(
                of: recipient, withoutEmail: withoutEmail, limit: limit, on: connection)
        }
    }

    package func add(_ link: AnswerLink, at: Instant?) async throws(LedgerError) -> Instant? {
        try await writer.run { connection throws(StoreError) in
            try LinkRows.add(link, at: at, on: connection)
        }
    }

    package func useLink(
        secretHash: [UInt8], at: Instant?
    ) async throws(LedgerError) -> LinkUse {
        try await writer.run { connection throws(StoreError) in
            try LinkRows.use(secretHash, at: at, on: connection)
        }
    }

}
