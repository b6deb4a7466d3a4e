import Glibc

/// A file that is read from its beginning, some bytes at a time.
final class FilePieces {
    private let path: String
    private let descriptor: Int32
    private let pieceBytes: Int
    /// The line, from 1, that the next piece of text begins in.
    private var line = 1
    private var isBegun = false
    /// The beginning of a character whose end is in the next piece.
    private var unfinished: ArraySlice<UInt8> = []

    /// Opens the file.
    init(_ path: String, pieceBytes: Int = 1 << 18) throws(Failure) {
        self.path = path
        self.pieceBytes = pieceBytes
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Failure(.usage, "\(path): \(lastSystemError())") }
    }

    deinit { close(descriptor) }

    /// The next bytes as they are; none at the end.
    func raw() throws(Failure) -> [UInt8] {
        var count = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: pieceBytes) { buffer, filled in
            count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            filled = max(0, count)
        }
        guard count >= 0 else { throw Failure(.usage, "\(path): \(lastSystemError())") }
        return bytes
    }

    /// The next text: whole characters of UTF-8, without a byte-order mark; empty at the end.
    ///
    /// - Throws: what ``FileText/decoded(_:_:)`` throws, with the line of the file.
    func text() throws(Failure) -> [UInt8] {
        while true {
            let raw = try raw()
            let bytes = unfinished + raw
            // What is left at the end of the file has no end, and is refused below.
            unfinished = raw.isEmpty ? [] : Self.unfinished(at: bytes)
            let text = try checked(Array(bytes.dropLast(unfinished.count)))
            if !text.isEmpty || raw.isEmpty { return text }
        }
    }

    private func checked(_ piece: [UInt8]) throws(Failure) -> [UInt8] {
        defer {
            isBegun = isBegun || !piece.isEmpty
            line += piece.count { $0 == 0x0A }
        }
        guard isBegun else { return try FileText.decoded(piece, path) }
        try FileText.validate(piece, path, from: line)
        return piece
    }

    /// The last bytes, when they are a character's first ones and the others are to come.
    private static func unfinished(at bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let tail = bytes.suffix(3)
        guard let lead = tail.lastIndex(where: { $0 & 0xC0 != 0x80 }) else { return [] }
        let length =
            switch tail[lead] {
            case 0xF0...: 4
            case 0xE0...: 3
            case 0xC0...: 2
            default: 1
            }
        return tail[lead...].count < length ? tail[lead...] : []
    }
}
