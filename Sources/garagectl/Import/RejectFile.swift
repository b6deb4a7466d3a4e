/// The rows that were refused, in the columns of their file, with the line and the reason: to be
/// put right and imported again.
enum RejectFile {
    static func write(
        _ rejected: [RejectedRow], header: [String], to path: String
    ) throws(Failure) {
        let file = try WholeFile(path)
        for line in lines(rejected, header: header) { try file.write(line) }
        try file.finish()
    }

    static func lines(_ rejected: [RejectedRow], header: [String]) -> [String] {
        [CSVText.line(header + ["line", "reason"])]
            + rejected.map { row in
                let cells = row.record.cells.prefix(header.count)
                let empty = [String](repeating: "", count: header.count - cells.count)
                return CSVText.line(cells + empty + [String(row.record.line), row.reason])
            }
    }
}
