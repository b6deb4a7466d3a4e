import GarageNetwork
import SQL

/// Reads of what waits for whom.
enum AwaitedReads {
    static let ofReferral = Statement(
        SQL.awaitedOf, takes: (Int64.self, Instant?.self),
        returns: (String.self, Instant.self, Instant.self))
    static let list = Statement(
        SQL.awaitedList,
        takes: (
            String.self, Int64?.self, Int64?.self, [String].self, Instant?.self, Instant?.self,
            Int64?.self, Int64.self, [String].self
        ),
        returns: (
            Int64.self, String.self, Int64.self, String.self, Int64.self, String.self, Day.self,
            Instant.self, Instant.self, Int32.self, Int32.self, Double.self, Double.self,
            Day?.self, String.self, String?.self, String?.self, String?.self, Int32.self,
            String.self, Instant.self, Instant.self
        ))

    static let late = Statement(
        SQL.lateFunders, takes: (Instant?.self),
        returns: (Int64.self, Int64.self, Instant.self))

    static func of(
        _ number: Int64, at instant: Instant?, on connection: PostgresConnection
    ) throws(StoreError) -> [Awaiting] {
        var found: [Awaiting] = []
        for (matter, since, due) in try connection.run(ofReferral, number, instant) {
            guard let matter = Awaiting.Matter(rawValue: matter) else {
                throw StoreError(unreadable: ofReferral.declaration.name, column: 0)
            }
            found.append(Awaiting(matter: matter, since: since, due: due))
        }
        return found
    }

    static func list(
        _ question: AwaitedQuestion, on connection: PostgresConnection
    ) throws(StoreError) -> [AwaitedReferral] {
        // Of two garages that are both asked for, the narrower right holds: none is both.
        let own = question.scope.garageNumber
        if let own, let other = question.garage, own != other { return [] }
        let rows = try connection.run(
            list, question.whom.rawValue, question.scope.organisationNumber,
            own ?? question.garage, question.matters.map(\.rawValue), question.at,
            question.after?.due, question.after?.number, Int64(question.limit),
            question.states.map(\.rawValue))
        var found: [AwaitedReferral] = []
        for row in rows {
            guard let matter = Awaiting.Matter(rawValue: row.19) else {
                throw StoreError(unreadable: list.declaration.name, column: 19)
            }
            let referral = try Referral(
                (
                    row.0, row.1, row.2, row.3, row.4, row.5, row.6, row.7, row.8, row.9, row.10,
                    row.11, row.12, row.13, row.14, row.15, row.16, row.17, row.18
                ), of: list.declaration.name)
            found.append(
                AwaitedReferral(
                    referral: referral,
                    awaiting: Awaiting(matter: matter, since: row.20, due: row.21)))
        }
        return found
    }
}
