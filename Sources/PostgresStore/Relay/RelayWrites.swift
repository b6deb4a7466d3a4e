import GarageNetwork
import SQL

/// What is done to referrals that are due, and to people who wait for no garage any more.
enum RelayWrites {
    static let page = Statement(
        SQL.relayPage, takes: (String.self, Instant?.self, Int64.self, Int32.self),
        returns: (Int32.self, Int32.self, String?.self, Int64?.self))
    static let withdraw = Statement(
        SQL.unplacedWithdraw, takes: (String.self, Int64?.self, String.self, Instant?.self),
        returns: (String.self, Int64.self, Day?.self))

    /// One page, and the SQLSTATE by which the rules refused the first of those that failed.
    static func page(
        _ event: ReferralEvent, at instant: Instant?, after position: Int64, limit: Int,
        on connection: PostgresConnection
    ) throws(StoreError) -> (page: RelayPage, fault: String?) {
        let rows = try connection.run(page, event.rawValue, instant, position, Int32(limit))
        guard let (done, failed, fault, next) = rows.first else {
            throw StoreError(unreadable: page.declaration.name, column: 0)
        }
        return (RelayPage(done: Int(done), failed: Int(failed), next: next), fault)
    }

    /// What became of it, and who waits now.
    static func withdraw(
        _ person: BeneficiaryID, reason: ReasonCode, _ scope: Scope, at instant: Instant?,
        on connection: PostgresConnection
    ) throws(StoreError) -> (outcome: WithdrawalOutcome, waiting: UnplacedSummary) {
        let rows = try connection.run(
            withdraw, person.text, scope.organisationNumber, reason.rawValue, instant)
        guard let (outcome, count, since) = rows.first else {
            throw StoreError(unreadable: withdraw.declaration.name, column: 0)
        }
        let waiting = UnplacedSummary(count: Int(count), oldest: since)
        switch outcome {
        case "WITHDRAWN": return (.withdrawn(replayed: false), waiting)
        case "REPLAYED": return (.withdrawn(replayed: true), waiting)
        default: return (.notWaiting, waiting)
        }
    }
}
