import GarageNetwork
import Testing

/// Which period a run is for, and when the next one is due.
@Suite struct JobTests {
    @Test(
        "periods are Paris's: midnight, New Year, the hour that comes twice",
        arguments: [
            ("2026-12-31T22:59:59Z", "2026-12-31T23", "2026-12-31", "2026-11"),
            ("2026-12-31T23:00:00Z", "2027-01-01T00", "2027-01-01", "2026-12"),
            ("2026-10-25T00:30:00Z", "2026-10-25T02", "2026-10-25", "2026-09"),
            ("2026-10-25T01:30:00Z", "2026-10-25T02", "2026-10-25", "2026-09"),
            ("2026-03-29T01:00:00Z", "2026-03-29T03", "2026-03-29", "2026-02"),
            ("2026-03-01T08:05:00Z", "2026-03-01T09", "2026-03-01", "2026-02"),
        ])
    func periods(at: String, hour: String, day: String, month: String) throws {
        let now = try #require(Instant(iso8601: at))
        #expect(Job.hourly.period(at: now) == hour)
        #expect(Job.daily.period(at: now) == day)
        #expect(Job.nightly.period(at: now) == day)
        #expect(Job.monthly.period(at: now) == month)
    }

    @Test func theNextIsDueAPeriodAfterTheLastSuccess() {
        let noon = Instant(microseconds: 1_795_251_600_000_000)
        for job in Job.allCases {
            var standing = JobStanding(job: job, expectedSince: noon)
            #expect(standing.nextDue == noon.advanced(bySeconds: job.periodSeconds))
            let end = noon.advanced(bySeconds: 500)
            standing.lastSuccess = JobRun(
                number: 1, job: job, period: "", holder: "", startedAt: noon, endedAt: end,
                outcome: .done)
            standing.lastRun = JobRun(
                number: 2, job: job, period: "", holder: "",
                startedAt: noon.advanced(bySeconds: 9_000), outcome: .failed)
            #expect(standing.nextDue == end.advanced(bySeconds: job.periodSeconds))
        }
    }
}
