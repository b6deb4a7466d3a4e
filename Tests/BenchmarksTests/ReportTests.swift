import Foundation
import Testing

@testable import Benchmarks

/// Levels that ran one by one make one report.
@Suite struct ReportTests {
    private let folder = FileManager.default.temporaryDirectory
        .appending(path: "garaged-bench-\(UInt32.random(in: 0 ... .max))")

    private func result(_ level: String, seconds: Double = 1) -> LevelResult {
        var result = LevelResult(level: level, title: "Level \(level)", isQuick: false)
        // Whole seconds, as they are written.
        result.taken = Date(timeIntervalSince1970: 1_800_000_000)
        result.seconds = seconds
        return result
    }

    private static let calm = Conditions(loadAverage: 0.25, flushNanoseconds: 88_000)
    private static let busy = Conditions(loadAverage: 7.5, flushNanoseconds: nil)

    private func table(_ title: String) -> MeasuredTable {
        var table = Table(["peer", "cost"])
        table.add(["ours", "12 ns"])
        return MeasuredTable(
            title: title, note: "A note.", table: table, before: Self.calm, after: Self.busy)
    }

    @Test("what is kept is read again, whole")
    func roundTrip() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        var kept = result("index")
        kept.tables = [table("T")]
        kept.skipped = [SkippedPeer(name: "S2", reason: "no header", install: "apt-get install x")]
        kept.goals = [.atMost(1.25, "×", "ours", was: 1.5)]
        kept.curves = [
            Curve(
                plot: Plot.points.name, name: "c", points: PlotTests.bent,
                marks: [.init(x: 1, label: "l", reason: "r")])
        ]
        kept.versions = ["Redis": "7.0"]
        try Report.keep(kept, in: folder)
        #expect(Report(in: folder).results == [kept])
    }

    @Test("levels stand in the order of the list, the latest run of each")
    func merging() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, seconds) in [("hot", 1.0), ("index", 2), ("hot", 3)] {
            try Report.keep(result(name, seconds: seconds), in: folder)
        }
        let results = Report(in: folder).results
        #expect(results.map(\.level) == ["index", "hot"])
        #expect(results.map(\.seconds) == [2, 3])
    }

    @Test("a folder without results, or with broken ones, makes an empty report")
    func nothing() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(Report(in: folder).results.isEmpty)
        try Report.keep(result("index"), in: folder)
        try Data("{".utf8).write(to: folder.appending(path: "results/index.json"))
        let report = Report(in: folder)
        #expect(report.results.isEmpty)
        #expect(report.markdown(with: []).contains("to be run again: index."))
    }

    @Test("load and the flush control stand beside every table")
    func conditions() {
        var measured = result("index")
        measured.tables = [table("First"), table("Second")]
        let text = Report([measured]).markdown(with: [])
        let line =
            "Load average 0.25 before, 7.50 after; flush control 88.0 µs before, unknown after."
        #expect(text.components(separatedBy: line).count == 3)
        #expect(text.contains("### First\n\n\(line)\n\nA note.\n\n| peer |  cost |"))
    }

    @Test("a peer that is skipped is named with the command that brings it")
    func skipped() {
        var measured = result("index")
        measured.skipped = [SkippedPeer(name: "S2", reason: "why", install: "apt-get install l")]
        let text = Report([measured]).markdown(with: [])
        #expect(text.contains("**S2 was skipped**: why. To have it: `apt-get install l`"))
    }

    @Test("goals: the missed first, counted, at most or at least, the limit itself reached")
    func goals() throws {
        var measured = result("index")
        measured.goals = [
            .atMost(2, "×", "on the limit", was: 2), .atMost(2, "×", "beyond", was: 2.01),
            .atLeast(3, "×", "enough", was: 3), .atLeast(3, "×", "too little", was: 2.99),
        ]
        #expect(measured.goals.map(\.isReached) == [true, false, true, false])
        let text = Report([measured]).markdown(with: [])
        #expect(text.contains("2 of 4 reached."))
        let beyond = try #require(text.range(of: "beyond"))
        let reached = try #require(text.range(of: "on the limit"))
        #expect(beyond.lowerBound < reached.lowerBound)
    }

    @Test("a level that broke off and a quick one say so")
    func warnings() {
        var measured = LevelResult(level: "index", title: "T", isQuick: true)
        measured.failure = "no disk"
        let text = Report([measured]).markdown(with: [])
        #expect(text.contains("**This level did not come to its end**: no disk"))
        #expect(text.contains("quick: good for a glance only"))
    }

    @Test("the document and its plots are written beside each other")
    func written() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        var measured = result("index")
        measured.curves = [Curve(plot: Plot.points.name, name: "ours", points: PlotTests.bent)]
        try Report.keep(measured, in: folder)
        let files = try Report(in: folder).write(to: folder)
        #expect(files.map(\.lastPathComponent) == ["report.md", "growth-points.svg"])
        let text = try String(contentsOf: files[0], encoding: .utf8)
        #expect(text.contains("](growth-points.svg)"))
        #expect(text.contains("**ours** turns from"))
        #expect(!text.contains("growth-connections"))
    }
}
