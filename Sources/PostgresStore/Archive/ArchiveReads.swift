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
        returns: (Int64.self, Int64.self, Int64.self))

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

    static func answers(
        since first: Day, at now: Instant?, on connection: PostgresConnection
    ) throws(StoreError) -> [AnswerCount] {
        try connection.run(answers, first, now, deadlineMilliseconds: deadline).map {
            AnswerCount(garage: $0.0, proposed: Int($0.1), unanswered: Int($0.2))
        }
    }
}
