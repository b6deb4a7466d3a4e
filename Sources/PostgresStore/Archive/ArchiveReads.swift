import GarageNetwork
import Geometry
import SQL

/// Reads of the network's past.
enum ArchiveReads {
    static let demand = Statement(
        SQL.demandLoad, takes: (Day.self, Day.self),
        returns: (
            Day.self, Double.self, Double.self, Double.self, Int64.self, Int64?.self
        ))
    static let days = Statement(
        SQL.daysBetween, takes: (Day.self, Day.self),
        returns: (Int64.self, Day.self, Int32.self, Int64.self))
    static let answers = Statement(
        SQL.answersCount, takes: (Day.self, Instant?.self),
        returns: (
            Int64.self, Int64.self, Int64.self, Int64.self, Int64.self, Int64.self, Double?.self,
            Instant?.self
        ))

    static let unplaced = Statement(
        SQL.unplacedList, takes: (Int64?.self, Int64?.self, Int64.self),
        returns: (
            Int64.self, String.self, Int64.self, Instant.self, Int32.self, Double.self,
            Double.self, Double.self, Int32.self, Int32.self, Int32.self, Int32.self,
            [String].self, String?.self
        ))

    private static let deadline = PostgresConnection.bulkDeadlineMilliseconds

    static func demand(
        from first: Day, through last: Day, on connection: PostgresConnection
    ) throws(StoreError) -> [DemandRecord] {
        var found: [DemandRecord] = []
        for row in try connection.run(demand, first, last, deadlineMilliseconds: deadline) {
            found.append(
                DemandRecord(
                    day: row.0,
                    origin: try Coordinate(
                        stored: row.1, row.2, column: 1, of: demand.declaration.name),
                    reachKm: row.3, organisation: row.4, garage: row.5))
        }
        return found
    }

    static func days(
        from first: Day, through last: Day, on connection: PostgresConnection
    ) throws(StoreError) -> [DayCount] {
        try connection.run(days, first, last, deadlineMilliseconds: deadline)
            .map { DayCount($0) }
    }

    static func unplaced(
        _ scope: Scope, after: Int64?, limit: Int, on connection: PostgresConnection
    ) throws(StoreError) -> [UnplacedRequest] {
        let name = unplaced.declaration.name
        // A garage is told of no one who has not been sent to it.
        guard scope.garageNumber == nil else { return [] }
        var found: [UnplacedRequest] = []
        for row in try connection.run(unplaced, scope.organisationNumber, after, Int64(limit)) {
            guard let beneficiary = BeneficiaryID(row.1) else {
                throw StoreError(unreadable: name, column: 1)
            }
            found.append(
                UnplacedRequest(
                    number: row.0, beneficiary: beneficiary, organisation: row.2, since: row.3,
                    tries: Int(row.4),
                    origin: try Coordinate(stored: row.5, row.6, column: 5, of: name),
                    reachKm: row.7, reachable: Int(row.8), full: Int(row.9), closed: Int(row.10),
                    unsuitable: Int(row.11), reasons: row.12,
                    previous: row.13.flatMap { ReferralCode($0) }))
        }
        return found
    }

    static func answers(
        since first: Day, at now: Instant?, on connection: PostgresConnection
    ) throws(StoreError) -> [AnswerCount] {
        try connection.run(answers, first, now, deadlineMilliseconds: deadline).map {
            AnswerCount(
                garage: $0.0, proposed: Int($0.1), unanswered: Int($0.2), answered: Int($0.3),
                declined: Int($0.4), declinedFull: Int($0.5), medianHours: $0.6,
                lastAnswer: $0.7)
        }
    }
}
