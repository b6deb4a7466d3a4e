/// Reads the records of a text of any length, holding one piece of it at a time.
///
/// ``CSVReader`` reads them. Where a record ends with the piece it may go on in the next one: it is
/// then read again, with more of the text behind it.
struct CSVStream {
    private let more: () throws(Failure) -> [UInt8]
    private var reader: CSVReader
    private var isWhole = false

    /// A record that goes on for longer is none: a quote was never closed, or it is no such file.
    static let recordBytesMax = 1 << 20

    /// - Parameter more: Gives the next piece of the text, UTF-8 without a byte-order mark; empty
    ///   at the end.
    /// - Throws: what `more` throws of the first piece.
    init(more: @escaping () throws(Failure) -> [UInt8]) throws(Failure) {
        self.more = more
        reader = CSVReader(try more())
    }

    /// The records of a text that is there already.
    init(_ bytes: [UInt8]) {
        more = { () throws(Failure) in [] }
        reader = CSVReader(bytes)
    }

    /// The next record that is not a blank line, or nil at the end.
    ///
    /// - Throws: a refusal for quotes out of place, and what reading throws.
    mutating func next() throws(Failure) -> CSVRecord? {
        while true {
            let start = reader
            var fault: Failure?
            do throws(Failure) {
                let record = try reader.next()
                if isWhole || reader.unreadCount > 0 { return record }
            } catch {
                if isWhole || reader.unreadCount > 0 { throw error }
                fault = error
            }
            guard start.unreadCount <= Self.recordBytesMax else {
                throw fault ?? Self.tooLong(start.line)
            }
            reader = start
            let piece = try more()
            isWhole = piece.isEmpty
            reader.append(piece)
        }
    }

    private static func tooLong(_ line: Int) -> Failure {
        Failure(.refused, "line \(line): a record of more than \(recordBytesMax >> 20) MB")
    }
}
