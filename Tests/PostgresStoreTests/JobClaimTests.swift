import Foundation
import GarageNetwork
import Testing

@testable import PostgresStore

/// A job runs once at a time, whichever machine starts it, and what it did is remembered.
@Suite struct JobClaimTests {
    private static let noon = Instant(microseconds: 1_795_251_600_000_000)

    private static func later(_ seconds: Int64) -> Instant { noon.advanced(bySeconds: seconds) }

    @Test("of two stores that ask at once one runs the job, and the other can when it is done")
    func aloneInTheNetwork() async throws {
        try await TestStore.with { store in
            try await TestStore.with(store.conninfo) { other in
                let (here, there) = (store.store.jobs, other.store.jobs)
                for round in 1...8 {
                    async let mine = here.claim(.hourly, isRehearsal: false)
                    async let theirs = there.claim(.hourly, isRehearsal: false)
                    let claims = [try await mine, try await theirs].compactMap(\.self)
                    #expect(claims.count == 1, "round \(round)")
                    // A rehearsal takes nothing from anybody, and another job is another lock.
                    for claim in [
                        try await there.claim(.hourly, isRehearsal: true),
                        try await there.claim(.daily, isRehearsal: false),
                    ] {
                        #expect(claim != nil)
                        await claim?.release()
                    }
                    #expect(try await there.claim(.hourly, isRehearsal: false) == nil)
                    for claim in claims { await claim.release() }
                }
                let again = try await there.claim(.hourly, isRehearsal: false)
                #expect(again != nil)
                await again?.release()
            }
        }
    }

    @Test("a job that came with a later version is not late on a database that is older")
    func aNewJobIsNotLate() async throws {
        try await TestStore.with { store in
            try store.connect().sql(
                "UPDATE meta.migration SET applied_at = '2020-01-01 00:00+00' WHERE version <= 15")
            let old = try #require(Instant(iso8601: "2020-01-01T00:00:00Z"))
            for standing in try await store.store.jobs.jobStandings() {
                #expect((standing.expectedSince > old) == (standing.job == .retention))
            }
        }
    }

