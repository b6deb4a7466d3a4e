import ArgumentParser
import Foundation

/// Measures garaged beside what a user would take instead: `make bench`.
@main struct Program: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "Benchmarks",
        abstract: "Measures what garaged costs, beside what a user would take instead.",
        discussion: """
            `make bench` builds all it needs and runs it. Without a subcommand the named levels are
            run, all of them when none is named:

            \(Level.all.map { "  \($0.name): \($0.title)" }.joined(separator: "\n"))

            Peers that are not installed are skipped; the report says how to install them.
            Sources/Benchmarks/README.md says how to read it.
            """,
        subcommands: [
            Measure.self, RunPath.self, AnswerPoints.self, ClientCommand.self, EchoCommand.self,
        ], defaultSubcommand: Measure.self)
}

/// Runs levels and writes the report of all levels that were ever run into a folder.
struct Measure: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run levels and write the report.")

    @Argument(help: "Which levels to run, or all.")
    var levels: [String] = ["all"]

    @Option(help: "The folder of the report.")
    var out = ".build/bench"

    @Flag(help: "Take a tenth of the time, for figures that are good for a glance only.")
    var quick = false

    func validate() throws {
        let names = Level.all.map(\.name) + ["all"]
        for level in levels where !names.contains(level) {
            throw ValidationError(
                "there is no level '\(level)'; there are \(names.joined(separator: ", "))")
        }
    }

    func run() throws {
        let folder = URL(filePath: out, directoryHint: .isDirectory)
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        } catch {
            throw ValidationError("--out \(out) cannot be made: \(error.localizedDescription)")
        }
        TemporaryFolder.sweep()
        Tools.raiseFileLimit()
        var failed: [String] = []
        for level in Level.all where levels.contains(level.name) || levels.contains("all") {
            let bench = Bench(level, isQuick: quick, out: folder)
            if !run(level, bench) { failed.append(level.name) }
            try Report.keep(bench.result, in: folder)
        }
        let written = try Report(in: folder).write(to: folder)
        print("The report: \(written[0].path)")
        for plot in written.dropFirst() { print("A plot:     \(plot.path)") }
        if !failed.isEmpty {
            let names = failed.joined(separator: ", ")
            print("Did not come to its end: \(names); the report says why.")
            throw ExitCode.failure
        }
    }

    /// Whether the level came to its end.
    private func run(_ level: Level, _ bench: Bench) -> Bool {
        let start = Clocks.wall()
        var failure: String?
        #if DEBUG
        bench.note("**Built without optimisation: these figures mean nothing.** Use -c release.")
        #endif
        do { try level.run(bench) } catch { failure = String(describing: error) }
        bench.finish(seconds: (Clocks.wall() - start) / 1e9, failure: failure)
        if let failure { bench.say("broke off: \(failure)") }
        return failure == nil
    }
}
