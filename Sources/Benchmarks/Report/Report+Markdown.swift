import Foundation

extension Report {
    /// The whole document; plots are files beside it.
    func markdown(with plots: [Plot]) -> String {
        var parts = ["# garaged measured", header]
        if let goals { parts += ["## What was to be reached", goals] }
        for result in results { parts += Self.markdown(of: result) }
        if !plots.isEmpty {
            parts.append("## Growth")
            for plot in plots {
                let bends = plot.bends(in: curves(of: plot))
                parts += ["### \(plot.title)", "![\(plot.title)](\(plot.name).svg)"]
                parts += [plot.table(curves(of: plot)).markdown, plot.caption] + bends
            }
        }
        return parts.joined(separator: "\n\n") + "\n"
    }

    private var header: String {
        let machines = results.map(\.machine).reduce(into: [Machine]()) { known, machine in
            if !known.contains(machine) { known.append(machine) }
        }
        var lines = machines.map(\.markdown)
        if machines.count > 1 {
            lines.append("**Not all levels were measured on the same machine.**")
        }
        if !unreadable.isEmpty {
            lines.append(
                "Left out, since another version measured them, and to be run again:"
                    + " \(unreadable.joined(separator: ", ")).")
        }
        lines.append(
            """
            Beside every table: how many threads ran or wanted to (load average) before and after \
            it, and the control of the disk: how long 8 kB take to be written and flushed \
            (`pwrite`, `fdatasync`, the middle of 32). Compare figures of one table; two runs \
            differ by what the neighbours of the machine did.
            """)
        return lines.joined(separator: "\n\n")
    }

    /// What is reached and what is not, the latter first.
    private var goals: String? {
        let goals = results.flatMap(\.goals)
        guard !goals.isEmpty else { return nil }
        var table = Table(["what", "measured", "to be", "reached"])
        let ordered = goals.filter { !$0.isReached } + goals.filter(\.isReached)
        for goal in ordered {
            table.add([
                goal.what, "\(significant(goal.measured)) \(goal.unit)",
                "\(goal.isMost ? "≤" : "≥") \(significant(goal.limit))",
                goal.isReached ? "yes" : "**no**",
            ])
        }
        return "\(goals.count(where: \.isReached)) of \(goals.count) reached.\n\n\(table.markdown)"
    }

    private static func markdown(of result: LevelResult) -> [String] {
        let day = result.taken.formatted(.iso8601)
        var parts = [
            "## \(result.title)",
            "Run `\(result.level)`, \(day), \(significant(result.seconds)) s"
                + (result.isQuick ? ", **quick: good for a glance only**." : "."),
        ]
        if !result.versions.isEmpty {
            let versions = result.versions.sorted { $0.key < $1.key }
            parts.append(versions.map { "\($0.key) \($0.value)" }.joined(separator: ", ") + ".")
        }
        parts += result.notes
        if !result.skipped.isEmpty {
            parts.append(
                result.skipped.map {
                    "- **\($0.name) was skipped**: \($0.reason). To have it: `\($0.install)`"
                }.joined(separator: "\n"))
        }
        for table in result.tables { parts += markdown(of: table) }
        if let failure = result.failure {
            parts.append("**This level did not come to its end**: \(failure)")
        }
        return parts
    }

    private static func markdown(of table: MeasuredTable) -> [String] {
        let loads = [table.before, table.after].map { significant($0.loadAverage) }
        let flushes = [table.before, table.after].map {
            $0.flushNanoseconds.map(duration) ?? "unknown"
        }
        let conditions =
            "Load average \(loads[0]) before, \(loads[1]) after;"
            + " flush control \(flushes[0]) before, \(flushes[1]) after."
        return ["### \(table.title)", conditions] + (table.note.map { [$0] } ?? [])
            + [table.table.markdown]
    }
}
