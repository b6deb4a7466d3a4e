/// A part of the level `hot`: one question, one table.
///
/// To add a section, write it in a file of `Hot` and name it in ``all``.
struct Section: Sendable {
    /// How its table begins.
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

    /// Measures, and adds the table to a level.
    func report(_ bench: Bench) throws {
        let meter = bench.isQuick ? Meter.quick : .thorough
        let note =
            "\(meter.repetitions) repetitions of \(duration(meter.nanosecondsAtLeast))"
            + " or more each."
        do {
            try bench.table("\(name): \(title)", columns, note: note) { try measure(meter, &$0) }
        } catch let skipped as Skipped {
            bench.note("\(name) was skipped: \(skipped.reason)")
        }
    }
}
