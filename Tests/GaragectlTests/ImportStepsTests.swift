import Foundation
import Testing

@testable import garagectl

/// A file of steps on its way: what is sent, what is told, what the shell reads.
@Suite struct ImportStepsTests {
    private static let text = """
        code,step,date,amount
        7KQ4M2X9,received,2026-11-20,
        2345678W,received,2026-11-20,
        7KQ4M2X9,quoted,2026-11-21,12
        bad,received,2026-11-20,

        """
    private static let good = String(text.split(separator: "bad")[0])

    private static func fault(_ line: Int, _ key: String, _ error: String) -> String {
        #"= {"line":\#(line),"key":"\#(key)","error":"\#(error)","reason":"why"}"#
    }

    private static func total(_ added: Int, _ known: Int, _ rejected: Int) -> String {
        #"= {"kind":"steps","added":\#(added),"changed":0,"unchanged":\#(known),"#
            + #""rejected":\#(rejected),"dry_run":false}"#
    }

    /// A daemon that knows no referral 2345678W and no code "bad".
    private static func answer(_ line: String) -> [String]? {
        switch true {
        case line.hasPrefix("IMPORT kind"): ["+ OK kind=steps rows_max=1000"]
        case line.contains("referral=bad"):
            ["- 400 SYNTAX referral: not a referral's code: eight characters, column 19"]
        case line.hasPrefix("IMPORT-ROW"): ["+ OK"]
        case line == "IMPORT-COMMIT":
            [fault(3, "referral", "NO-SUCH"), "- 409 CONFLICT rejected=1 nothing was written"]
        case line.hasPrefix("IMPORT-COMMIT"):
            [fault(3, "referral", "NO-SUCH"), total(1, 1, 2), "+ OK rows=2"]
        default: ["- 404 UNKNOWN-VERB no"]
        }
    }

    private func run(
        _ run: ImportRun, _ text: String,
        script: @escaping @Sendable (String) -> [String]? = answer
    ) throws -> (outcome: ImportRun.Outcome, file: PreparedFile, requests: [String]) {
        let daemon = try FakeDaemon(script: script)
        let file = try PreparedFile(kind: .steps, bytes: Array(text.utf8))
        let client = try LineClient(connecting: .unix(path: daemon.path), timeoutSeconds: 10)
        let outcome = try run.run(file, through: client, advance: {})
        return (outcome, file, daemon.requests)
    }

    private static func report(
        _ outcome: ImportRun.Outcome, _ file: PreparedFile, isDryRun: Bool = false
    ) -> ImportReport {
        ImportReport(
            path: "f.csv", file: file, outcome: outcome, isDryRun: isDryRun,
            isCommitted: outcome.commit != nil, rejectsPath: "r.csv", seconds: 3.21)
    }

