import GarageNetwork
import Logging

/// Something for the writer's thread.
enum WriteWork: Sendable {
    case refer(PendingReferral)
    case enrol(PendingEnrolment)
    /// Anything else, one by one; it answers for itself.
    case other(@Sendable (Session) -> Void)
}

/// The one thread that writes: group commit.
///
/// Everything that arrived while the last batch was at the disk goes as one statement with one
/// commit. Callers are answered after it, and after the observer has heard of the new counts.
final class LedgerWriter {
    private let session: Session
    private let position: NetworkPosition
    private let faults: FaultLog
    /// Tells other daemons, some time after the commit.
    private let hint: @Sendable () -> Void
    private var generator = PooledGenerator()

    /// How often a batch that met another daemon's lock is sent again before its orders are
    /// refused.
    private static let conflictsMax = 3

    init(
        session: Session, position: NetworkPosition, faults: FaultLog,
        hint: @escaping @Sendable () -> Void
    ) {
        self.session = session
        self.position = position
        self.faults = faults
        self.hint = hint
    }

    /// Does what arrived; returns what must wait for the next round.
    func handle(_ work: [WriteWork]) -> [WriteWork] {
        var referrals = ReferralBatch()
        var enrolments: [PendingEnrolment] = []
        var others: [@Sendable (Session) -> Void] = []
        var left: [WriteWork] = []
        for item in work {
            switch item {
            case .refer(let order) where position.isOld(order.order.view):
                order.reply.answer(.stale)
            case .refer(let order): if !referrals.add(order) { left.append(item) }
            case .enrol(let order):
                if enrolments.count < EnrolmentBatch.countMax {
                    enrolments.append(order)
                } else {
                    left.append(item)
                }
            case .other(let body): others.append(body)
            }
        }
        if !enrolments.isEmpty { enrol(enrolments) }
        if !referrals.pending.isEmpty { left = refer(referrals) + left }
        for body in others { body(session) }
        return left
    }

    private func enrol(_ pending: [PendingEnrolment]) {
        do throws(StoreError) {
            let outcomes = try retrying { connection throws(StoreError) in
                try EnrolmentBatch.run(pending, on: connection)
            }
            for (order, outcome) in zip(pending, outcomes) { order.reply.answer(outcome) }
        } catch {
            if error.isOfOneRow, pending.count > 1 {
                for order in pending { enrol([order]) }
            } else {
                let refusal = faults.ledgerError(error)
                for order in pending { order.reply.refuse(refusal) }
            }
        }
    }

    private func refer(_ batch: ReferralBatch) -> [WriteWork] {
        let codes = batch.pending.map { _ in ReferralCode.random(using: &generator).text }
        do throws(StoreError) {
            let result = try retrying { connection throws(StoreError) in
                try batch.run(on: connection, codes: codes, knowing: position.known)
            }
            position.made(result.change, by: result.transaction, seen: result.seen)
            if !result.counts.isEmpty { hint() }
            if result.isStale {
                _ = try retrying { connection throws(StoreError) in
                    try ChangeReads.takeOver(into: position, on: connection)
                }
            }
            return answer(batch, result)
        } catch {
            guard error.isOfOneRow, batch.pending.count > 1 else {
                let refusal = faults.ledgerError(error)
                for order in batch.pending { order.reply.refuse(refusal) }
                return []
            }
            // One row spoilt the batch: alone, only that one is refused.
            return batch.pending.flatMap { order in
                var alone = ReferralBatch()
                _ = alone.add(order)
                return refer(alone)
            }
        }
    }

    private func answer(_ batch: ReferralBatch, _ result: ReferralBatchResult) -> [WriteWork] {
        var again: [WriteWork] = []
        for (order, answer) in zip(batch.pending, result.answers) {
            switch answer {
            case .outcome(let outcome): order.reply.answer(outcome)
            case .again where order.attempts < ReferralBatch.attemptsMax:
                var order = order
                order.attempts += 1
                again.append(.refer(order))
            case .again:
                order.reply.refuse(.busy(retryMilliseconds: FaultLog.retryMilliseconds))
            }
        }
        return again
    }

    /// Sends a batch; again when another daemon was in the way, and once more when the connection
    /// broke: every order carries its key, so what was done already is found and not done twice.
    private func retrying<Value>(
        _ body: (PostgresConnection) throws(StoreError) -> Value
    ) throws(StoreError) -> Value {
        var conflicts = 0
        var losses = 0
        while true {
            do throws(StoreError) {
                return try session.run(body)
            } catch {
                switch error.reason {
                case .conflict where conflicts < Self.conflictsMax: conflicts += 1
                case .unreachable where losses < 1 && !error.missedDeadline: losses += 1
                default: throw error
                }
            }
        }
    }
}

extension StoreError {
    /// Whether one row of a batch may be the whole reason.
    fileprivate var isOfOneRow: Bool { reason == .refused || reason == .mismatch }
}
