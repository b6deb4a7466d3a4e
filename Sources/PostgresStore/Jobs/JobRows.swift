import GarageNetwork
import SQL

/// Reads of runs and of what the nightly comparison found.
enum JobRows {
    static let latest = Statement(
        SQL.runsLatest, takes: (),
        returns: (
            Int64.self, String.self, String.self, String.self, Instant.self, Instant?.self,
            String?.self, Int64?.self, String.self
        ))
    static let since = Statement(
        SQL.databaseSince, takes: (), returns: (Instant.self, Instant.self))
    static let findings = Statement(
        SQL.findingsLatest, takes: (),
        returns: (Instant.self, String.self, String.self, Int64.self, String.self))

    static let lock = Statement(SQL.jobLock, takes: (Int32.self), returns: (Bool.self))
    static let unlock = Statement(SQL.jobUnlock, takes: (), returns: (String.self))
    static let begin = Statement(
        SQL.runBegin,
        takes: (String.self, String.self, String.self, Bool.self, Instant?.self),
        returns: (Int64.self))
    static let end = Statement(
        SQL.runEnd,
        takes: (Int64.self, String.self, Int64.self, String.self, Instant?.self),
        returns: (Int64.self))
    static let old = Statement(
        SQL.runsOld, takes: (Int32.self, Instant?.self), returns: (Int64.self))
    static let prune = Statement(
        SQL.runsPrune, takes: (Int32.self, Instant?.self), returns: (Int64.self))
    static let findingsAdd = Statement(
        SQL.findingsAdd,
        takes: (Int64.self, [String].self, [String].self, [Int64].self, [String].self),
        returns: ())
    static let pausesOver = Statement(SQL.pausesOver, takes: (Day.self), returns: (String.self))
    static let pausesEnd = Statement(SQL.pausesEnd, takes: (Day.self), returns: (String.self))
    static let satisfactionDue = Statement(
        SQL.satisfactionDue, takes: (Day.self), returns: (String.self))

    /// A check of the schema, its rows counted by what they say.
    static func findings(of check: SQL.File) -> Statement<(), (String, Int64, String)> {
        let text = "SELECT what, count(*), coalesce(min(id), '') FROM (\(check.text)) AS found"
        return Statement(
            SQL.File(name: "check_\(check.name)", text: text + " GROUP BY what ORDER BY what"),
            takes: (), returns: (String.self, Int64.self, String.self))
    }

    /// Whether this session is now the one that runs a job.
    static func lock(_ job: Job, on connection: PostgresConnection) throws(StoreError) -> Bool {
        let place = Int32(Job.allCases.firstIndex(of: job) ?? 0)
        return try connection.run(lock, place).first ?? false
    }

    /// How every job stands.
    static func standings(on connection: PostgresConnection) throws(StoreError) -> [JobStanding] {
        guard let (begin, retentionBegin) = try connection.run(since).first else {
            throw StoreError(unreadable: since.declaration.name, column: 0)
        }
        var runs: [JobRun] = []
        for row in try connection.run(latest) {
            guard let job = Job(rawValue: row.1), let outcome = outcome(row.6) else {
                throw StoreError(unreadable: latest.declaration.name, column: 1)
            }
            runs.append(
                JobRun(
                    number: row.0, job: job, period: row.2, holder: row.3, startedAt: row.4,
                    endedAt: row.5, outcome: outcome, durationMilliseconds: row.7, result: row.8))
        }
        return Job.allCases.map { job in
            let own = runs.filter { $0.job == job }
            return JobStanding(
                job: job, lastRun: own.last,
                lastSuccess: own.last { $0.outcome == .done || $0.outcome == .attention },
                expectedSince: job == .retention ? retentionBegin : begin)
        }
    }

    /// What the last nightly comparison found.
    static func coherence(on connection: PostgresConnection) throws(StoreError) -> CoherenceReport {
        let rows = try connection.run(findings)
        return CoherenceReport(
            comparedAt: rows.first?.0,
            findings: rows.filter { $0.3 > 0 }.map {
                CoherenceFinding(check: $0.1, what: $0.2, count: Int($0.3), firstID: $0.4)
            })
    }

    /// Nil twice for a word that is none.
    private static func outcome(_ word: String?) -> JobOutcome?? {
        guard let word else { return .some(nil) }
        return JobOutcome(rawValue: word).map { .some($0) }
    }
}
