package import GarageNetwork
import Logging

/// ``RelayLedger`` in PostgreSQL.
package struct PostgresRelay: RelayLedger {
    let writer: Writer
    let reader: Reader
    let persons: BulkWriter
    let vault: any PersonVault
    let position: NetworkPosition
    /// Tells other daemons, some time after the commit.
    let hint: @Sendable () -> Void

    /// How often a page is asked for again when another daemon was in its way.
    private static let conflictsMax = 3

    package func due(at instant: Instant?) async throws(LedgerError) -> DueCount {
        try await reader.read { connection throws(StoreError) in
            try RelayReads.due(at: instant, on: connection)
        }
    }

    package func remind(
        at instant: Instant?, after position: Int64, limit: Int
    ) async throws(LedgerError) -> RelayPage {
        try await page(.remind, at: instant, after: position, limit: limit)
    }

    package func expire(
        at instant: Instant?, after position: Int64, limit: Int
    ) async throws(LedgerError) -> RelayPage {
        try await page(.expire, at: instant, after: position, limit: limit)
    }

    private func page(
        _ event: ReferralEvent, at instant: Instant?, after number: Int64, limit: Int
    ) async throws(LedgerError) -> RelayPage {
        let (page, fault) = try await writing { connection throws(StoreError) in
            let done = try RelayWrites.page(
                event, at: instant, after: number, limit: limit, on: connection)
            // The counters of many garages moved.
            try ChangeReads.takeOver(into: position, on: connection)
            return done
        }
        if page.done > 0 { hint() }
        if let fault {
            writer.faults.logger.error(
                "the rules of the ledger refused what was due",
                metadata: [
                    "event": "\(event.rawValue)", "referrals": "\(page.failed)",
                    "sqlstate": "\(fault)",
                ])
        }
        return page
    }

    package func toSendOn(
        at instant: Instant?, after position: Int64, limit: Int, expiring: Bool
    ) async throws(LedgerError) -> [RelaySubject] {
        try await persons.run { connection throws(StoreError) in
            try RelayReads.page(
                at: instant, after: position, limit: limit, expiring: expiring, with: vault,
                on: connection)
        }
    }

    package func subject(
        _ code: ReferralCode, visibleTo scope: Scope
    ) async throws(LedgerError) -> RelaySubject? {
        try await persons.run { connection throws(StoreError) in
            try RelayReads.one(code, scope, with: vault, on: connection)
        }
    }

    package func redirect(
        _ step: StepOrder, to order: ReferralOrder
    ) async throws(LedgerError) -> RedirectOutcome {
        let change = RedirectTransaction(
            step: step, order: order, hash: RequestHash.of(order.canonicalRequest))
        let outcome = try await writing { connection throws(StoreError) in
            if position.isOld(order.view) { return RedirectOutcome.stale }
            let outcome = try change.run(on: connection, knowing: position.known)
            try ChangeReads.takeOver(into: position, on: connection)
            return outcome
        }
        if case .redirected(_, _, replayed: false) = outcome { hint() }
        return outcome
    }

    package func withdraw(
        _ person: BeneficiaryID, reason: ReasonCode, visibleTo scope: Scope, at instant: Instant?
    ) async throws(LedgerError) -> WithdrawalOutcome {
        // A garage knows nobody who waits.
        guard scope.garageNumber == nil else { return .notWaiting }
        return try await writing { connection throws(StoreError) in
            let (outcome, waiting) = try RelayWrites.withdraw(
                person, reason: reason, scope, at: instant, on: connection)
            if outcome == .withdrawn(replayed: false) {
                position.made(NetworkChange(unplaced: waiting), by: nil)
                hint()
            }
            return outcome
        }
    }

    /// On the thread that writes, and again when another daemon was in the way.
    ///
    /// All that is written here is safe to repeat.
    private func writing<Value: Sendable>(
        _ body: @escaping @Sendable (PostgresConnection) throws(StoreError) -> Value
    ) async throws(LedgerError) -> Value {
        try await writer.write { session throws(StoreError) in
            var conflicts = 0
            while true {
                do throws(StoreError) {
                    return try session.run(body)
                } catch {
                    guard error.reason == .conflict, conflicts < Self.conflictsMax else {
                        throw error
                    }
                    conflicts += 1
                }
            }
        }
    }
}