    @Test func whatOnlyTheDatabaseSeesIsARejectedRow() throws {
        let (outcome, file, requests) = try run(ImportRun(), Self.good)
        #expect(
            requests == [
                "IMPORT kind=steps",
                "IMPORT-ROW line=2 referral=7KQ4M2X9 step=received on=2026-11-20",
                "IMPORT-ROW line=3 referral=2345678W step=received on=2026-11-20",
                "IMPORT-ROW line=4 referral=7KQ4M2X9 step=quoted on=2026-11-21 amount_cents=1200",
                "IMPORT-COMMIT",
            ])
        #expect(outcome.commit == nil && outcome.accepted == 2 && outcome.unlisted == 0)
        #expect(outcome.unknownCodes == ["2345678W"])
        #expect(outcome.rejected.map(\.line) == [3] && outcome.rejected[0].column == "code")
        let report = Self.report(outcome, file)
        #expect(report.summary == "steps: 2 possible, 1 rejected (3.2 s) · nothing was imported")
        #expect(
            report.remarks == [
                "line 3: rejected: NO-SUCH why", "unknown codes: 2345678W",
                "rejected rows are in r.csv",
            ])
    }

    /// A row that is refused on the way does not hide those that the database refuses.
    @Test func everythingIsCheckedBeforeNothingIsWritten() throws {
        let (outcome, file, requests) = try run(ImportRun(), Self.text)
        #expect(requests.last == "IMPORT-COMMIT dry_run=yes")
        #expect(outcome.commit == nil && outcome.rejected.map(\.line) == [3, 5])
        #expect(
            outcome.rejected[1].reason
                == "SYNTAX referral: not a referral's code: eight characters")
        #expect(outcome.rejected[1].column == "code")
        #expect(
            Self.report(outcome, file).summary
                == "steps: 2 possible, 2 rejected (3.2 s) · nothing was imported")
    }

    @Test func partialAndDryRunSayWhatTheyDid() throws {
        let (partial, file, requests) = try run(ImportRun(isPartial: true), Self.text)
        #expect(requests.last == "IMPORT-COMMIT partial=yes")
        #expect(
            Self.report(partial, file).summary
                == "steps: 1 new, 1 already known, 2 rejected (3.2 s)")
        let (dry, _, asked) = try run(ImportRun(isPartial: true, isDryRun: true), Self.text)
        #expect(asked.last == "IMPORT-COMMIT dry_run=yes")
        #expect(
            Self.report(dry, file, isDryRun: true).summary
                == "steps: 1 new, 1 already known, 2 rejected (3.2 s)"
                + " · dry run: nothing was changed")
    }

    @Test func theClosingLineIsGrouped() throws {
        let file = try PreparedFile(kind: .steps, bytes: Array(Self.good.utf8))
        var outcome = ImportRun.Outcome()
        outcome.commit = String(Self.total(98_231, 1_769, 0).dropFirst(2))
        #expect(
            Self.report(outcome, file).summary
                == "steps: 98,231 new, 1,769 already known, 0 rejected (3.2 s)")
        #expect(
            [0, 7, 999, 1_000, -1_234, 1_000_000].map(\.grouped)
                == ["0", "7", "999", "1,000", "-1,234", "1,000,000"])
    }

    @Test func moreRowsThanTheDaemonTakesAreRefusedBeforeTheFirst() throws {
        let daemon = try FakeDaemon { _ in ["+ OK kind=steps rows_max=2"] }
        let file = try PreparedFile(kind: .steps, bytes: Array(Self.good.utf8))
        let client = try LineClient(connecting: .unix(path: daemon.path), timeoutSeconds: 10)
        let failure = try #require(throws: Failure.self) {
            try ImportRun().run(file, through: client, advance: {})
        }
        #expect(
            failure.sentence
                == "the file has 3 rows and an import at most 2; nothing was sent")
        #expect(daemon.requests == ["IMPORT kind=steps"])
    }

    @Test func unknownCodesAreListedOnceAndTheRestIsCounted() throws {
        let file = try PreparedFile(kind: .steps, bytes: Array(Self.good.utf8))
        for (count, ending) in [(1, "C0"), (20, "C19"), (21, "C19 … and 1 more")] {
            var outcome = ImportRun.Outcome()
            outcome.unknownCodes = (0..<count).map { "C\($0)" }
            let told = Self.report(outcome, file).remarks
            #expect(told.count == 1 && told[0].hasPrefix("unknown codes: C0"))
            #expect(told[0].hasSuffix(ending))
        }
        let row = "2345678W,received,2026-11-20,\n"
        let (outcome, _, _) = try run(ImportRun(), Self.good + row) { line in
            line == "IMPORT-COMMIT"
                ? [3, 5].map { Self.fault($0, "referral", "NO-SUCH") } + ["- 409 CONFLICT x"]
                : Self.answer(line)
        }
        #expect(outcome.unknownCodes == ["2345678W"] && outcome.rejected.count == 2)
    }

    @Test func rowsThatAreTooManyToBeListedAreCounted() throws {
        let (outcome, file, _) = try run(ImportRun(), Self.good) { line in
            line == "IMPORT-COMMIT"
                ? [Self.fault(3, "step", "CONFLICT"), "- 409 CONFLICT rejected=3 nothing"]
                : Self.answer(line)
        }
        #expect(outcome.unlisted == 2 && outcome.rejected[0].column == "step")
        let report = Self.report(outcome, file)
        #expect(report.remarks.contains("… and 2 rows that the daemon did not list"))
        #expect(report.summary == "steps: 0 possible, 3 rejected (3.2 s) · nothing was imported")
    }

    @Test(arguments: [
        ["- 503 STORE-DOWN away"], ["- 409 CONFLICT no import is under way"],
        ["= {\"line\":99,\"error\":\"X\"}", "+ OK"], [FakeDaemon.hangUp],
    ])
    func aCommitThatFailsIsAFailure(lines: [String]) throws {
        let failure = try #require(throws: Failure.self) {
            _ = try run(ImportRun(isPartial: true), Self.good) { line in
                line.hasPrefix("IMPORT-COMMIT") ? lines : Self.answer(line)
            }
        }
        #expect(failure.status != .worked)
    }

    @Test func theWholeCommandLeavesItsRejects() throws {
        let daemon = try FakeDaemon(connections: 3, script: Self.answer)
        let path = temporaryPath("csv")
        try Self.text.write(toFile: path, atomically: true, encoding: .utf8)
        let rejects = path + ".rejects.csv"
        defer { for file in [path, rejects] { try? FileManager.default.removeItem(atPath: file) } }
        let words = ["--socket", daemon.path, "-q", "import", "steps", path]
        #expect(Program.run(words) == .refused)
        let lines = try String(contentsOfFile: rejects, encoding: .utf8).split(separator: "\n")
        #expect(lines[0] == "code,step,date,amount,line,column,reason" && lines.count == 3)
        let mode = try FileManager.default.attributesOfItem(atPath: rejects)[.posixPermissions]
        #expect(mode as? Int == 0o600)
        #expect(Program.run(words + ["--partial"]) == .worked)
        #expect(Program.run(words + ["--dry-run"]) == .refused)
        #expect(Program.run(words + ["--rejects", path]) == .usage)
        #expect(Program.run(words + ["--mapping", "/nowhere.toml"]) == .usage)
        #expect(Program.run(["import", "places", path, "--mapping", path]) == .usage)
    }
}
