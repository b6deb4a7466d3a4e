package import GarageNetwork
import SQL

/// The ledger in PostgreSQL.
package struct PostgresLedger: ReferralLedger {
    let writer: Writer
    let reader: Reader
    let bulk: BulkWriter
    let persons: BulkWriter
    let vault: any PersonVault
    let position: NetworkPosition
    /// Tells other daemons, some time after the commit.
    let hint: @Sendable () -> Void

    package func refer(_ order: ReferralOrder) async throws(LedgerError) -> ReferralOutcome {
        let hash = RequestHash.of(order.canonicalRequest)
        var order = order
        order.overrideReason = order.overrideReason.map {
            SealedReason.seal($0, of: order.beneficiary, with: vault)
        }
        return try await Reply.wait { [order] reply in
            writer.submit(.refer(PendingReferral(order: order, hash: hash, reply: reply)), reply)
        }
    }

    package func enrol(_ order: EnrolmentOrder) async throws(LedgerError) -> EnrolmentOutcome {
        let sealed = SealedEnrolment(order, with: vault)
        return try await Reply.wait { reply in
            writer.submit(.enrol(PendingEnrolment(enrolment: sealed, reply: reply)), reply)
        }
    }

    package func enrol(
        all orders: [EnrolmentOrder]
    ) async throws(LedgerError) -> [EnrolmentOutcome] {
        guard !orders.isEmpty else { return [] }
        let sealed = orders.map { SealedEnrolment($0, with: vault) }
        return try await writer.write { session throws(StoreError) in
            try session.run { connection throws(StoreError) in
                try connection.bulk { () throws(StoreError) in
                    try EnrolmentBatch.run(sealed, on: connection)
                }
            }
        }
    }

    package func advance(_ step: StepOrder) async throws(LedgerError) -> StepOutcome {
        try await writer.write { session throws(StoreError) in
            let done = try StepTransaction(step: step).run(on: session)
            if !done.counts.isEmpty || !done.days.isEmpty {
                position.made(
                    NetworkChange(counts: done.counts, days: done.days), by: done.transaction)
            }
            // A step that moves no counter is news all the same.
            if done.transaction != nil { hint() }
            return done.outcome
        }
    }

    package func record(
        all orders: [StepOrder], isRehearsal: Bool
    ) async throws(LedgerError) -> [StepOutcome.Kind] {
        guard !orders.isEmpty else { return [] }
        let batch = StepBatch(orders: orders, isRehearsal: isRehearsal)
        return try await bulk.write { session throws(StoreError) in
            let kinds = try batch.run(on: session)
            if !isRehearsal, kinds.contains(.moved) {
                // It is committed. What cannot be read now, the next digest finds.
                _ = try? session.run { connection throws(StoreError) in
                    try ChangeReads.takeOver(into: position, on: connection)
                }
                hint()
            }
            return kinds
        }
    }

    package func referral(
        _ code: ReferralCode, visibleTo scope: Scope
    ) async throws(LedgerError) -> ReferralHistory? {
        try await reader.read { connection throws(StoreError) in
            guard let referral = try ReferralReads.one(code, scope, on: connection) else {
                return nil
            }
            return ReferralHistory(
                referral: referral, events: try ReferralReads.events(of: referral, on: connection))
        }
    }

    package func referrals(
        visibleTo scope: Scope, states: Set<ReferralState>, before: Int64?, limit: Int
    ) async throws(LedgerError) -> [Referral] {
        try await reader.read { connection throws(StoreError) in
            try ReferralReads.latest(
                scope, states: states, before: before, limit: limit, on: connection)
        }
    }

    package func beneficiary(
        _ id: BeneficiaryID, visibleTo scope: Scope
    ) async throws(LedgerError) -> Beneficiary? {
        try await persons.run { connection throws(StoreError) in
            try BeneficiaryReads.one(id, scope, with: vault, on: connection)
        }
    }

    package func counts(of month: Month) async throws(LedgerError) -> [GarageCount] {
        try await reader.read { connection throws(StoreError) in
            try connection.run(NetworkReads.countsOfMonth, month.first).map { GarageCount($0) }
        }
    }
}
