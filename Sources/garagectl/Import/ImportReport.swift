/// What a person is told after an import.
struct ImportReport {
    let path: String
    let file: PreparedFile
    let outcome: ImportRun.Outcome
    let isDryRun: Bool
    let isCommitted: Bool
    let rejectsPath: String

    /// How many reasons and doubts are shown before the rest is only counted.
    static let shownMax = 10

    /// For standard error: what is odd about the file and its rows.
    var remarks: [String] {
        var lines = file.map.notes.map { "\(path): \($0)" }
        if file.leftOut > 0 {
            lines.append("\(path): \(file.leftOut) garages left out: their services name no repair")
        }
        lines += shown(outcome.doubts.map { "line \($0.line): doubt: \($0.text.printable)" })
        lines += shown(
            outcome.rejected.map { "line \($0.record.line): rejected: \($0.reason.printable)" })
        if !outcome.rejected.isEmpty { lines.append("rejected rows are in \(rejectsPath)") }
        return lines
    }

    /// For standard output: the counts, and whether anything was done.
    var summary: String {
        var counts = [
            "rows \(outcome.accepted + outcome.rejected.count)", "accepted \(outcome.accepted)",
            "rejected \(outcome.rejected.count)",
        ]
        if !outcome.doubts.isEmpty { counts.append("doubts \(outcome.doubts.count)") }
        let members = outcome.commit.flatMap(JSONReader.object) ?? []
        for name in ["added", "changed", "unchanged"] {
            if let value = members.first(where: { $0.name == name })?.value {
                counts.append("\(name) \(value.plain)")
            }
        }
        return "\(file.map.kind.rawValue): \(counts.joined(separator: " · ")) · \(verdict)"
    }

    private var verdict: String {
        if isDryRun { return "dry run: nothing was changed" }
        return isCommitted ? "imported" : "nothing was imported"
    }

    private func shown(_ lines: [String]) -> [String] {
        let rest = lines.count - Self.shownMax
        return lines.prefix(Self.shownMax) + (rest > 0 ? ["… and \(rest) more"] : [])
    }
}
