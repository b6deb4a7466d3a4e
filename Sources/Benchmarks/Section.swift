import Foundation

/// A part of the report: one question, one table.
///
/// To add a section, write it in a file of `Sections` and name it in ``all``.
struct Section: Sendable {
    /// What `--section` takes.
    let name: String
    let title: String
    let columns: [String]
    /// Adds a row for each thing that is measured; may throw ``Skipped``.
    let measure: @Sendable (Meter, inout Table) throws -> Void

    static let all: [Section] = [.grid, .match, .lines, .simulation]

    /// Why a section cannot be measured here.
    struct Skipped: Error { let reason: String }

    /// Two ways to the same answer gave different ones, so that no figure of either means anything.
    struct Disagreement: Error { let operation: String }

    /// Measures and prints the section, with how busy the machine was.
    func report(_ meter: Meter) throws {
        print("\n## \(name): \(title)\n")
        var loads = [0.0, 0.0]
        var table = Table(columns)
        getloadavg(&loads[0], 1)
        do {
            try measure(meter, &table)
        } catch let skipped as Skipped {
            return print("Skipped: \(skipped.reason)")
        }
        getloadavg(&loads[1], 1)
        print(
            "Load average \(significant(loads[0])) before, \(significant(loads[1])) after;"
                + " \(meter.repetitions) repetitions of"
                + " \(duration(meter.nanosecondsAtLeast)) or more each.\n\n\(table.markdown)")
        // Into a pipe, each section when it is done.
        fflush(nil)
    }
}
