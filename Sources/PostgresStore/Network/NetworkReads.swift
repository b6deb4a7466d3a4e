import GarageNetwork
import SQL

/// Reads of garages and of their counters.
enum NetworkReads {
    static let garages = Statement(
        SQL.garagesLoad, takes: ([Int64].self),
        returns: (
            Int64.self, String.self, String.self, Double.self, Double.self, String.self,
            String.self, String.self, Bool.self, Bool.self, [String].self, [String].self,
            Int32?.self, Int32?.self, Int32?.self, Int32.self, Int32.self, Int32.self, String.self,
            Day?.self, String.self, Day?.self, Int64.self, [Day].self, [Day].self, Day?.self,
            Day?.self, [Day].self, [Day].self, Day?.self, [String].self, [String].self,
            [Day].self, [Day].self, [Int64].self
        ))
    static let counts = Statement(
        SQL.countsLoad, takes: (Instant?.self),
        returns: (Int64.self, Day.self, Int32.self, Int32.self, Int64.self))
    static let countsOfMonth = Statement(
        SQL.countsOfMonth, takes: (Day.self),
        returns: (Int64.self, Day.self, Int32.self, Int32.self, Int64.self))
    static let days = Statement(
        SQL.daysLoad, takes: (Instant?.self),
        returns: (Int64.self, Day.self, Int32.self, Int64.self))
    static let digest = Statement(
        SQL.networkDigest, takes: (Instant?.self),
        returns: (Int64.self, Int64.self, Int64.self, Int64.self))

    private static let deadline = PostgresConnection.bulkDeadlineMilliseconds

    /// Garages by their numbers.
    static func garages(
        _ numbers: [Int64], on connection: PostgresConnection
    ) throws(StoreError) -> [Garage] {
        var found: [Garage] = []
        for row in try connection.run(garages, numbers, deadlineMilliseconds: deadline) {
            found.append(try Garage(row, of: garages.declaration.name))
        }
        return found
    }

    static func counts(
        at now: Instant?, on connection: PostgresConnection
    ) throws(StoreError) -> [GarageCount] {
        try connection.run(counts, now, deadlineMilliseconds: deadline).map { GarageCount($0) }
    }

    static func days(
        at now: Instant?, on connection: PostgresConnection
    ) throws(StoreError) -> [DayCount] {
        try connection.run(days, now, deadlineMilliseconds: deadline).map { DayCount($0) }
    }

    static func digest(
        at now: Instant?, on connection: PostgresConnection
    ) throws(StoreError) -> NetworkDigest {
        guard let row = try connection.run(digest, now, deadlineMilliseconds: deadline).first
        else {
            throw StoreError(unreadable: digest.declaration.name, column: 0)
        }
        return NetworkDigest(
            garages: row.0, garageRevisions: row.1, monthRevisions: row.2, dayRevisions: row.3)
    }
}
