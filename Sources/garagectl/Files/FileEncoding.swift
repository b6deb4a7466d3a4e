/// A file's text as UTF-8, and what was done to get there.
struct DecodedFile: Equatable {
    /// UTF-8 without a byte-order mark.
    var bytes: [UInt8]
    /// What the person should know; nil for a file that already was UTF-8.
    var remark: String?
    /// Whether a spreadsheet needs a byte-order mark to read what is written back.
    var needsMark = false
}

/// Tells how a file was written, and turns it into UTF-8 where only one reading is possible.
///
/// Dealers' systems write UTF-8, Windows-1252 (of which Latin-1 is the printable part) and UTF-16.
/// What could be read two ways is refused, because a wrong guess would stand in names for ever.
enum FileEncoding {
    /// - Throws: a refusal that names the encoding or the line, and says how to save the file.
    static func decoded(_ bytes: [UInt8], _ path: String) throws(Failure) -> DecodedFile {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            return DecodedFile(
                bytes: try FileText.decoded(bytes, path), remark: nil, needsMark: true)
        }
        if bytes.starts(with: [0xFF, 0xFE, 0, 0]) || bytes.starts(with: [0, 0, 0xFE, 0xFF]) {
            throw refusal(path, "this file is UTF-32")
        }
        if bytes.starts(with: [0xFF, 0xFE]) {
            return try wide(bytes.dropFirst(2), isBigEndian: false, path)
        }
        if bytes.starts(with: [0xFE, 0xFF]) {
            return try wide(bytes.dropFirst(2), isBigEndian: true, path)
        }
        if isWideWithoutMark(bytes) {
            throw refusal(path, "every other byte is NUL: it is probably UTF-16 without its mark")
        }
        if String(validating: bytes, as: UTF8.self) != nil {
            return DecodedFile(bytes: bytes, remark: nil)
        }
        return try windows(bytes, path)
    }

    private static func wide(
        _ bytes: ArraySlice<UInt8>, isBigEndian: Bool, _ path: String
    ) throws(Failure) -> DecodedFile {
        let start = bytes.startIndex
        let units = (0..<bytes.count / 2).lazy.map { unit in
            let first = UInt16(bytes[start + 2 * unit])
            let second = UInt16(bytes[start + 2 * unit + 1])
            return isBigEndian ? first << 8 | second : second << 8 | first
        }
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count / 2 + 16)
        let isBroken = transcode(
            units.makeIterator(), from: UTF16.self, to: UTF8.self, stoppingOnError: true
        ) { text.append($0) }
        guard !isBroken, bytes.count.isMultiple(of: 2) else {
            throw refusal(path, "it begins as UTF-16 and breaks off; was it copied whole?")
        }
        return DecodedFile(bytes: text, remark: "read as UTF-16", needsMark: true)
    }

    /// ASCII text as UTF-16 has a NUL in every other byte.
    private static func isWideWithoutMark(_ bytes: [UInt8]) -> Bool {
        let head = bytes.prefix(1_024)
        return head.count >= 8 && head.count { $0 == 0 } * 5 >= head.count * 2
    }

    private static func windows(_ bytes: [UInt8], _ path: String) throws(Failure) -> DecodedFile {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count + bytes.count / 16)
        var previous: UInt8 = 0
        for byte in bytes {
            guard let scalar = scalar(of: byte) else { throw unknown(bytes, path) }
            // Some of the file is UTF-8: whichever way it is read, names are spoilt.
            if (0xC2...0xDF).contains(previous), (0x80...0xBF).contains(byte) {
                throw unknown(bytes, path)
            }
            text += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
            previous = byte
        }
        return DecodedFile(
            bytes: text, remark: "read as Windows-1252 (Latin-1), not UTF-8", needsMark: true)
    }

    /// The character of a byte in Windows-1252, or nil where it has none.
    ///
    /// Nil also for Ž and ž, which no French file has: they are the é and û of old Macintoshes.
    private static func scalar(of byte: UInt8) -> Unicode.Scalar? {
        guard (0x80...0x9F).contains(byte) else { return Unicode.Scalar(byte) }
        let value = upper[Int(byte) - 0x80]
        return value == 0 ? nil : Unicode.Scalar(value)
    }

    private static let upper: [UInt16] = [
        0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
        0x0152, 0, 0, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122,
        0x0161, 0x203A, 0x0153, 0, 0, 0x0178,
    ]

    private static func unknown(_ bytes: [UInt8], _ path: String) -> Failure {
        refusal(
            path,
            "line \(FileText.firstBadLine(bytes)) is neither UTF-8 nor Windows-1252,"
                + " or the file is a mixture of both")
    }

    private static func refusal(_ path: String, _ what: String) -> Failure {
        Failure(.refused, "\(path): \(what)", advice: "save it as “CSV UTF-8”")
    }
}
