import Foundation
import Testing

@testable import garagectl

@Suite struct ImportRunTests {
    private static let text = """
        garage_id,name,lat,lon,note
        G1,One,48.1,2.1,a
        G2,"Two
        lines",48.2,2.2,b
        G1,Again,48.3,2.3,c
        FAR,Away,1,1,d
        ODD,Doubtful,48.4,2.4,e

        """

    /// A daemon that refuses FAR and doubts ODD.
    private static func answer(_ line: String) -> [String]? {
        if line.hasPrefix("IMPORT-COMMIT") {
            return [
                #"= {"kind":"garages","added":2,"changed":1,"unchanged":0,"rejected":1}"#,
                "+ OK rows=1",
            ]
        }
        if line.contains("garage=FAR") { return ["- 422 RANGE lat, lon: 121 km from its town"] }
        if line.contains("garage=ODD") { return ["+ OK doubt=\"19 km from its town\""] }
        return ["+ OK"]
    }

    private func run(
        _ run: ImportRun, _ text: String = text,
        script: @escaping @Sendable (String) -> [String]? = answer
    ) throws -> (ImportRun.Outcome, PreparedFile, [String]) {
        let daemon = try FakeDaemon(script: script)
        let file = try PreparedFile(kind: .garages, bytes: Array(text.utf8))
        let client = try LineClient(connecting: .unix(path: daemon.path), timeoutSeconds: 10)
        var advanced = 0
        let outcome = try run.run(file, through: client) { advanced += 1 }
        #expect(advanced == file.rows.count)
        return (outcome, file, daemon.requests)
    }

    @Test func nothingIsCommittedWhenARowIsRefused() throws {
        let (outcome, file, requests) = try run(ImportRun())
        #expect(
            requests == [
                "IMPORT kind=garages",
                "IMPORT-ROW line=2 garage=G1 name=One lat=48.1 lon=2.1",
                "IMPORT-ROW line=3 garage=G2 name=\"Two lines\" lat=48.2 lon=2.2",
                "IMPORT-ROW line=6 garage=FAR name=Away lat=1 lon=1",
                "IMPORT-ROW line=7 garage=ODD name=Doubtful lat=48.4 lon=2.4",
            ])
        #expect(outcome.commit == nil)
        #expect(outcome.accepted == 3)
        #expect(outcome.rejected.map(\.line) == [5, 6])
        #expect(outcome.doubts == [ImportRun.Doubt(line: 7, text: "19 km from its town")])
        #expect(
            Array(RejectFile.lines(outcome.rejected, of: file)) == [
                "garage_id,name,lat,lon,note,line,column,reason",
                "G1,Again,48.3,2.3,c,5,garage_id,the same garage stands on line 2",
                "FAR,Away,1,1,d,6,lat,\"RANGE lat, lon: 121 km from its town\"",
            ])
    }

    @Test(arguments: [
        (ImportRun(isPartial: true), "IMPORT-COMMIT"),
        (ImportRun(isDryRun: true), "IMPORT-COMMIT dry_run=yes"),
    ])
    func partialCommitsTheGoodRowsAndADryRunOnlyAsks(run: ImportRun, last: String) throws {
        let (outcome, _, requests) = try self.run(run)
        #expect(requests.last == last)
        #expect(outcome.commit?.contains("\"added\":2") == true)
    }

    @Test func trustIsPassedOn() throws {
        let (_, _, requests) = try run(ImportRun(trustsPositions: true))
        #expect(requests.first == "IMPORT kind=garages trust=yes")
    }

    @Test(arguments: [
        "- 403 DENIED only an administrator", "- 404 UNKNOWN-VERB no such verb",
        "- 503 STORE-DOWN the database is away", "- 429 BUSY retry-ms=5 wait",
    ])
    func whatIsNotAboutTheRowEndsTheImport(refusal: String) throws {
        let failure = try #require(throws: Failure.self) {
            _ = try run(ImportRun(isPartial: true)) { line in
                line.hasPrefix("IMPORT-ROW") ? [refusal] : ["+ OK"]
            }
        }
        #expect(failure.sentence == String(refusal.dropFirst(2)))
    }

    @Test func theReportNamesTenReasonsAndCountsTheRest() throws {
        let rows = (0..<15).map { "G\($0),X,1,\n" }.joined()
        let file = try PreparedFile(
            kind: .garages, bytes: Array(("garage_id,name,lat,lon\n" + rows).utf8))
        let outcome = ImportRun.Outcome(rejected: file.rejected)
        let report = ImportReport(
            path: "f.csv", file: file, outcome: outcome, isDryRun: false, isCommitted: false,
            rejectsPath: "f.csv.rejects.csv")
        #expect(report.remarks.count == 12)
        #expect(report.remarks[0].hasPrefix("line 2: rejected: lat and lon go together"))
        #expect(report.remarks[10] == "… and 5 more")
        #expect(report.remarks[11].contains("f.csv.rejects.csv"))
        #expect(
            report.summary
                == "garages: rows 15 · accepted 0 · rejected 15 · nothing was imported")
    }

    @Test func theWholeCommandLeavesARejectFileAndStatusOne() throws {
        let daemon = try FakeDaemon(connections: 2, script: Self.answer)
        let path = temporaryPath("csv")
        try Self.text.write(toFile: path, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(atPath: path) }
        let rejects = path + ".rejects.csv"
        defer { try? FileManager.default.removeItem(atPath: rejects) }
        let words = ["--socket", daemon.path, "-q", "import", "garages", path]
        #expect(Program.run(words) == .refused)
        #expect(try String(contentsOfFile: rejects, encoding: .utf8).contains("121 km"))
        #expect(Program.run(words + ["--partial"]) == .worked)
        #expect(Program.run(["import", "cars", path]) == .usage)
        #expect(Program.run(["import", "garages", "/nowhere.csv"]) == .usage)
    }

    @Test func anEmptyFileIsSaidSo() throws {
        let failure = try #require(throws: Failure.self) {
            _ = try PreparedFile(kind: .garages, bytes: [])
        }
        #expect(failure.sentence == "the file is empty")
    }
}
