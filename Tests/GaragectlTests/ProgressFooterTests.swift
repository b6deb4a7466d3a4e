import Testing

@testable import garagectl

/// What is said while something runs and under what it printed.
@Suite struct ProgressFooterTests {
    /// More can come than was announced: requests are made while they are read.
    @Test(arguments: [
        (0, 1), (1, 1), (1, 3), (99, 100), (100, 100), (101, 100), (5_000, 100), (1, 0), (0, 0),
        (1_000_000_000, 1),
    ])
    func aBarNeverGrowsBeyondItsWidth(done: Int, total: Int) {
        for seconds in [0, 0.001, 1, 86_400] {
            let line = ProgressLine(label: "x", done: done, total: total, seconds: seconds)
            let blocks = line.bar.prefix { $0 == "█" || $0 == "░" }
            #expect(blocks.count == 24)
            #expect(blocks.drop { $0 == "█" }.allSatisfy { $0 == "░" })
            #expect((blocks.last == "█") == (done >= total))
            #expect(!line.sentence.contains("-"))
        }
    }

    @Test(arguments: [
        (1, 2, 59.0, "59 s left"), (1, 2, 60, "1 min 0 s left"), (1, 2, 61, "1 min 1 s left"),
        (2, 3, 1, "1 s left"), (1, 61, 60, "60 min 0 s left"), (3, 3, 7, "0 s left"),
    ])
    func whatIsLeftIsRoundedUp(done: Int, total: Int, seconds: Double, expected: String) {
        let line = ProgressLine(label: "x", done: done, total: total, seconds: seconds)
        #expect(line.sentence.hasSuffix(expected), "\(line.sentence)")
    }

    /// Percent and blocks never run ahead of what is done.
    @Test func aShareIsRoundedDown() {
        for total in [1, 3, 7, 100, 27_000] {
            for done in stride(from: 0, through: total, by: max(1, total / 50)) {
                let line = ProgressLine(label: "x", done: done, total: total, seconds: 1)
                let percent = Int(line.sentence.dropFirst(3).prefix { $0 != " " }) ?? -1
                #expect(percent <= done * 100 / total && percent >= done * 100 / total - 1)
                #expect(line.bar.count { $0 == "█" } <= done * 24 / total)
            }
        }
    }

    @Test(arguments: [
        ([], true, nil as String?), ([], false, "OK"), (["rows=5"], true, "rows 5"),
        (["rows=5", "within=30km", "reachable=11"], true, "rows 5 · within 30km · reachable 11"),
        (["more=1", "next=G1"], true, nil), (["rows=0", "more=1", "next=G1"], false, "rows 0"),
        (["a=\u{1B}[2J"], true, "a  [2J"),
    ])
    func theFooterIsTheFinalLine(values: [String], hasRows: Bool, expected: String?) {
        #expect(Footer.line(values.map(Self.value), hasRows: hasRows) == expected)
    }

    @Test(arguments: [
        ([], nil as String?), (["more=0", "next=G1"], nil), (["next=G1"], nil),
        (["more=3"], "3 rows more were left out: a higher limit=… shows them"),
        (["more=1"], "more rows were left out: a higher limit=… shows them"),
        (["more=1", "next=G1"], "there are more rows: repeat the command with after=G1"),
        (["more=1", "next=G 1"], #"there are more rows: repeat the command with after="G 1""#),
        (["more=1", "next=after=5"], "there are more rows: repeat the command with after=5"),
    ])
    func moreRowsSayHowToGetThem(values: [String], expected: String?) {
        #expect(Footer.continuation(values.map(Self.value)) == expected)
    }

    @Test(arguments: [("REFERRALS", "before"), ("OUTBOX", "before"), ("LOAD", "after")])
    func listsThatGoBackGoOnBefore(verb: String, key: String) {
        let values = ["more=1", "next=5"].map(Self.value)
        #expect(Footer.continuation(values, verb: verb)?.hasSuffix(" \(key)=5") == true)
    }

    private static func value(_ pair: String) -> NamedText {
        let parts = pair.split(separator: "=", maxSplits: 1)
        return NamedText(name: String(parts[0]), text: String(parts[1]))
    }

    /// A long list of reasons is cut, and says how much of it.
    @Test(arguments: [0, 1, 9, 10, 11, 250])
    func anImportShowsTenReasonsAndCountsTheRest(rejected: Int) throws {
        let rows = (0..<rejected).map { _ in "G1,X,48\n" }.joined()
        let file = try PreparedFile(
            kind: .garages, bytes: Array(("garage_id,name,lat,lon\n" + rows).utf8))
        let report = ImportReport(
            path: "f.csv", file: file,
            outcome: ImportRun.Outcome(accepted: 0, rejected: file.rejected), isDryRun: false,
            isCommitted: false, rejectsPath: "r.csv")
        let remarks = report.remarks
        #expect(remarks.count { $0.contains(": rejected: it has 3 columns") } == min(rejected, 10))
        #expect(remarks.contains("… and \(rejected - 10) more") == (rejected > 10))
        #expect(remarks.contains("rejected rows are in r.csv") == (rejected > 0))
        #expect(
            report.summary
                == "garages: rows \(rejected) · accepted 0 · rejected \(rejected)"
                + " · nothing was imported")
    }
}
