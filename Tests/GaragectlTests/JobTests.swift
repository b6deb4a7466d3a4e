import Testing

@testable import garagectl

/// The line and the number that cron reads of a job.
@Suite struct JobTests {
    private static func row(_ outcome: String, ms: Int = 123, said: String = "3 expired") -> String
    {
        #"{"job":"hourly","outcome":"\#(outcome)","dry_run":false,"expired":3,"ms":\#(ms),"#
            + #""said":"\#(said)"}"#
    }

    private static func outcome(
        _ words: [String] = ["hourly"], rows: [String] = [row("done")],
        final: FinalLine = .worked([])
    ) throws(Failure) -> JobOutcome {
        try JobOutcome(words, isDryRun: false, language: nil) { _ throws(Failure) in
            WireReply(rows: rows, final: final)
        }
    }

    @Test(arguments: [
        ("done", ProgramStatus.worked), ("already-done", .worked), ("running", .worked),
        ("attention", .refused), ("failed", .usage),
    ])
    func theNumberSaysHowItEnded(word: String, status: ProgramStatus) throws {
        let outcome = try Self.outcome(rows: [Self.row(word)])
        #expect(outcome.status == status)
        #expect(outcome.line == "hourly: 3 expired (0.12 s)")
    }

    @Test(arguments: [(0, "0.00"), (9, "0.00"), (10, "0.01"), (999, "0.99"), (61_040, "61.04")])
    func theDurationIsInHundredths(ms: Int, seconds: String) throws {
        let line = try Self.outcome(rows: [Self.row("done", ms: ms)]).line
        #expect(line.hasSuffix("(\(seconds) s)"))
    }

    @Test(arguments: [
        [], ["x"], ["{}"], [#"{"job":"hourly","said":"x"}"#],
        [#"{"job":"hourly","said":"x","outcome":"maybe"}"#],
    ])
    func whatIsNoOutcomeIsUnreachable(rows: [String]) {
        let failure = #expect(throws: Failure.self) { try Self.outcome(rows: rows) }
        #expect(failure?.status == .unreachable)
    }

    @Test(
        "a daemon that tried and could not is a failure; one that refuses was not asked",
        arguments: [
            (401, "AUTH", ProgramStatus.unreachable), (403, "DENIED", .unreachable),
            (404, "UNKNOWN-VERB", .unreachable), (422, "RANGE", .unreachable),
            (503, "NOT-READY", .unreachable), (503, "STORE-DOWN", .failed),
            (429, "BUSY", .failed), (500, "INTERNAL", .failed),
        ])
    func refusals(code: Int, name: String, status: ProgramStatus) {
        let refusal = FinalLine.refused(Refusal(code: code, name: name, sentence: "why"))
        let failure = #expect(throws: Failure.self) { try Self.outcome(final: refusal) }
        #expect(failure?.status == status)
        #expect(failure?.sentence.contains("why") == true)
        #expect(failure?.advice?.isEmpty == false)
    }

    @Test(arguments: [
        (["hourly"], false, nil as Language?, "JOB name=hourly"),
        (
            ["monthly", "month=2026-10"], true, .fr,
            "JOB name=monthly month=2026-10 dry_run=yes lang=fr"
        ),
        (["name=daily"], true, nil, "JOB name=daily dry_run=yes"),
    ])
    func whatIsAsked(words: [String], isDryRun: Bool, language: Language?, line: String) throws {
        var sent = ""
        _ = try JobOutcome(words, isDryRun: isDryRun, language: language) {
            request throws(Failure) in
            sent = request.line
            return WireReply(rows: [Self.row("done")], final: .worked([]))
        }
        #expect(sent == line)
    }

    @Test func theProgramExitsWithTheNumber() throws {
        for (word, status) in [("done", ProgramStatus.worked), ("attention", .refused)] {
            let daemon = try FakeDaemon { _ in ["= " + Self.row(word), "+ OK rows=1"] }
            #expect(Program.run(["job", "hourly", "--dry-run", "--socket", daemon.path]) == status)
            #expect(daemon.requests == ["JOB name=hourly dry_run=yes"])
        }
        #expect(Program.run(["job", "hourly", "--socket", "/nowhere"]) == .unreachable)
        #expect(Program.run(["job"]) == .usage)
        #expect(Program.run(["job", "--help"]) == .worked)
    }
}
