/// One record of a file and the physical line it starts on.
struct CSVRecord: Equatable {
    /// From 1, quoted line ends counted.
    let line: Int
    let cells: [String]
}

/// Reads separated values by RFC 4180, over bytes.
///
/// A reader of its own because a reject file must name physical lines: SwiftCSV 0.10 has no line
/// numbers, drops the spaces before a cell and the last empty cell, and takes a quote that is never
/// closed for the end of the file.
struct CSVReader {
    private var bytes: [UInt8]
    private var position: Int
    /// The physical line that it is on, from 1.
    private(set) var line: Int
    let separator: UInt8
    /// Where the record given last begins, in bytes.
    private(set) var recordStart = 0

    private static let quote = UInt8(ascii: "\"")

    /// - Parameter bytes: UTF-8 without a byte-order mark.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        (position, line) = (0, 1)
        if let told = Self.toldSeparator(of: bytes) {
            separator = told
            position = Self.tellingBytes.count + 1
            takeLineEnd()
        } else {
            separator = Self.separator(of: bytes)
        }
    }

    /// Reads one record again, from its ``recordStart`` and with its line; nil where none is.
    static func record(
        in bytes: [UInt8], separator: UInt8, start: Int, line: Int
    ) -> CSVRecord? {
        var reader = CSVReader(bytes, separator: separator, start: start, line: line)
        return try? reader.next()
    }

    private init(_ bytes: [UInt8], separator: UInt8, start: Int, line: Int) {
        self.bytes = bytes
        self.separator = separator
        position = start
        self.line = line
    }

    /// All records, the header first.
    static func records(_ bytes: [UInt8]) throws(Failure) -> [CSVRecord] {
        var reader = CSVReader(bytes)
        var records: [CSVRecord] = []
        while let record = try reader.next() { records.append(record) }
        return records
    }

    /// The next record that is not a blank line, or nil at the end.
    ///
    /// - Throws: a refusal for quotes out of place: nothing after them can be relied on.
    mutating func next() throws(Failure) -> CSVRecord? {
        while position < bytes.count {
            let start = line
            recordStart = position
            var cells: [String] = []
            repeat { cells.append(try cell()) } while takeSeparator()
            takeLineEnd()
            if cells != [""] { return CSVRecord(line: start, cells: cells) }
        }
        return nil
    }

    /// How many bytes are yet to be read.
    var unreadCount: Int { bytes.count - position }

    /// Goes on in more of the same text.
    mutating func append(_ more: [UInt8]) {
        bytes = bytes[position...] + more
        (position, recordStart) = (0, 0)
    }

    private mutating func cell() throws(Failure) -> String {
        guard position < bytes.count, bytes[position] == Self.quote else { return bareCell() }
        let opened = line
        position += 1
        var text: [UInt8] = []
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if byte == Self.quote {
                guard position < bytes.count, bytes[position] == Self.quote else {
                    guard isAtEndOfCell else {
                        throw Self.misquoted(line, "text follows a closing quote")
                    }
                    return String(decoding: text, as: UTF8.self)
                }
                position += 1
            } else if endsLine(byte) {
                line += 1
            }
            text.append(byte)
        }
        throw Self.misquoted(opened, "the quote opened here is never closed")
    }

    /// A quote inside a bare cell is a character like any other: `pneu 13"`.
    private mutating func bareCell() -> String {
        let start = position
        while !isAtEndOfCell { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private var isAtEndOfCell: Bool {
        guard position < bytes.count else { return true }
        return bytes[position] == separator || bytes[position] == 0x0A || bytes[position] == 0x0D
    }

    private mutating func takeSeparator() -> Bool {
        guard position < bytes.count, bytes[position] == separator else { return false }
        position += 1
        return true
    }

    /// LF, CR LF, or the CR of old spreadsheets.
    private mutating func takeLineEnd() {
        guard position < bytes.count else { return }
        let byte = bytes[position]
        position += 1
        if byte == 0x0D, position < bytes.count, bytes[position] == 0x0A { position += 1 }
        line += 1
    }

    /// Inside quotes CR LF is one line end, counted at its LF; `position` is after `byte`.
    private func endsLine(_ byte: UInt8) -> Bool {
        byte == 0x0A || (byte == 0x0D && !(position < bytes.count && bytes[position] == 0x0A))
    }

    private static func misquoted(_ line: Int, _ what: String) -> Failure {
        Failure(
            .refused, "line \(line): \(what)",
            advice: "a cell with quotes in it is written \"like \"\"this\"\"\"")
    }

    private static let tellingBytes = Array("sep=".utf8)

    /// The separator that a first line `sep=;` tells spreadsheets of; nil without one.
    private static func toldSeparator(of bytes: [UInt8]) -> UInt8? {
        let place = tellingBytes.count
        guard bytes.starts(with: tellingBytes), bytes.count > place + 1,
            [0x0A, 0x0D].contains(bytes[place + 1]),
            [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09].contains(bytes[place])
        else { return nil }
        return bytes[place]
    }

    /// The most frequent of `,` `;` and tab outside the quotes of the first line that is not blank;
    /// `,` when none.
    private static func separator(of bytes: [UInt8]) -> UInt8 {
        let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09]
        var counts: [UInt8: Int] = [:]
        var (isQuoted, isBlank) = (false, true)
        var previous: UInt8 = 0x0A
        for byte in bytes {
            defer { previous = byte }
            // A quote opens a cell, or goes on after its pair; elsewhere it is a character: `13"`.
            let mayOpen = isBlank || previous == quote || candidates.contains(previous)
            if byte == quote, isQuoted || mayOpen { isQuoted.toggle() }
            if isQuoted { continue }
            if byte == 0x0A || byte == 0x0D {
                if isBlank { continue }
                break
            }
            isBlank = false
            if candidates.contains(byte) { counts[byte, default: 0] += 1 }
        }
        return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? UInt8(ascii: ",")
    }
}
