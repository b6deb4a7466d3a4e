import ArgumentParser

/// Runs one of the jobs that cron runs, and says in one line and one number what came of it.
struct JobCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "job",
        abstract: "Runs a job of cron's: hourly, daily, nightly, monthly or retention.",
        discussion: """
            Prints one line. Exits 0 when it was done, had nothing to do, was done before or runs
            elsewhere at this moment; 1 when it was done and a person must look at what it found;
            2 when it failed; 3 when the daemon could not be asked. Safe to run twice, and from
            several machines at once: the database lets one of them run it.

              garagectl job hourly
              garagectl job nightly --dry-run
              garagectl job monthly month=2026-10
            """)

    @Argument(help: "The job's name, and month= where it takes one.")
    var words: [String]

    @Flag(help: "Say what it would do, and write nothing.")
    var dryRun = false

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    /// A comparison of everything takes minutes; systemd and cron stop what takes for ever.
    static let timeoutSecondsMin = 900

    func run() throws {
        let progress = JobProgress(name: words.first ?? "", isQuiet: connection.quiet)
        let outcome = try JobOutcome(
            words, isDryRun: dryRun, language: connection.lang
        ) { request throws(Failure) in
            let seconds = max(connection.timeout, Self.timeoutSecondsMin)
            let client = try connection.open(timeoutSeconds: seconds)
            client.whileWaiting { progress.passed(seconds: $0) }
            defer { progress.finish() }
            return try client.ask(request)
        }
        // Cron mails whatever is said: quietly, only what somebody must read.
        if !connection.quiet || outcome.status != .worked {
            Terminal.print(output.json ? outcome.row : outcome.line)
        }
        if outcome.status != .worked { throw outcome.status }
    }
}

/// What a run of a job ends with.
struct JobOutcome: Equatable {
    /// `hourly: 4 reminded, 3 expired (0.12 s)`.
    let line: String
    /// The reply's row as it was received.
    let row: String
    let status: ProgramStatus

    /// Asks by `ask` and makes of the reply a line and a status.
    ///
    /// - Throws: a failure with the status that cron shall see.
    init(
        _ words: [String], isDryRun: Bool, language: Language?,
        ask: (RequestText) throws(Failure) -> WireReply
    ) throws(Failure) {
        let reply = try ask(try Self.request(words, isDryRun: isDryRun, language: language))
        if case .refused(let refusal) = reply.final { throw Self.failure(refusal) }
        guard let row = reply.rows.first, let members = JSONReader.object(row) else {
            throw .badReply("a job without a row")
        }
        func value(_ name: String) -> String? {
            members.first { $0.name == name }?.value.plain
        }
        guard let job = value("job"), let said = value("said"),
            let status = Self.statuses[value("outcome") ?? ""]
        else { throw .badReply("a job without an outcome") }
        let hundredths = (value("ms").flatMap(Int.init) ?? 0) / 10
        let digits = "\(hundredths % 100)"
        let seconds = "\(hundredths / 100).\(digits.count < 2 ? "0" : "")\(digits)"
        line = "\(job.printable): \(said.printable) (\(seconds) s)"
        self.row = row
        self.status = status
    }

    /// By the daemon's word for how it ended.
    private static let statuses: [String: ProgramStatus] = [
        "done": .worked, "already-done": .worked, "running": .worked,
        "attention": .attention, "failed": .failed,
    ]

    /// A daemon that was asked and could not is a job that failed; one that refuses was not asked.
    private static func failure(_ refusal: Refusal) -> Failure {
        let told = Failure.refused(refusal, verb: "JOB")
        let isFailure = refusal.code == 429 || (refusal.code >= 500 && refusal.name != "NOT-READY")
        return Failure(
            isFailure ? .failed : .unreachable, told.sentence,
            advice: isFailure ? "the next run goes on where this one stopped" : told.advice)
    }

    private static func request(
        _ words: [String], isDryRun: Bool, language: Language?
    ) throws(Failure) -> RequestText {
        guard let name = words.first, !name.isEmpty else {
            throw Failure(.usage, "which job? garagectl job hourly|daily|nightly|monthly|retention")
        }
        var named = name.contains("=") ? words : ["name=\(name)"] + words.dropFirst()
        if isDryRun { named.append("dry_run=yes") }
        return try TypedRequest(
            ["job"] + named, vocabulary: Vocabulary(verbs: [], universalKeys: []),
            language: language
        ).request
    }
}

/// That a job is still running, on standard error, for whoever has waited a second.
private struct JobProgress {
    let name: String
    let isQuiet: Bool

    /// A log is told at once and then at each minute; a person sees the seconds.
    func passed(seconds: Int) {
        guard !isQuiet else { return }
        if Terminal.errorIsTerminal {
            Terminal.overwrite("\(name.printable): running, \(seconds) s")
        } else if seconds == 1 || seconds % 60 == 0 {
            Terminal.complain("\(name.printable): running, \(seconds) s")
        }
    }

    func finish() {
        if !isQuiet, Terminal.errorIsTerminal { Terminal.overwrite("") }
    }
}
