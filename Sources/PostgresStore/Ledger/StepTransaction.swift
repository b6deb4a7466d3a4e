import GarageNetwork
import SQL

/// One step of one referral: the event, the state and the counters, in one transaction.
struct StepTransaction: Sendable {
    let step: StepOrder

    struct Done {
        let outcome: StepOutcome
        var counts: [GarageCount] = []
        var days: [DayCount] = []
        /// The transaction that changed them; nil when nothing was.
        var transaction: String?
    }

    static let move = Statement(
        SQL.referralStep,
        takes: (
            String.self, String.self, String.self, Int64?.self, Int64?.self, String.self,
            Int64?.self, Int32?.self, Day?.self, String?.self, Bytes?.self, Instant?.self,
            String.self
        ), returns: (String.self, Int64?.self, String?.self, String?.self))
    static let counts = Statement(
        SQL.countsOfTransaction, takes: (String.self),
        returns: (Int64.self, Day.self, Int32.self, Int32.self, Int64.self))
    static let days = Statement(
        SQL.daysOfTransaction, takes: (String.self),
        returns: (Int64.self, Day.self, Int32.self, Int64.self))

    /// The second try is for a request whose twin, for another referral, was committed meanwhile.
    func run(on session: Session) throws(StoreError) -> Done {
        do throws(StoreError) {
            return try session.run(run)
        } catch {
            guard error.reason == .conflict || error.sqlState == "23505" else { throw error }
            return try session.run(run)
        }
    }

    func run(on connection: PostgresConnection) throws(StoreError) -> Done {
        let hash = step.key.map { _ in RequestHash.of(step) }
        let rows = try connection.run(
            Self.move, step.code.text, step.step.rawValue, step.scope.role.rawValue,
            step.scope.organisationNumber, step.scope.garageNumber, step.reason, step.amountCents,
            step.score.map(Int32.init), step.on, step.key.map(KeptKey.of), hash, step.at,
            step.channel.rawValue)
        guard let (outcome, _, state, transaction) = rows.first else {
            throw StoreError(unreadable: Self.move.declaration.name, column: 0)
        }
        let name = Self.move.declaration.name
        switch outcome {
        case "NOT_FOUND": return Done(outcome: .noSuchReferral)
        case "KEY_REUSED": return Done(outcome: .keyReused)
        case "FULL": return Done(outcome: .full)
        case "ELSEWHERE": return Done(outcome: .elsewhere)
        case "CONFLICT":
            guard let state = state.flatMap(ReferralState.init(rawValue:)) else {
                throw StoreError(unreadable: name, column: 2)
            }
            return Done(outcome: .conflict(state))
        case "TOO_EARLY", "MOVED", "REPLAYED":
            // Read after the commit: a later state is as good.
            guard
                let referral = try ReferralReads.one(step.code, step.scope, on: connection)
            else { return Done(outcome: .noSuchReferral) }
            if outcome == "TOO_EARLY" {
                return Done(outcome: .tooEarly(referral.createdAt.paris.day))
            }
            return try done(
                .moved(referral, replayed: outcome == "REPLAYED"), by: transaction, on: connection)
        default: throw StoreError(unreadable: name, column: 0)
        }
    }

    /// Reads what the transaction moved, which may be of another garage too; again a later state is
    /// as good, since the higher revision wins.
    private func done(
        _ outcome: StepOutcome, by transaction: String?, on connection: PostgresConnection
    ) throws(StoreError) -> Done {
        guard let transaction else { return Done(outcome: outcome) }
        return Done(
            outcome: outcome,
            counts: try connection.run(Self.counts, transaction).map { GarageCount($0) },
            days: try connection.run(Self.days, transaction).map { DayCount($0) },
            transaction: transaction)
    }
}
