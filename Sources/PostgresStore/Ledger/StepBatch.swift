import GarageNetwork
import SQL

/// Facts that go to the database as one statement and one transaction, all or none.
struct StepBatch: Sendable {
    let orders: [StepOrder]
    let isRehearsal: Bool

    static let statement = Statement(
        SQL.recordSteps,
        takes: (
            [String].self, [String].self, [String].self, [Int64?].self, [Int64?].self,
            [String].self, [Int64?].self, [Int32?].self, [Day?].self, [String?].self,
            [Bytes?].self, [Instant?].self, [String].self, Bool.self
        ), returns: (String.self, String?.self, Day?.self))

    /// How often the whole is tried when it meets a lock, or somebody takes the place that it found
    /// free.
    private static let triesMax = 3

    /// What became of each, after the commit.
    func run(on session: Session) throws(StoreError) -> [StepOutcome.Kind] {
        for _ in 1..<Self.triesMax {
            do throws(StoreError) {
                return try session.run(run)
            } catch {
                guard error.reason == .conflict || Self.races.contains(error.sqlState) else {
                    throw error
                }
            }
        }
        do throws(StoreError) {
            return try session.run(run)
        } catch {
            guard Self.races.contains(error.sqlState) else { throw error }
            throw StoreError(
                reason: .conflict, statement: error.statement, sqlState: error.sqlState,
                message: error.message)
        }
    }

    /// SQLSTATEs of a key, an open referral or the last place that somebody else took meanwhile.
    private static let races: Set<String?> = ["23505", "23514"]

    /// A million rows take half a minute on a quiet machine, and minutes on one that is busy with
    /// its other work; nobody else waits for them.
    private func run(on connection: PostgresConnection) throws(StoreError) -> [StepOutcome.Kind] {
        let deadline = PostgresConnection.bulkDeadlineMilliseconds + orders.count / 5
        let rows = try connection.bulk(deadlineMilliseconds: deadline) { () throws(StoreError) in
            try connection.run(
                Self.statement, orders.map(\.code.text), orders.map(\.step.rawValue),
                orders.map(\.scope.role.rawValue), orders.map(\.scope.organisationNumber),
                orders.map(\.scope.garageNumber), orders.map(\.reason),
                orders.map(\.amountCents), orders.map { $0.score.map(Int32.init) },
                orders.map(\.on), orders.map { $0.key.map(KeptKey.of) },
                orders.map { order in order.key.map { _ in RequestHash.of(order) } },
                orders.map(\.at), orders.map(\.channel.rawValue), isRehearsal,
                deadlineMilliseconds: deadline)
        }
        guard rows.count == orders.count else {
            throw StoreError(
                reason: .mismatch, statement: Self.statement.declaration.name,
                message: "asked \(orders.count) and answered \(rows.count)")
        }
        var kinds: [StepOutcome.Kind] = []
        kinds.reserveCapacity(rows.count)
        for row in rows { kinds.append(try Self.kind(row)) }
        return kinds
    }

    private static func kind(
        _ row: (outcome: String, state: String?, madeOn: Day?)
    ) throws(StoreError) -> StepOutcome.Kind {
        switch row.outcome {
        case "MOVED": return .moved
        case "REPLAYED": return .replayed
        case "NOT_FOUND": return .noSuchReferral
        case "KEY_REUSED": return .keyReused
        case "FULL": return .full
        case "ELSEWHERE": return .elsewhere
        case "CONFLICT":
            guard let state = row.state.flatMap(ReferralState.init(rawValue:)) else { break }
            return .conflict(state)
        case "TOO_EARLY":
            guard let day = row.madeOn else { break }
            return .tooEarly(day)
        default: break
        }
        throw StoreError(unreadable: statement.declaration.name, column: 0)
    }
}
