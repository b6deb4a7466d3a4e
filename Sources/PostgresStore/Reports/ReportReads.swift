import GarageNetwork
import SQL

/// Aggregates over the referrals of the past, computed by the database.
enum ReportReads {
    static let delays = Statement(
        SQL.reportDelays,
        takes: (Day.self, Day.self, String?.self, Int64?.self, Int64?.self, String.self),
        returns: (
            String.self, Int32.self, Int64.self, Double?.self, Double?.self, Int64.self, Day?.self
        ))
    static let reasons = Statement(
        SQL.reportReasons,
        takes: (
            Day.self, Day.self, String?.self, Int64?.self, Int64?.self, String.self, String.self
        ), returns: (String.self, String.self, Int64.self))
    static let senders = Statement(
        SQL.reportSenders, takes: (Day.self, Day.self, String?.self, Int64?.self, Int64?.self),
        returns: (String.self, String.self, Int64.self))
    static let noShows = Statement(
        SQL.reportNoShows,
        takes: (Day.self, Day.self, String?.self, Int64?.self, Int64?.self, String.self),
        returns: (String.self, Int64.self, Int64.self, Int64.self, Int64.self))

    static let deadline = PostgresConnection.bulkDeadlineMilliseconds

    /// Lets statements take longer than an answer may, on one picture of the database, and lets
    /// each be planned for the days and garages it is about: what a period is worth to an index
    /// differs a hundredfold.
    static func patiently<Value>(
        on connection: PostgresConnection, _ body: () throws(StoreError) -> Value
    ) throws(StoreError) -> Value {
        let kind = "READ ONLY, ISOLATION LEVEL REPEATABLE READ"
        return try connection.transaction(kind) { () throws(StoreError) in
            try connection.script(
                """
                SET LOCAL statement_timeout = \(deadline);
                SET LOCAL plan_cache_mode = force_custom_plan
                """, name: "report")
            return try body()
        }
    }

    static func delays(
        _ question: ReportQuestion, on connection: PostgresConnection
    ) throws(StoreError) -> [StepDelay] {
        let rows = try connection.run(
            delays, question.first, question.last, question.territory, question.garage,
            question.organisation?.number, question.grouping.rawValue,
            deadlineMilliseconds: deadline)
        var found: [StepDelay] = []
        for row in rows {
            guard let step = CourseStep(rawValue: Int(row.1)) else {
                throw StoreError(unreadable: delays.declaration.name, column: 1)
            }
            found.append(
                StepDelay(
                    group: row.0, step: step, count: Int(row.2), median: row.3,
                    ninetieth: row.4, waiting: Int(row.5), oldest: row.6))
        }
        return found
    }

    static func reasons(
        of event: ReferralEvent, _ question: ReportQuestion, on connection: PostgresConnection
    ) throws(StoreError) -> [ReasonCount] {
        try connection.run(
            reasons, question.first, question.last, question.territory, question.garage,
            question.organisation?.number, question.grouping.rawValue, event.rawValue,
            deadlineMilliseconds: deadline
        ).map { ReasonCount(group: $0.0, reason: $0.1, count: Int($0.2)) }
    }

    static func senders(
        _ question: ReportQuestion, on connection: PostgresConnection
    ) throws(StoreError) -> [SenderCount] {
        try connection.run(
            senders, question.first, question.last, question.territory, question.garage,
            question.organisation?.number, deadlineMilliseconds: deadline
        ).map { SenderCount(garage: $0.0, prescriber: $0.1, committed: Int($0.2)) }
    }

    static func noShows(
        _ question: ReportQuestion, on connection: PostgresConnection
    ) throws(StoreError) -> [NoShowCount] {
        try connection.run(
            noShows, question.first, question.last, question.territory, question.garage,
            question.organisation?.number, question.grouping.rawValue,
            deadlineMilliseconds: deadline
        ).map {
            NoShowCount(
                group: $0.0, expected: Int($0.1), noShows: Int($0.2), rebooked: Int($0.3),
                cameAfter: Int($0.4))
        }
    }
}
