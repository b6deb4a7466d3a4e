/// What a person is told after an import.
struct ImportReport {
    let path: String
    let file: PreparedFile
    let outcome: ImportRun.Outcome
    let isDryRun: Bool
    let isCommitted: Bool
    let rejectsPath: String
    /// How long it took.
    var seconds = 0.0
    /// How the file was read, where that was not as UTF-8.
    var encodingRemark: String?

    /// How many reasons and doubts are shown before the rest is only counted.
    static let shownMax = 10
    /// How many unknown codes are listed before the rest is only counted.
    static let codesMax = 20

    /// For standard error: what is odd about the file and its rows.
    var remarks: [String] {
        var lines = ([encodingRemark].compactMap(\.self) + file.map.notes).map { "\(path): \($0)" }
        if file.leftOut > 0 { lines.append("\(path): \(leftOut)") }
        if file.rows.isEmpty, file.rejected.isEmpty, file.leftOut == 0 {
            lines.append("\(path): it has a header and no rows")
        }
        lines += shown(outcome.doubts.map { "line \($0.line): doubt: \($0.text.printable)" })
        lines += shown(
            outcome.rejected.map { "line \($0.line): rejected: \($0.reason.printable)" })
        if outcome.unlisted > 0 {
            lines.append("… and \(outcome.unlisted.grouped) rows that the daemon did not list")
        }
        if !outcome.unknownCodes.isEmpty { lines.append(unknownCodes) }
        if !outcome.rejected.isEmpty { lines.append("rejected rows are in \(rejectsPath)") }
        return lines
    }

    private var leftOut: String {
        file.map.kind == .steps
            ? "\(file.leftOut.grouped) rows left out: the mapping ignores their step"
            : "\(file.leftOut) garages left out: their services name no repair"
    }

    private var unknownCodes: String {
        let codes = outcome.unknownCodes
        let listed = codes.prefix(Self.codesMax).map(\.printable).joined(separator: ", ")
        let rest = codes.count - Self.codesMax
        return "unknown codes: \(listed)" + (rest > 0 ? " … and \(rest.grouped) more" : "")
    }

    /// For standard output: the counts, and whether anything was done.
    var summary: String {
        file.map.kind == .steps ? stepsSummary : plainSummary
    }

    private var plainSummary: String {
        var counts = [
            "rows \(outcome.accepted + outcome.rejected.count)", "accepted \(outcome.accepted)",
            "rejected \(outcome.rejected.count)",
        ]
        if !outcome.doubts.isEmpty { counts.append("doubts \(outcome.doubts.count)") }
        for name in ["added", "changed", "unchanged"] {
            if let value = committed(name) { counts.append("\(name) \(value)") }
        }
        return "\(file.map.kind.rawValue): \(counts.joined(separator: " · ")) · \(verdict)"
    }

    /// `steps: 98,231 new, 1,769 already known, 0 rejected (3.2 s)`.
    private var stepsSummary: String {
        let rejected = "\((outcome.rejected.count + outcome.unlisted).grouped) rejected"
        let time = "(\(seconds.text(places: 1)) s)"
        guard let added = committed("added").flatMap(Int.init),
            let known = committed("unchanged").flatMap(Int.init)
        else {
            return "steps: \(outcome.accepted.grouped) possible, \(rejected) \(time) · \(verdict)"
        }
        let counts = "\(added.grouped) new, \(known.grouped) already known, \(rejected)"
        return "steps: \(counts) \(time)" + (isDryRun ? " · \(verdict)" : "")
    }

    private func committed(_ name: String) -> String? {
        outcome.commit.flatMap(JSONReader.object)?.plain(name)
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

extension Int {
    /// As people read it: `98,231`.
    var grouped: String {
        let digits = String(magnitude)
        var text = ""
        for (place, digit) in digits.enumerated() {
            if place > 0, (digits.utf8.count - place).isMultiple(of: 3) { text.append(",") }
            text.append(digit)
        }
        return (self < 0 ? "-" : "") + text
    }
}