    @Test(
        "the right of a holder whose connection dies goes to the next one, and its run has failed")
    func aKilledHolderFreesTheJob() async throws {
        try await TestStore.with { store in
            let jobs = store.store.jobs
            let killed = try #require(try await jobs.claim(.nightly, isRehearsal: false))
            _ = try await killed.begin(.nightly, period: "2026-11-21", at: Self.noon)
            #expect(try await jobs.claim(.nightly, isRehearsal: false) == nil)
            let psql = try store.connect()
            try psql.sql(
                """
                SELECT pg_terminate_backend(pid) FROM pg_locks
                 WHERE locktype = 'advisory' AND classid = 7480
                   AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                """)
            var next: (any JobClaim)?
            #expect(
                try await eventually {
                    next = try await jobs.claim(.nightly, isRehearsal: false)
                    return next != nil
                })
            // Who lost the right can do nothing with it any more.
            await #expect(throws: LedgerError.storeDown) {
                _ = try await killed.runChecks()
            }
            await killed.release()
            let number = try await next?.begin(.nightly, period: "2026-11-21", at: Self.later(60))
            let standing = try await jobs.jobStandings().first { $0.job == .nightly }
            #expect(standing?.lastRun?.number == number)
            #expect(standing?.lastRun?.outcome == nil)
            #expect(standing?.lastSuccess == nil)
            #expect(
                try psql.texts("SELECT outcome FROM operation.job_run ORDER BY number")
                    == ["failed", nil])
            await next?.release()
        }
    }

    @Test("a period that was done is not done again; one that failed or was half done is")
    func oncePerPeriod() async throws {
        try await TestStore.with { store in
            let claim = try #require(
                try await store.store.jobs.claim(.daily, isRehearsal: false))
            func run(_ job: Job, _ period: String, _ outcome: JobOutcome) async throws -> Bool {
                guard let number = try await claim.begin(job, period: period, at: Self.noon)
                else { return false }
                try await claim.end(number, outcome, result: "said", at: Self.later(1))
                return true
            }
            #expect(try await run(.daily, "2026-11-21", .failed))
            #expect(try await run(.daily, "2026-11-21", .attention))
            #expect(try await run(.daily, "2026-11-21", .done))
            #expect(try await run(.daily, "2026-11-21", .done) == false)
            #expect(try await run(.daily, "2026-11-22", .done))
            #expect(try await run(.monthly, "2026-10", .done))
            #expect(try await run(.monthly, "2026-10", .done) == false)
            for _ in 1...2 {
                #expect(try await run(.hourly, "2026-11-21T10", .done))
                #expect(try await run(.nightly, "2026-11-21", .done))
            }
            await claim.release()
        }
    }

    @Test func aRunEndsOnceAndIsRemembered() async throws {
        try await TestStore.with { store in
            let jobs = store.store.jobs
            let fresh = try await jobs.jobStandings()
            #expect(fresh.map(\.job) == Job.allCases)
            #expect(fresh.allSatisfy { $0.lastRun == nil && $0.lastSuccess == nil })
            let claim = try #require(try await jobs.claim(.hourly, isRehearsal: false))
            let first = try #require(
                try await claim.begin(.hourly, period: "2026-11-21T10", at: Self.noon))
            try await claim.end(first, .done, result: "nothing to do", at: Self.later(2))
            try await claim.end(first, .failed, result: "too late", at: Self.later(3))
            let second = try #require(
                try await claim.begin(.hourly, period: "2026-11-21T11", at: Self.later(3_600)))
            // A clock that was set back meanwhile must not make a run end before it began.
            try await claim.end(
                second, .failed, result: String(repeating: "é", count: 1_200),
                at: Self.later(-10))
            await claim.release()
            let hourly = try #require(try await jobs.jobStandings().first)
            #expect(hourly.lastSuccess?.number == first)
            #expect(hourly.lastSuccess?.result == "nothing to do")
            #expect(hourly.lastSuccess?.endedAt == Self.later(2))
            #expect(hourly.nextDue == Self.later(3_602))
            #expect(hourly.lastRun?.number == second)
            #expect(hourly.lastRun?.outcome == .failed)
            #expect(hourly.lastRun?.endedAt == hourly.lastRun?.startedAt)
            #expect(hourly.lastRun?.result.count == 1_000)
            #expect(hourly.lastRun?.holder.hasSuffix("/\(getpid())") == true)
        }
    }

    @Test("old runs are forgotten with what they found, but never a job's last success")
    func oldRunsAreForgotten() async throws {
        try await TestStore.with { store in
            let claim = try #require(
                try await store.store.jobs.claim(.nightly, isRehearsal: false))
            let days: [Int64] = [-500, -401, -399, 0]
            for day in days {
                let at = Self.later(day * 86_400)
                let number = try #require(
                    try await claim.begin(.nightly, period: "2026-11-21", at: at))
                try await claim.keep(
                    [CoherenceFinding(check: "c", what: "w", count: 1, firstID: "G1")], of: number)
                try await claim.end(number, day == 0 ? .failed : .done, result: "", at: at)
            }
            let daily = try #require(
                try await claim.begin(.daily, period: "2025-01-01", at: Self.later(-600 * 86_400)))
            try await claim.end(daily, .done, result: "", at: Self.later(-600 * 86_400))
            for isRehearsal in [true, true, false] {
                #expect(
                    try await claim.forgetRuns(
                        olderThanDays: 400, at: Self.noon, isRehearsal: isRehearsal) == 2)
            }
            #expect(
                try await claim.forgetRuns(olderThanDays: 400, at: Self.noon, isRehearsal: false)
                    == 0)
            await claim.release()
            let psql = try store.connect()
            #expect(try psql.number("SELECT count(*) FROM operation.job_run") == 3)
            #expect(try psql.number("SELECT count(*) FROM operation.finding") == 2)
        }
    }

    @Test func aStoreThatIsAwayClaimsNothing() async throws {
        try await TestServer.with { server in
            try await TestStore.with(server.conninfo) { store in
                let claim = try #require(
                    try await store.store.jobs.claim(.hourly, isRehearsal: false))
                await server.cluster.stop()
                await #expect(throws: LedgerError.storeDown) {
                    _ = try await claim.begin(.hourly, period: "2026-11-21T10", at: nil)
                }
                await claim.release()
                await #expect(throws: LedgerError.storeDown) {
                    _ = try await store.store.jobs.claim(.hourly, isRehearsal: false)
                }
            }
        }
    }
}
