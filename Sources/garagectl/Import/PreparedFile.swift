/// A file read, its columns matched and every row checked as far as that goes without the daemon.
///
/// Rows are kept as they go on the wire, end to end, and read again from the file where they are
/// refused: a million of them fit in some 150 MB beside the file itself.
struct PreparedFile {
    let map: ColumnMap
    private(set) var rows: [Row] = []
    private(set) var rejected: [RejectedRow] = []
    /// Rows that are none of ours: garages that repair nothing, steps that a mapping ignores.
    private(set) var leftOut = 0
    /// What separates the cells.
    let separator: UInt8

    private let bytes: [UInt8]
    /// The arguments of every row, as the wire has them, one after the other.
    private var wire: [UInt8] = []

    /// Where a row stands in the file and in the text for the wire.
    struct Row {
        let line: Int32
        let start: UInt32
        fileprivate let wireStart: UInt32
        fileprivate let wireEnd: UInt32
    }

    init(
        kind: ImportKind, bytes: [UInt8], mapping: ImportMapping = .none
    ) throws(Failure) {
        var reader = CSVReader(bytes)
        guard let header = try reader.next() else {
            throw Failure(.refused, "the file is empty", advice: "its first line names the columns")
        }
        self.bytes = bytes
        separator = reader.separator
        map = try ColumnMap(
            kind: kind, header: header.cells.map(\.trimmed), mapping: mapping)
        var lines: [String: Int] = [:]
        while let record = try reader.next() {
            do throws(RowFault) {
                try take(record, at: reader.recordStart, &lines)
            } catch {
                reject(line: record.line, start: reader.recordStart, error)
            }
        }
    }

    private mutating func reject(line: Int, start: Int, _ fault: RowFault) {
        rejected.append(
            RejectedRow(
                line: line, start: start, column: fault.column ?? "", reason: fault.reason))
    }

    private mutating func take(
        _ record: CSVRecord, at start: Int, _ lines: inout [String: Int]
    ) throws(RowFault) {
        guard let arguments = try map.arguments(record) else {
            leftOut += 1
            return
        }
        if let key = map.kind.identity, let id = arguments.first(where: { $0.0 == key })?.1 {
            if let earlier = lines[id] {
                throw RowFault(
                    reason: "the same \(key) stands on line \(earlier)", column: map.column(of: key)
                )
            }
            lines[id] = record.line
        }
        let request = RequestText("IMPORT-ROW", arguments).line.utf8
        guard request.count + 32 < RequestText.bytesMax else {
            throw RowFault(reason: "the row is longer than \(RequestText.bytesMax) bytes")
        }
        let wireStart = wire.count
        wire += request.dropFirst("IMPORT-ROW".utf8.count)
        rows.append(
            Row(
                line: Int32(clamping: record.line), start: UInt32(clamping: start),
                wireStart: UInt32(clamping: wireStart), wireEnd: UInt32(clamping: wire.count)))
    }

    /// The request that stages a row.
    func request(_ row: Row) -> RequestText {
        let arguments = wire[Int(row.wireStart)..<Int(row.wireEnd)]
        return RequestText(
            "IMPORT-ROW line=\(row.line)" + String(decoding: arguments, as: UTF8.self))
    }

    /// The row on a line, or nil when none that was taken begins there.
    func row(onLine line: Int) -> Row? {
        var (low, high) = (0, rows.count)
        while low < high {
            let middle = (low + high) / 2
            if Int(rows[middle].line) < line { low = middle + 1 } else { high = middle }
        }
        return low < rows.count && Int(rows[low].line) == line ? rows[low] : nil
    }

    /// The cells of a row that begins somewhere in the file.
    func record(line: Int, start: Int) -> CSVRecord {
        CSVReader.record(in: bytes, separator: separator, start: start, line: line)
            ?? CSVRecord(line: line, cells: [])
    }
}

/// A row that was not taken, and why.
struct RejectedRow: Equatable {
    let line: Int
    /// Where it begins in the file, in bytes.
    let start: Int
    /// The column at fault, as the file calls it; empty for the row as a whole.
    let column: String
    let reason: String
}
