import Alerting
import Commands
import GarageNetwork
import LineProtocol
import Matching
import Testing

/// What the jobs do, each in its turn, on Saturday 21 November 2026.
@Suite struct JobBodyTests {
    private static func rehearsal(
        _ jobs: JobBook, book: LedgerBook = .withPerson(), exports: ExportBook = ExportBook(),
        counts: [GarageCount] = []
    ) -> Rehearsal {
        Rehearsal(
            book: book, counts: counts,
            desks: Desks.quoting(QuoteBook(book)).with(jobs, QuietRelay(), WatchBook()),
            exports: exports)
    }

    private static func row(
        _ line: String, _ rehearsal: Rehearsal
    ) async throws -> [String: Field.Value] {
        let rows = try await rehearsal.ask(line).get().rows
        return Dictionary(
            try #require(rows.first).map { ($0.name, $0.value) },
            uniquingKeysWith: { first, _ in first })
    }

    @Test("garages open again, and are named; nobody is asked for ever how it went")
    func daily() async throws {
        let book = LedgerBook.withReferral(.repaired)
        let code = try #require(book.now.referrals.first?.code)
        let jobs = JobBook { pages in
            pages.pausesOver = ["G002", "G003"].compactMap { GarageID($0) }
            pages.unanswered = [code]
        }
        let row = try await Self.row("JOB name=daily lang=en", Self.rehearsal(jobs, book: book))
        #expect(row["reopened"] == .whole(2))
        #expect(row["closed"] == .whole(1))
        #expect(row["garages"] == .text("G002 G003"))
        #expect(
            row["said"] == .text("2 garages open again (G002 G003), 1 closed without an answer"))
        #expect(jobs.now.askedThrough == Day("2026-10-22"), "thirty days before")
        let step = try #require(book.now.steps.first)
        #expect(step.step == .answerSatisfaction)
        #expect(step.channel == .job)
        #expect(step.reason == "no-answer")
        #expect(step.score == nil)
        #expect(step.on == Day("2026-11-21"))
        #expect(step.scope == .everything(.admin))
        #expect(step.key == "\u{1}no-answer:\(code.text)", "which no client can type")
        #expect(book.now.referrals.map(\.state) == [.closed])
    }

    @Test("what is closed already is not counted again")
    func dailyAgain() async throws {
        let book = LedgerBook.withReferral(.repaired)
        let jobs = JobBook()
        jobs.change { $0.unanswered = book.now.referrals.map(\.code) }
        let rehearsal = Self.rehearsal(jobs, book: book)
        _ = try await Self.row("JOB name=daily", rehearsal)
        jobs.change { $0.runs = [] }
        let again = try await Self.row("JOB name=daily lang=en", rehearsal)
        #expect(again["closed"] == .whole(0))
        #expect(again["said"] == .text("nothing to do"))
    }

    @Test("findings of the schema are kept, and somebody must look")
    func nightlyFindings() async throws {
        let finding = CoherenceFinding(
            check: "invariants", what: "over cap", count: 2, firstID: "17")
        let jobs = JobBook { $0.findings = [finding] }
        let rehearsal = Self.rehearsal(jobs)
        jobs.change { $0.image.garages = rehearsal.network.snapshot.garages }
        let row = try await Self.row("JOB name=nightly lang=en", rehearsal)
        #expect(row["outcome"] == .text("attention"))
        #expect(row["checks"] == .whole(7))
        #expect(row["findings"] == .whole(1))
        #expect(row["said"] == .text("7 checks, 1 findings: invariants: over cap (2, 17)"))
        #expect(jobs.now.kept == [1: [finding]])
        #expect(jobs.now.runs.map(\.outcome) == [.attention])
        #expect(rehearsal.environment.watchFacts.value.coherence.findings == [finding])
        let check = try await rehearsal.ask("CHECK name=coherence").get()
        #expect(check.summary == [Field("status", .whole(2))])
    }

    @Test("what is in memory and not in the database is found, whatever it is")
    func nightlySnapshot() async throws {
        let jobs = JobBook()
        let rehearsal = Self.rehearsal(jobs, counts: Rehearsal.november([3, 4, 5]))
        let known = rehearsal.network.snapshot
        jobs.change { pages in
            pages.image.garages = known.garages
            pages.image.counts = Rehearsal.november([3, 9, 8])
        }
        let row = try await Self.row("JOB name=nightly lang=en", rehearsal)
        #expect(row["outcome"] == .text("attention"))
        #expect(
            jobs.now.kept[1] == [
                CoherenceFinding(
                    check: "snapshot", what: "counts in memory: not what the database has",
                    count: 2, firstID: "2")
            ])
    }

    @Test("a month is frozen by LOAD's bands, and its file is the same when it is written again")
    func monthly() async throws {
        let jobs = JobBook()
        let exports = ExportBook()
        let rehearsal = Self.rehearsal(jobs, exports: exports)
        let first = try await Self.row("JOB name=monthly lang=en", rehearsal)
        #expect(first["month"] == .text("2026-10"))
        #expect(first["file"] == .text("/exports/partners-2026-10.csv"))
        #expect(
            first["said"]
                == .text("2026-10 frozen: 2 of 2 garages in band; /exports/partners-2026-10.csv"))
        #expect(
            jobs.now.plans
                == [1, 2, 3].map {
                    MonthPlan(garage: $0, min: 5, max: 10, isJudged: true)
                })
        let text = try #require(exports.files["partners-2026-10.csv"])
        exports.lose("partners-2026-10.csv")
        let again = try await Self.row("JOB name=monthly lang=en", rehearsal)
        #expect(again["outcome"] == .text("already-done"))
        #expect(exports.files == ["partners-2026-10.csv": text])
        #expect(jobs.now.runs.count == 1)
    }

    @Test("a disk that is full fails the run, and the next one writes the file")
    func fullDisk() async throws {
        let jobs = JobBook()
        let full = ExportBook()
        full.fill()
        let row = try await Self.row(
            "JOB name=monthly lang=en", Self.rehearsal(jobs, exports: full))
        #expect(row["outcome"] == .text("failed"))
        #expect(
            row["said"]
                == .text("failed: a defect of the daemon; its log says which under DISKFULL"))
        let exports = ExportBook()
        let next = try await Self.row("JOB name=monthly", Self.rehearsal(jobs, exports: exports))
        #expect(next["outcome"] == .text("done"))
        #expect(exports.writes == 1)
        #expect(jobs.now.closings.count == 1)
        #expect(jobs.now.runs.map(\.outcome) == [.failed, .done])
    }
}
