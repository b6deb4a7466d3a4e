import ArgumentParser
import Foundation

/// Prints what the hot paths cost: `make bench`.
@main struct Program: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "Benchmarks",
        abstract: "Measures what the hot paths of garaged cost, on one core, in this process.",
        discussion: """
            Prints a Markdown table for each section. Sources/Benchmarks/README.md says
            how to read the figures. Sections:

            \(Section.all.map { "  \($0.name): \($0.title)" }.joined(separator: "\n"))
            """)

    @Option(help: "Measure only this section.")
    var section: String?

    @Flag(help: "Take a tenth of the time, for figures that are good for a glance only.")
    var quick = false

    func validate() throws {
        guard let section, !Section.all.contains(where: { $0.name == section }) else { return }
        let names = Section.all.map(\.name).joined(separator: ", ")
        throw ValidationError("there is no section '\(section)'; there are \(names)")
    }

    func run() throws {
        let machine = ProcessInfo.processInfo
        print("# What garaged costs\n")
        print(
            "\(machine.activeProcessorCount) processors, \(machine.operatingSystemVersionString).")
        #if DEBUG
        print("**Built without optimisation: these figures mean nothing.** Use -c release.")
        #endif
        print("Left out: durable writes, which need PostgreSQL; sockets; other programs as peers.")
        for each in Section.all where section ?? each.name == each.name {
            try each.report(quick ? .quick : .thorough)
        }
    }
}
