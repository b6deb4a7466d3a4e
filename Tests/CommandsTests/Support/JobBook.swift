import GarageNetwork
import Synchronization

/// Runs of jobs kept in memory, by the rules of the database.
final class JobBook: JobLedger {
    struct Pages {
        var runs: [JobRun] = []
        var held: Set<Job> = []
        var findings: [CoherenceFinding] = []
        var kept: [Int64: [CoherenceFinding]] = [:]
        var pausesOver: [GarageID] = []
        var unanswered: [ReferralCode] = []
        var image = NetworkImage(garages: [], counts: [], days: [], revision: 1)
        var closings: [Month: MonthClosing] = [:]
        var figures: MonthFigures?
        /// What was asked of the database.
        var plans: [MonthPlan] = []
        var askedThrough: Day?
        var writes = 0
        var releases = 0
        var failure: LedgerError?
    }
    private let pages: Mutex<Pages>

    init(_ change: (inout Pages) -> Void = { _ in }) {
        var pages = Pages()
        change(&pages)
        self.pages = Mutex(pages)
    }

    var now: Pages { pages.withLock { $0 } }
    func change(_ body: (inout Pages) -> Void) { pages.withLock { body(&$0) } }

    fileprivate func answer<Value: Sendable>(
        _ body: (inout Pages) -> Value
    ) throws(LedgerError) -> Value {
        if let failure = now.failure { throw failure }
        return pages.withLock { body(&$0) }
    }

    func jobStandings() async throws(LedgerError) -> [JobStanding] {
        try answer { pages in
            Job.allCases.map { job in
                let own = pages.runs.filter { $0.job == job }
                return JobStanding(
                    job: job, lastRun: own.last,
                    lastSuccess: own.last { $0.outcome == .done || $0.outcome == .attention },
                    expectedSince: Instant(microseconds: 0))
            }
        }
    }

    func coherence() async throws(LedgerError) -> CoherenceReport {
        try answer { pages in
            let last = pages.runs.last { $0.job == .nightly && $0.endedAt != nil }
            return CoherenceReport(
                comparedAt: last?.endedAt, findings: last.flatMap { pages.kept[$0.number] } ?? [])
        }
    }

    func claim(
        _ job: Job, isRehearsal: Bool
    ) async throws(LedgerError) -> (any JobClaim)? {
        try answer { pages in
            if isRehearsal { return Claim(book: self, job: nil) }
            return pages.held.insert(job).inserted ? Claim(book: self, job: job) : nil
        }
    }

    private struct Claim: JobClaim {
        let book: JobBook
        /// Nil for a rehearsal, which holds nothing.
        let job: Job?
        var elapsedMilliseconds: Int64 { 120 }

        func release() async {
            book.change { pages in
                pages.releases += 1
                if let job { pages.held.remove(job) }
            }
        }

        func begin(
            _ job: Job, period: String, at now: Instant?
        ) async throws(LedgerError) -> Int64? {
            try book.answer { pages in
                pages.writes += 1
                let isDone = pages.runs.contains {
                    $0.job == job && $0.period == period && $0.outcome == .done
                }
                if job.isOncePerPeriod, isDone { return nil }
                let number = Int64(pages.runs.count + 1)
                pages.runs.append(
                    JobRun(
                        number: number, job: job, period: period, holder: "test/1",
                        startedAt: now ?? Rehearsal.start))
                return number
            }
        }

        func end(
            _ number: Int64, _ outcome: JobOutcome, result: String, at now: Instant?
        ) async throws(LedgerError) {
            try book.answer { pages in
                pages.writes += 1
                pages.runs[Int(number) - 1].outcome = outcome
                pages.runs[Int(number) - 1].endedAt = now ?? Rehearsal.start
                pages.runs[Int(number) - 1].durationMilliseconds = 120
                pages.runs[Int(number) - 1].result = result
            }
        }

        func endPauses(
            before _: Day, isRehearsal: Bool
        ) async throws(LedgerError) -> [GarageID] {
            try book.answer { pages in
                defer { if !isRehearsal { pages.pausesOver = [] } }
                if !isRehearsal { pages.writes += 1 }
                return pages.pausesOver
            }
        }

        func unansweredRepairs(through last: Day) async throws(LedgerError) -> [ReferralCode] {
            try book.answer { pages in
                pages.askedThrough = last
                return pages.unanswered
            }
        }

        func runChecks() async throws(LedgerError) -> (
            checks: Int, findings: [CoherenceFinding]
        ) {
            (5, try book.answer { $0.findings })
        }

        func load() async throws(LedgerError) -> NetworkImage { try book.answer { $0.image } }

        func keep(
            _ findings: [CoherenceFinding], of run: Int64
        ) async throws(LedgerError) {
            try book.answer { pages in
                pages.writes += 1
                pages.kept[run] = findings
            }
        }

        func forgetRuns(
            olderThanDays _: Int, at _: Instant?, isRehearsal: Bool
        ) async throws(LedgerError) -> Int {
            try book.answer { pages in
                if !isRehearsal { pages.writes += 1 }
                return 2
            }
        }

        func close(
            _ month: Month, plans: [MonthPlan], at _: Instant?, isRehearsal: Bool,
            compose: @escaping @Sendable (MonthFigures) -> String
        ) async throws(LedgerError) -> MonthClosing {
            try book.answer { pages in
                pages.plans = plans
                if var closing = pages.closings[month] {
                    closing.wasClosed = true
                    return closing
                }
                let figures =
                    pages.figures ?? MonthFigures(month: month, garages: [], senders: [])
                let closing = MonthClosing(
                    garages: 3, verdicts: [.inBand: 2, .closed: 1], file: compose(figures),
                    wasClosed: false)
                if !isRehearsal {
                    pages.writes += 1
                    pages.closings[month] = closing
                }
                return closing
            }
        }
    }
}
