import Glibc

/// Reading a file that somebody prepared, and writing one that appears whole or not at all.
enum FileText {
    /// More than any list of this trade: beyond it the wrong file was named.
    static let bytesMax = 256 << 20

    /// The file's bytes: UTF-8, without a byte-order mark.
    ///
    /// - Throws: a usage failure that says what to do: no such file, another encoding, too long.
    static func read(_ path: String) throws(Failure) -> [UInt8] {
        try decoded(try raw(path), path)
    }

    /// The file's bytes as they are.
    static func raw(_ path: String) throws(Failure) -> [UInt8] {
        let file = try FilePieces(path)
        var bytes: [UInt8] = []
        while case let piece = try file.raw(), !piece.isEmpty {
            bytes += piece
            guard bytes.count <= bytesMax else {
                throw Failure(.usage, "\(path): more than \(bytesMax >> 20) MB; split it")
            }
        }
        return bytes
    }

    /// How many line ends a file has.
    static func lineCount(_ path: String) throws(Failure) -> Int {
        let file = try FilePieces(path)
        var count = 0
        while case let piece = try file.raw(), !piece.isEmpty {
            count += piece.count { $0 == 0x0A }
        }
        return count
    }

    /// Checks the encoding and takes the byte-order mark away.
    static func decoded(_ bytes: [UInt8], _ path: String) throws(Failure) -> [UInt8] {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            throw Failure(
                .refused, "\(path): this file is UTF-16", advice: "save it as “CSV UTF-8”")
        }
        try validate(bytes, path, from: 1)
        return bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    }

    /// Refuses what is not UTF-8; the bytes begin in a line of the file.
    static func validate(_ bytes: [UInt8], _ path: String, from line: Int) throws(Failure) {
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw Failure(
                .refused,
                "\(path): line \(line + firstBadLine(bytes) - 1) is not UTF-8; the file is"
                    + " probably Latin-1 (Windows-1252)",
                advice: "save it as “CSV UTF-8”, or: iconv -f WINDOWS-1252 -t UTF-8 FILE > NEW")
        }
    }

    /// The first line, from 1, that is not UTF-8.
    static func firstBadLine(_ bytes: [UInt8]) -> Int {
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        return 1 + (lines.firstIndex { String(validating: $0, as: UTF8.self) == nil } ?? 0)
    }
}

/// A file that takes its name only once it is whole: an interrupted run leaves no half of it.
final class WholeFile {
    private let path: String
    private let partPath: String
    private let descriptor: Int32
    private var unwritten: [UInt8] = []
    private var isFinished = false
    private static let flushBytes = 1 << 16

    /// Makes the file under another name; `mode` says who may read it.
    init(_ path: String, mode: mode_t = 0o644) throws(Failure) {
        self.path = path
        partPath = path + ".part"
        descriptor = open(partPath, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw Failure(.usage, "\(partPath): \(lastSystemError())") }
    }

    deinit {
        close(descriptor)
        if !isFinished { unlink(partPath) }
    }

    func write(_ line: String) throws(Failure) {
        unwritten += line.utf8
        unwritten.append(0x0A)
        if unwritten.count >= Self.flushBytes { try flush() }
    }

    /// Gives the file its name, in place of what had it.
    func finish() throws(Failure) {
        try flush()
        guard rename(partPath, path) == 0 else {
            throw Failure(.usage, "\(path): \(lastSystemError())")
        }
        isFinished = true
    }

    private func flush() throws(Failure) {
        var rest = unwritten[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { throw Failure(.usage, "\(partPath): \(lastSystemError())") }
            rest = rest.dropFirst(count)
        }
        unwritten.removeAll(keepingCapacity: true)
    }
}
