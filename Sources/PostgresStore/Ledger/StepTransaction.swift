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
            Int64?.self, Int32?.self, Day?.self, String?.self, Bytes?.self, Instant?.self
        ), returns: (String.self, Int64?.self, String?.self, String?.self))
    static let counts = Statement(
        SQL.countsOfGarage, takes: (Int64.self, [Day].self),
        returns: (Int64.self, Day.self, Int32.self, Int32.self, Int64.self))
    static let day = Statement(
        SQL.dayOfGarage, takes: (Int64.self, Day.self),
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

    private func run(on connection: PostgresConnection) throws(StoreError) -> Done {
        let hash = step.key.map { _ in RequestHash.of(step) }
        let rows = try connection.run(
            Self.move, step.code.text, step.step.rawValue, step.scope.role.rawValue,
            step.scope.organisationNumber, step.scope.garageNumber, step.reason, step.amountCents,
            step.score.map(Int32.init), step.on, step.key, hash, step.at)
        guard let (outcome, _, state, transaction) = rows.first else {
            throw StoreError(unreadable: Self.move.declaration.name, column: 0)
        }
        switch outcome {
        case "NOT_FOUND": return Done(outcome: .noSuchReferral)
        case "KEY_REUSED": return Done(outcome: .keyReused)
        case "CONFLICT":
            guard let state = state.flatMap(ReferralState.init(rawValue:)) else {
                throw StoreError(unreadable: Self.move.declaration.name, column: 2)
            }
            return Done(outcome: .conflict(state))
        default:
            var done = try moved(replayed: outcome == "REPLAYED", on: connection)
            done.transaction = transaction
            return done
        }
    }

    /// Reads the referral and its counters after the commit: a later state of the counters is as
    /// good, since the higher revision wins.
    private func moved(
        replayed: Bool, on connection: PostgresConnection
    ) throws(StoreError) -> Done {
        guard
            let (referral, receivedOn) = try ReferralReads.one(
                step.code, step.scope, on: connection)
        else { return Done(outcome: .noSuchReferral) }
        var done = Done(outcome: .moved(referral, replayed: replayed))
        let months = Set([referral.month, receivedOn?.month ?? referral.month])
        done.counts = try connection.run(Self.counts, referral.garage, months.map(\.first))
            .map { GarageCount($0) }
        done.days = try connection.run(Self.day, referral.garage, referral.createdAt.paris.day)
            .map { DayCount($0) }
        return done
    }
}
