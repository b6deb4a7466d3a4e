/// What cron runs: work that nobody asks for, and without which the network goes wrong in silence.
///
/// The raw value is its word in `JOB name=…`, on the command line and in the database.
package enum Job: String, CaseIterable, Sendable {
    /// Reminds garages, lets pass what nobody answered, sends people on.
    case hourly
    /// Digests, garages whose pause has ended, answers that nobody gave.
    case daily
    /// Compares what must be equal.
    case nightly
    /// Freezes the month before and writes what the partners get.
    case monthly
    /// Tells whose files end soon, and erases those whose time is over.
    case retention

    /// How long after one run the next one is due, in seconds.
    package var periodSeconds: Int64 {
        switch self {
        case .hourly: 3_600
        case .daily, .nightly, .retention: 86_400
        // The longest month, so that February is no alarm.
        case .monthly: 31 * 86_400
        }
    }

    /// Whether a second run of one period finds nothing to do.
    package var isOncePerPeriod: Bool { self == .daily || self == .monthly }

    /// What a run at an instant is for, in Paris: an hour, a day, or the month that ended.
    package func period(at now: Instant) -> String {
        let paris = now.paris
        switch self {
        case .hourly:
            let hour = paris.secondsOfDay / 3_600
            return "\(paris.day)T\(hour < 10 ? "0" : "")\(hour)"
        case .daily, .nightly, .retention: return "\(paris.day)"
        case .monthly: return "\(paris.day.month.previous)"
        }
    }
}

/// How a run ended.
package enum JobOutcome: String, CaseIterable, Sendable {
    /// All was done, or there was nothing to do.
    case done = "ok"
    /// All was done, and somebody must look at what was found.
    case attention = "partial"
    /// It could not be done, or the process that ran it is gone.
    case failed
}

/// One run of a job.
package struct JobRun: Equatable, Sendable {
    package var number: Int64
    package var job: Job
    /// What it was for (``Job/period(at:)``).
    package var period: String
    /// The machine and the process: `host/1234`.
    package var holder: String
    package var startedAt: Instant
    /// Nil while it runs, and after its process died.
    package var endedAt: Instant?
    package var outcome: JobOutcome?
    package var durationMilliseconds: Int64?
    /// What it did, in one English line without a person.
    package var result: String

    package init(
        number: Int64, job: Job, period: String, holder: String, startedAt: Instant,
        endedAt: Instant? = nil, outcome: JobOutcome? = nil, durationMilliseconds: Int64? = nil,
        result: String = ""
    ) {
        self.number = number
        self.job = job
        self.period = period
        self.holder = holder
        self.startedAt = startedAt
        self.endedAt = endedAt
        self.outcome = outcome
        self.durationMilliseconds = durationMilliseconds
        self.result = result
    }
}

/// How one job stands.
package struct JobStanding: Equatable, Sendable {
    package var job: Job
    package var lastRun: JobRun?
    package var lastSuccess: JobRun?
    /// From when on it is expected: the first day of the database.
    package var expectedSince: Instant

    package init(
        job: Job, lastRun: JobRun? = nil, lastSuccess: JobRun? = nil, expectedSince: Instant
    ) {
        self.job = job
        self.lastRun = lastRun
        self.lastSuccess = lastSuccess
        self.expectedSince = expectedSince
    }

    /// When it should run next at the latest.
    package var nextDue: Instant {
        let last = lastSuccess.map { $0.endedAt ?? $0.startedAt } ?? expectedSince
        return last.advanced(bySeconds: job.periodSeconds)
    }
}
