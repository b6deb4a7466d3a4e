extension Request {
    /// How many arguments a request may have: more than any verb has keys.
    package static let maximumArguments = 64
    /// The longest tag, in bytes.
    package static let maximumTagBytes = 32
    /// The longest verb, in bytes.
    package static let maximumVerbBytes = 32

    /// Reads one line, without its line end.
    ///
    /// One pass over the bytes. Where several things are wrong the first in the line is told,
    /// except that a repeated key waits until the rest is known to be well formed.
    ///
    /// - Parameter line: any bytes at all.
    /// - Throws: `SYNTAX` or `REPEATED-KEY`, with the column in characters from 1. The sentence
    ///   never holds a value.
    package init(parsing line: UnsafeRawBufferPointer) throws(RequestError) {
        var parser = RequestParser(line)
        self = try parser.parse()
    }

    /// Reads one line of text, without its line end.
    ///
    /// - Parameter line: any text.
    /// - Throws: as for bytes.
    package init(parsing line: String) throws(RequestError) {
        self = try Array(line.utf8).withUnsafeBytes { bytes in
            Result { () throws(RequestError) in try Request(parsing: bytes) }
        }.get()
    }

    /// Whether bytes, without the `@`, are a tag.
    package static func isTag(_ text: UnsafeRawBufferPointer) -> Bool {
        (1...maximumTagBytes).contains(text.count) && text.allSatisfy(CharacterRule.mayStandInTag)
    }

    /// The tag of a line that may otherwise be unreadable, so that its error can carry it.
    ///
    /// - Parameters:
    ///   - line: any bytes, without the line end.
    ///   - isWhole: false where the end of the line is missing: a tag that reaches it may be cut.
    /// - Returns: the tag, or `nil` where there is none or it is malformed.
    package static func tag(of line: UnsafeRawBufferPointer, isWhole: Bool = true) -> String? {
        guard line.first == 0x40 else { return nil }
        var end = 1
        while end < line.count, CharacterRule.mayStandInTag(line[end]) { end += 1 }
        guard end > 1, end - 1 <= maximumTagBytes else { return nil }
        guard end == line.count ? isWhole : line[end] == 0x20 else { return nil }
        return String(decoding: line[1..<end], as: UTF8.self)
    }
}
