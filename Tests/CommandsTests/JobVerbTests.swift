import Alerting
import Commands
import GarageNetwork
import LineProtocol
import Matching
import Testing

/// JOB and JOBS, on Saturday 21 November 2026.
@Suite struct JobVerbTests {
    /// A daemon whose network is what the book's loads find.
    private static func rehearsal(
        _ jobs: JobBook, book: LedgerBook = .withPerson(), exports: ExportBook = ExportBook(),
        relay: any RelayLedger = QuietRelay()
    ) -> Rehearsal {
        let desks = Desks.quoting(QuoteBook(book)).with(jobs, relay, WatchBook())
        let rehearsal = Rehearsal(book: book, desks: desks, exports: exports)
        jobs.change { pages in
            pages.image.garages = rehearsal.network.snapshot.garages
        }
        return rehearsal
    }

    private static func run(
        _ line: String, _ rehearsal: Rehearsal, as role: Role = .manager
    ) async throws -> [String: Field.Value] {
        let reply = try await rehearsal.ask(line, as: role).get()
        #expect(reply.rows.count == 1)
        return Dictionary(
            reply.rows[0].map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    }

    @Test("every job runs, is written down, and lets the next one run", arguments: Job.allCases)
    func runs(job: Job) async throws {
        let jobs = JobBook()
        let rehearsal = Self.rehearsal(jobs)
        let row = try await Self.run("JOB name=\(job.rawValue)", rehearsal)
        #expect(row["job"] == .text(job.rawValue))
        #expect(row["outcome"] == .text("done"))
        #expect(row["ms"] == .whole(120))
        #expect(row["dry_run"] == .truth(false))
        let run = try #require(jobs.now.runs.first)
        #expect(jobs.now.runs.count == 1)
        #expect(run.outcome == .done)
        #expect(run.endedAt == Rehearsal.start)
        #expect(jobs.now.held.isEmpty)
        // CHECK knows at once.
        let facts = rehearsal.environment.watchFacts.value
        #expect(facts.jobs.first { $0.job == job }?.lastSuccess?.number == 1)
    }

    @Test(
        "a run is for its period in Paris",
        arguments: [
            (Job.hourly, "2026-11-21T10"), (.daily, "2026-11-21"), (.nightly, "2026-11-21"),
            (.monthly, "2026-10"), (.retention, "2026-11-21"),
        ])
    func periods(job: Job, expected: String) async throws {
        let jobs = JobBook()
        _ = try await Self.run("JOB name=\(job.rawValue)", Self.rehearsal(jobs))
        #expect(jobs.now.runs.map(\.period) == [expected])
    }

    @Test("what is done once a period is not done twice in it", arguments: Job.allCases)
    func twice(job: Job) async throws {
        let jobs = JobBook()
        let rehearsal = Self.rehearsal(jobs)
        _ = try await Self.run("JOB name=\(job.rawValue)", rehearsal)
        let again = try await Self.run("JOB name=\(job.rawValue) lang=en", rehearsal)
        #expect(again["outcome"] == .text(job.isOncePerPeriod ? "already-done" : "done"))
        #expect(jobs.now.runs.count == (job.isOncePerPeriod ? 1 : 2))
        if job == .daily { #expect(again["said"] == .text("already done for 2026-11-21")) }
        #expect(jobs.now.releases == 2)
    }

    @Test("a job that somebody else runs is left to them, and they are named")
    func elsewhere() async throws {
        let jobs = JobBook { pages in
            pages.held = [.hourly]
            pages.runs = [
                JobRun(
                    number: 1, job: .hourly, period: "2026-11-21T10", holder: "db2/77",
                    startedAt: Rehearsal.start)
            ]
        }
        let rehearsal = Self.rehearsal(jobs)
        let row = try await Self.run("JOB name=hourly lang=en", rehearsal)
        #expect(row["outcome"] == .text("running"))
        #expect(row["holder"] == .text("db2/77"))
        #expect(
            row["said"]
                == .text("runs already on db2/77 since \(Rehearsal.start.iso8601)"))
        #expect(jobs.now.writes == 0)
        // Before it has written its first line, nobody knows its name.
        jobs.change { $0.runs = [] }
        let nameless = try await Self.run("JOB name=hourly lang=fr", rehearsal)
        #expect(nameless["said"] == .text("tourne déjà ailleurs"))
    }

    @Test("a dry run writes nothing at all, even beside one that runs", arguments: Job.allCases)
    func dryRun(job: Job) async throws {
        let jobs = JobBook { $0.held = Set(Job.allCases) }
        let book = LedgerBook.withReferral(.repaired)
        jobs.change { $0.unanswered = book.now.referrals.map(\.code) }
        let exports = ExportBook()
        let rehearsal = Self.rehearsal(jobs, book: book, exports: exports)
        let row = try await Self.run("JOB name=\(job.rawValue) dry_run=yes lang=en", rehearsal)
        #expect(row["outcome"] == .text("done"))
        #expect(row["dry_run"] == .truth(true))
        guard case .text(let said)? = row["said"] else { return #expect(Bool(false)) }
        #expect(said.hasPrefix("dry run, nothing written: "))
        #expect(jobs.now.writes == 0)
        #expect(jobs.now.runs.isEmpty)
        #expect(exports.writes == 0)
        #expect(book.now.steps.isEmpty)
        #expect(book.now.referrals.map(\.state) == [.repaired])
    }

    @Test("a job that cannot go on is written down as failed, and says what to expect")
    func failure() async throws {
        let jobs = JobBook()
        let rehearsal = Self.rehearsal(jobs, relay: ClosedDesk())
        let row = try await Self.run("JOB name=hourly lang=en", rehearsal)
        #expect(row["outcome"] == .text("failed"))
        #expect(
            row["said"] == .text("failed: the database went away; the next run goes on"))
        #expect(jobs.now.runs.map(\.outcome) == [.failed])
        #expect(jobs.now.held.isEmpty)
        #expect(rehearsal.environment.watchFacts.value.jobs.first?.lastRun?.outcome == .failed)
    }

    @Test func withoutADatabaseNothingRuns() async throws {
        let jobs = JobBook { $0.failure = .storeDown }
        let rehearsal = Self.rehearsal(jobs)
        #expect(await rehearsal.ask("JOB name=hourly").error?.name == .storeDown)
        #expect(await rehearsal.ask("JOBS").error?.name == .storeDown)
    }

    @Test("only a month that is over can be closed, and only by the job that closes months")
    func months() async throws {
        let jobs = JobBook()
        let rehearsal = Self.rehearsal(jobs)
        for line in [
            "JOB name=monthly month=2026-11", "JOB name=monthly month=2026-12",
            "JOB name=daily month=2026-10",
        ] {
            #expect(await rehearsal.ask(line).error?.name == .range, "\(line)")
        }
        let row = try await Self.run("JOB name=monthly month=2026-03", rehearsal)
        #expect(row["month"] == .text("2026-03"))
        #expect(jobs.now.runs.map(\.period) == ["2026-03"])
    }

    @Test(arguments: [Role.prescriber, .garage, .monitor])
    func onlyAManagerRunsJobs(role: Role) async throws {
        let rehearsal = Self.rehearsal(JobBook())
        #expect(await rehearsal.ask("JOB name=hourly", as: role).error?.name == .denied)
        let mayRead = role == .monitor
        #expect((await rehearsal.ask("JOBS", as: role).error == nil) == mayRead)
    }

    @Test func theListSaysWhenEachIsDue() async throws {
        let jobs = JobBook()
        let rehearsal = Self.rehearsal(jobs)
        _ = try await Self.run("JOB name=hourly", rehearsal)
        let rows = try await rehearsal.ask("JOBS").get().rows
        #expect(rows.map(\.first?.value) == Job.allCases.map { .text($0.rawValue) })
        let hourly = rows[0]
        func value(_ name: String, of row: Reply.Row) -> Field.Value? {
            row.first { $0.name == name }?.value
        }
        #expect(value("last_outcome", of: hourly) == .text("ok"))
        #expect(value("ms", of: hourly) == .whole(120))
        #expect(
            value("next_due", of: hourly)
                == .text(Rehearsal.start.advanced(bySeconds: 3_600).iso8601))
        #expect(value("last_run", of: rows[1]) == .missing)
        // The clock of a rehearsal: what never ran is due a period after the daemon's start.
        #expect(
            value("next_due", of: rows[1])
                == .text(Rehearsal.start.advanced(bySeconds: 86_400).iso8601))
    }
}
