package import GarageNetwork

/// ``QuoteLedger`` in PostgreSQL.
package struct PostgresQuotes: QuoteLedger {
    let writer: Writer
    let reader: Reader
    let position: NetworkPosition
    /// Tells other daemons, some time after the commit.
    let hint: @Sendable () -> Void

    package func quote(_ order: QuoteOrder) async throws(LedgerError) -> MoneyOutcome {
        try await writer.write { session throws(StoreError) in
            let done = try session.runTwice { connection throws(StoreError) in
                try MoneyTransaction.quote(order, on: connection)
            }
            if let transaction = done.transaction {
                position.made(
                    NetworkChange(counts: done.counts, days: done.days), by: transaction)
                hint()
            }
            return done.outcome
        }
    }

    package func fund(_ order: FundingOrder) async throws(LedgerError) -> MoneyOutcome {
        try await writer.write { session throws(StoreError) in
            try session.runTwice { connection throws(StoreError) in
                try MoneyTransaction.fund(order, on: connection)
            }.outcome
        }
    }

    package func file(
        of code: ReferralCode, visibleTo scope: Scope, at instant: Instant?
    ) async throws(LedgerError) -> ReferralFile? {
        try await reader.read { connection throws(StoreError) in
            try MoneyReads.file(of: code, scope, at: instant, on: connection)
        }
    }

    package func awaited(
        _ question: AwaitedQuestion
    ) async throws(LedgerError) -> [AwaitedReferral] {
        try await reader.read { connection throws(StoreError) in
            try AwaitedReads.list(question, on: connection)
        }
    }

    package func lateFunders(at instant: Instant?) async throws(LedgerError) -> [LateFunders] {
        try await reader.read { connection throws(StoreError) in
            try connection.run(AwaitedReads.late, instant).map {
                LateFunders(garage: $0, count: Int($1), since: $2)
            }
        }
    }
}

extension Session {
    /// Runs a block, and once more when its twin, for another referral, was committed meanwhile.
    fileprivate func runTwice<Value>(
        _ body: (PostgresConnection) throws(StoreError) -> Value
    ) throws(StoreError) -> Value {
        do throws(StoreError) {
            return try run(body)
        } catch {
            guard error.reason == .conflict || error.sqlState == "23505" else { throw error }
            return try run(body)
        }
    }
}
