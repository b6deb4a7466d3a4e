import Alerting
import GarageNetwork
import LineProtocol
import Matching

/// A wish to run a job.
struct JobOrder: Sendable {
    var job: Job
    /// Says what it would do, and writes nothing at all.
    var isRehearsal: Bool
    /// The month to close; nil for the one before this.
    var month: Month?
    var language: Language
}

/// How a wish to run a job ended.
enum JobEnding: String, Sendable {
    case done
    /// Done, and somebody must look at what was found.
    case attention
    /// A job that runs once a period has done this one.
    case alreadyDone = "already-done"
    /// Somebody else runs it now.
    case running
    case failed
}

extension Environment {
    /// Runs a job, alone in the whole network, and writes down that it ran.
    ///
    /// - Returns: one row: how it ended, its figures, its duration, and a sentence.
    func run(_ order: JobOrder) async throws(LedgerError) -> Reply.Row {
        guard let claim = try await desks.jobs.claim(order.job, isRehearsal: order.isRehearsal)
        else { return try await runningElsewhere(order) }
        let row: Reply.Row
        do throws(LedgerError) {
            row = try await run(order, with: claim)
        } catch {
            await claim.release()
            throw error
        }
        await claim.release()
        // What CHECK knows of jobs need not be a minute old; failing to read it is no failed job.
        try? await refreshWatchFacts()
        return row
    }

    private func run(
        _ order: JobOrder, with claim: any JobClaim
    ) async throws(LedgerError) -> Reply.Row {
        var number: Int64?
        if !order.isRehearsal {
            let period = order.month.map { "\($0)" } ?? order.job.period(at: clock.now)
            number = try await claim.begin(order.job, period: period, at: writtenInstant)
            // A month that is frozen has its file written again: it may have been lost.
            if number == nil, order.job != .monthly { return alreadyDone(order, period, claim) }
        }
        let report: JobReport
        do throws(LedgerError) {
            report = try await body(of: order, run: number, with: claim)
        } catch {
            let sentence = error.jobSentence
            if let number {
                try await claim.end(
                    number, .failed, result: sentence.english, at: writtenInstant)
            }
            return row(order, .failed, sentence: sentence, [], claim.elapsedMilliseconds)
        }
        if let number {
            try await claim.end(
                number, report.outcome, result: report.sentence.english, at: writtenInstant)
        }
        let isAgain = number == nil && !order.isRehearsal
        return row(
            order, isAgain ? .alreadyDone : report.ending, sentence: report.sentence,
            report.fields, claim.elapsedMilliseconds)
    }

    private func body(
        of order: JobOrder, run: Int64?, with claim: any JobClaim
    ) async throws(LedgerError) -> JobReport {
        switch order.job {
        case .hourly: try await hourlyJob(isRehearsal: order.isRehearsal)
        case .daily: try await dailyJob(claim, isRehearsal: order.isRehearsal)
        case .nightly: try await nightlyJob(claim, run: run)
        case .monthly: try await monthlyJob(claim, order)
        case .retention: try await retentionJob(isRehearsal: order.isRehearsal)
        }
    }

    private func hourlyJob(isRehearsal: Bool) async throws(LedgerError) -> JobReport {
        let done = try await hourlyRound(isRehearsal: isRehearsal)
        return JobReport(
            counts: [
                ("reminded", done.reminded), ("expired", done.expired), ("sent_on", done.sentOn),
                ("unplaced", done.unplaced), ("failed", done.failed),
            ],
            sentence: .of([
                Counted(done.reminded, "relances", "reminded", one: ("relance", "reminded")),
                Counted(done.expired, "sans réponse", "expired"),
                Counted(
                    done.sentOn, "réorientations", "sent on", one: ("réorientation", "sent on")),
                Counted(done.unplaced, "sans garage", "unplaced"),
                Counted(done.failed, "en échec, voir le journal", "failed, see the log"),
            ]),
            needsSomebody: done.unplaced > 0 || done.failed > 0)
    }

    private func runningElsewhere(_ order: JobOrder) async throws(LedgerError) -> Reply.Row {
        let run = try await desks.jobs.jobStandings().first { $0.job == order.job }?.lastRun
        let holder = run.flatMap { $0.endedAt == nil ? $0.holder : nil }
        let since = run.map { $0.startedAt.iso8601 }
        let sentence =
            if let holder, let since {
                Sentence(
                    french: "tourne déjà sur \(holder) depuis \(since)",
                    english: "runs already on \(holder) since \(since)")
            } else {
                Sentence(french: "tourne déjà ailleurs", english: "runs already elsewhere")
            }
        let names = holder.map { [Field("holder", .text($0))] } ?? []
        return row(order, .running, sentence: sentence, names, 0)
    }

    private func alreadyDone(
        _ order: JobOrder, _ period: String, _ claim: any JobClaim
    ) -> Reply.Row {
        row(
            order, .alreadyDone,
            sentence: Sentence(
                french: "déjà fait pour \(period)", english: "already done for \(period)"),
            [], claim.elapsedMilliseconds)
    }

    private func row(
        _ order: JobOrder, _ ending: JobEnding, sentence: Sentence, _ figures: Reply.Row,
        _ milliseconds: Int64
    ) -> Reply.Row {
        let isFrench = order.language == .french
        let would = isFrench ? "à blanc, rien d'écrit : " : "dry run, nothing written: "
        let said = isFrench ? sentence.french : sentence.english
        return [
            Field("job", .text(order.job.rawValue)), Field("outcome", .text(ending.rawValue)),
            Field("dry_run", .truth(order.isRehearsal)),
        ] + figures + [
            Field("ms", .whole(milliseconds)),
            Field("said", .text(order.isRehearsal ? would + said : said)),
        ]
    }
}

extension JobReport {
    fileprivate var outcome: JobOutcome { needsSomebody ? .attention : .done }
    fileprivate var ending: JobEnding { needsSomebody ? .attention : .done }
}

extension LedgerError {
    /// What an operator reads of a run that failed.
    fileprivate var jobSentence: Sentence {
        switch self {
        case .storeDown:
            Sentence(
                french: "échec : la base de données est partie ; le prochain passage reprend",
                english: "failed: the database went away; the next run goes on")
        case .busy:
            Sentence(
                french: "échec : la base de données est trop occupée ; le prochain passage reprend",
                english: "failed: the database is too busy; the next run goes on")
        case .internalFault(let reference):
            Sentence(
                french: "échec : défaut du programme ; le journal dit lequel sous \(reference)",
                english: "failed: a defect of the daemon; its log says which under \(reference)")
        }
    }
}
