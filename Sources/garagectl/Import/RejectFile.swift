import GarageNetwork

/// The rows that were refused, in the columns of their file, with the line, the column and the
/// reason: to be put right and imported again as it is.
///
/// It holds what the file held and nothing else, and only its owner may read it.
enum RejectFile {
    private static let added = ["line", "column", "reason"]

    static func write(
        _ rejected: [RejectedRow], of file: PreparedFile, needsMark: Bool = false, to path: String
    ) throws(Failure) {
        let output = try WholeFile(path, mode: 0o600)
        var mark = needsMark ? "\u{FEFF}" : ""
        for line in lines(rejected, of: file) {
            try output.write(mark + line)
            mark = ""
        }
        try output.finish()
    }

    /// The header, then each row as it is asked for.
    static func lines(
        _ rejected: [RejectedRow], of file: PreparedFile
    ) -> some Sequence<String> {
        let separator = String(UnicodeScalar(file.separator))
        let header = file.map.header
        let first = CSVText.line(header + columns(beside: header), separator: separator)
        return (-1..<rejected.count).lazy.map { index in
            guard index >= 0 else { return first }
            let row = rejected[index]
            let cells = file.record(line: row.line, start: row.start).cells
            let own = Array(cells.prefix(header.count))
            let empty = [String](repeating: "", count: header.count - own.count)
            let told = [String(row.line), row.column, row.reason]
            // What stood beyond the last column stands beyond it here too.
            return CSVText.line(
                own + empty + told + file.map.beyond(cells), separator: separator)
        }
    }

    /// What the added columns are called where the file has such a column itself.
    private static func columns(beside header: [String]) -> [String] {
        let taken = Set(header.map(\.folded))
        return added.map { taken.contains($0) ? "reject_" + $0 : $0 }
    }

    /// The columns that a file had before it was one of refused rows.
    static func original(_ header: [String]) -> [String] {
        let rest = header.dropLast(added.count)
        let last = header.suffix(added.count)
        return rest.count > 0 && Array(last) == columns(beside: Array(rest)) ? Array(rest) : header
    }
}
