import GarageNetwork

extension Check {
    package static let jobs = Check(
        name: "jobs",
        meaning: "Whether every job that cron runs has succeeded lately.",
        measure: { input in
            let lateness = input.facts.jobs.map { JobLateness($0, at: input.now) }
            let failed = lateness.filter(\.hasFailed)
            let worst = lateness.max { $0.periods < $1.periods }
            return Measurement(
                text: jobsText(worst, failed),
                values: [
                    Value(name: "late_periods", value: worst?.periods ?? 0, isJudged: true),
                    // A run that failed is critical whatever the caller asks of lateness.
                    Value(name: "failed", value: Double(failed.count), limits: (1, 1)),
                ]
                    + lateness.map {
                        Value(
                            name: "\($0.standing.job.rawValue)_age", value: $0.ageSeconds,
                            unit: "s")
                    })
        },
        defaults: { _ in (JobLateness.warningPeriods, JobLateness.criticalPeriods) })

    package static let coherence = Check(
        name: "coherence",
        meaning: "How many things the last nightly comparison found that should be equal.",
        measure: { input in
            let report = input.facts.coherence
            let found = report.findings
            let text =
                if let first = found.first {
                    "\(found.count) \(found.count == 1 ? "finding" : "findings"):"
                        + " \(first.check): \(first.what) (\(first.count), first \(first.firstID))"
                } else if let at = report.comparedAt {
                    "nothing found on \(at.paris.day)"
                } else {
                    "nothing was compared yet"
                }
            return Measurement(
                text: text,
                values: [Value(name: "findings", value: Double(found.count), isJudged: true)])
        },
        defaults: { _ in (1, 1) })

    private static func jobsText(_ worst: JobLateness?, _ failed: [JobLateness]) -> String {
        if let first = failed.first {
            let more = failed.count > 1 ? " and \(failed.count - 1) more" : ""
            return "\(first.standing.job.rawValue)\(more): \(first.standing.lastRun?.result ?? "")"
        }
        guard let worst else { return "what the jobs did is not known yet" }
        let ago = "\(worst.standing.job.rawValue) for \(worst.ageText)"
        if worst.standing.lastSuccess == nil {
            return worst.periods < JobLateness.warningPeriods
                ? "no job is late" : "has never run: \(ago)"
        }
        return worst.periods < JobLateness.warningPeriods
            ? "no job is late" : "has not succeeded: \(ago)"
    }
}

/// How long ago a job succeeded.
private struct JobLateness {
    let standing: JobStanding
    let ageSeconds: Double

    /// Twice its period is one run missed, with time for a slow one.
    static let warningPeriods = 2.0
    static let criticalPeriods = 3.0

    init(_ standing: JobStanding, at now: Instant?) {
        self.standing = standing
        let last = standing.lastSuccess.map { $0.endedAt ?? $0.startedAt } ?? standing.expectedSince
        ageSeconds = now.map { Double(max(0, $0.seconds - last.seconds)) } ?? 0
    }

    /// In tenths, which monitoring systems can show.
    var periods: Double {
        (ageSeconds / Double(standing.job.periodSeconds) * 10).rounded(.down) / 10
    }

    var hasFailed: Bool { standing.lastRun?.outcome == .failed }

    var ageText: String {
        let hours = Int(ageSeconds / 3_600)
        return hours < 48 ? "\(hours) h" : "\(hours / 24) days"
    }
}
