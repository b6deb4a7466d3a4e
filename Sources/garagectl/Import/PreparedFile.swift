/// A file read, its columns matched and every row checked as far as that goes without the daemon.
struct PreparedFile {
    let map: ColumnMap
    private(set) var rows: [Row] = []
    private(set) var rejected: [RejectedRow] = []
    /// Garages of the file that repair nothing.
    private(set) var leftOut = 0

    struct Row {
        let record: CSVRecord
        let arguments: [(String, String)]
    }

    init(kind: ImportKind, bytes: [UInt8]) throws(Failure) {
        let records = try CSVReader.records(bytes)
        guard let header = records.first else {
            throw Failure(.refused, "the file is empty", advice: "its first line names the columns")
        }
        map = try ColumnMap(kind: kind, header: header.cells.map(\.trimmed))
        var lines: [String: Int] = [:]
        for record in records.dropFirst() {
            do throws(RowFault) {
                try take(record, &lines)
            } catch {
                rejected.append(RejectedRow(record: record, reason: error.reason))
            }
        }
    }

    private mutating func take(
        _ record: CSVRecord, _ lines: inout [String: Int]
    ) throws(RowFault) {
        guard let arguments = try map.arguments(record) else {
            leftOut += 1
            return
        }
        if let key = map.kind.identity, let id = arguments.first(where: { $0.0 == key })?.1 {
            if let earlier = lines[id] {
                throw RowFault(reason: "the same \(key) stands on line \(earlier)")
            }
            lines[id] = record.line
        }
        let request = RequestText("IMPORT-ROW", arguments)
        guard request.line.utf8.count + 32 < RequestText.bytesMax else {
            throw RowFault(reason: "the row is longer than \(RequestText.bytesMax) bytes")
        }
        rows.append(Row(record: record, arguments: arguments))
    }
}

/// A row that was not taken, and why.
struct RejectedRow: Equatable {
    let record: CSVRecord
    let reason: String
}
