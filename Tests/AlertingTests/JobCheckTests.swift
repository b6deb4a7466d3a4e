import Alerting
import GarageNetwork
import Testing

/// CHECK jobs and CHECK coherence.
@Suite struct JobCheckTests {
    private static let begin = Instant(microseconds: 1_795_251_600_000_000)

    private static func run(_ job: Job, endedAt: Instant, _ outcome: JobOutcome) -> JobRun {
        JobRun(
            number: 1, job: job, period: "2026-11-21", holder: "h/1", startedAt: endedAt,
            endedAt: endedAt, outcome: outcome, durationMilliseconds: 5, result: "why it was so")
    }

    /// All jobs succeeded at ``begin``; one of them is asked about after so many of its periods.
    private static func input(
        _ job: Job, after periods: Double, neverRan: Bool = false, failed: Bool = false
    ) -> CheckInput {
        var facts = WatchFacts()
        facts.jobs = Job.allCases.map { each in
            let now = Double(job.periodSeconds) * periods
            // The others have just run.
            let at = each == job ? begin : begin.advanced(bySeconds: Int64(now))
            let success = each == job && neverRan ? nil : run(each, endedAt: at, .done)
            return JobStanding(
                job: each,
                lastRun: each == job && failed ? run(each, endedAt: at, .failed) : success,
                lastSuccess: success, expectedSince: at)
        }
        return CheckInput(
            standings: [], thresholds: AlertThresholds(), storeAwaySeconds: 0, facts: facts,
            now: begin.advanced(bySeconds: Int64(Double(job.periodSeconds) * periods)))
    }

    @Test(
        "late by one period is nothing, by two a warning, by three critical",
        arguments: Job.allCases)
    func lateness(job: Job) {
        for (periods, status) in [
            (0.0, CheckResult.Status.ok), (1.0, .ok), (1.99, .ok), (2.0, .warning),
            (2.99, .warning), (3.0, .critical), (40, .critical),
        ] {
            let result = Check.jobs.run(on: Self.input(job, after: periods))
            #expect(result.status == status, "\(periods) periods: \(result.line)")
            // A job that never ran is late from the day on that it is expected.
            let never = Check.jobs.run(on: Self.input(job, after: periods, neverRan: true))
            #expect(never.status == status, "\(periods) periods: \(never.line)")
        }
    }

    @Test(arguments: Job.allCases)
    func aFailureIsCriticalAtOnce(job: Job) {
        let result = Check.jobs.run(
            on: Self.input(job, after: 0, failed: true), warning: 100, critical: 200)
        #expect(result.status == .critical)
        #expect(result.line.hasPrefix("CRITICAL jobs: \(job.rawValue): why it was so | "))
        #expect(result.line.contains(" failed=1;1;1"))
    }

    @Test func theLineNamesTheWorst() {
        let late = Check.jobs.run(on: Self.input(.daily, after: 3))
        #expect(
            late.line == "CRITICAL jobs: has not succeeded: daily for 3 days | late_periods=3;2;3"
                + " failed=0;1;1 hourly_age=0s daily_age=259200s nightly_age=0s monthly_age=0s"
                + " retention_age=0s")
        let never = Check.jobs.run(on: Self.input(.hourly, after: 2.5, neverRan: true))
        #expect(never.line.hasPrefix("WARNING jobs: has never run: hourly for 2 h | "))
        let fine = Check.jobs.run(on: Self.input(.hourly, after: 1))
        #expect(fine.line.hasPrefix("OK jobs: no job is late | late_periods=1;2;3"))
    }

    @Test(
        "one finding is critical, and named",
        arguments: [(0, CheckResult.Status.ok), (1, .critical), (2, .critical)])
    func coherence(count: Int, status: CheckResult.Status) {
        var facts = WatchFacts()
        facts.coherence = CoherenceReport(
            comparedAt: Self.begin,
            findings: (0..<count).map {
                CoherenceFinding(check: "c\($0)", what: "over cap", count: 3, firstID: "17")
            })
        let result = Check.coherence.run(
            on: CheckInput(
                standings: [], thresholds: AlertThresholds(), storeAwaySeconds: 0, facts: facts,
                now: Self.begin))
        #expect(result.status == status)
        let said = [
            "nothing found on 2026-11-21", "1 finding: c0: over cap (3, first 17)",
            "2 findings: c0: over cap (3, first 17)",
        ]
        #expect(result.line.contains(" coherence: \(said[count]) | findings=\(count);1;1"))
    }

    @Test func whatWasNeverComparedIsNoAlarm() {
        let input = CheckInput(
            standings: [], thresholds: AlertThresholds(), storeAwaySeconds: 0, now: Self.begin)
        let result = Check.coherence.run(on: input)
        #expect(result.line == "OK coherence: nothing was compared yet | findings=0;1;1")
        #expect(Check.jobs.run(on: input).line.hasPrefix("OK jobs: what the jobs did is not known"))
    }
}
