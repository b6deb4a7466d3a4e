import Foundation
import Testing

@testable import garagectl

/// Piece by piece a file reads as it does whole, wherever the pieces end.
@Suite struct CSVStreamTests {
    /// What reading came to: the records, or the sentence of the refusal after them.
    private struct Reading: Equatable {
        var records: [CSVRecord] = []
        var refusal: String?

        init(_ next: () throws(Failure) -> CSVRecord?) {
            do throws(Failure) {
                while let record = try next() { records.append(record) }
            } catch {
                refusal = error.sentence
            }
        }
    }

    private func whole(_ bytes: [UInt8]) -> Reading {
        var reader = CSVReader(bytes)
        return Reading { () throws(Failure) in try reader.next() }
    }

    private func pieces(_ bytes: [UInt8], of size: Int) throws -> Reading {
        var rest = bytes[...]
        var stream = try CSVStream { () throws(Failure) in
            defer { rest = rest.dropFirst(size) }
            return Array(rest.prefix(size))
        }
        return Reading { () throws(Failure) in try stream.next() }
    }

    @Test(arguments: [
        "", "a", "a,b\n1,2\n", "a,b\r\n1,2\r\n", "a,b\r1,2", "a,b\n\n\n1,\"x\ny\"\n\"\"\"\",\n",
        "a,b\r\n\"x\r\ny\",\"\"\r\n3,4", "a,b\n1,pneu 13\"\n", "a,b\n1,\"never\n\nclosed",
        "a,b\n1,\"x\"y\n3,4\n", "a,b\n1,2\n\"x\ny\"z\n",
    ])
    func everyCutGivesTheSame(text: String) throws {
        let bytes = Array(text.utf8)
        // The first piece has the header, by which the separator is told.
        for size in 4...max(4, bytes.count + 1) {
            #expect(try pieces(bytes, of: size) == whole(bytes), "pieces of \(size)")
        }
    }

    @Test func anyTableIsReadTheSame() throws {
        var random = SeededRandom(seed: 103)
        let parts = ["a", "é", "\"", "\"\"", ",", "\n", "\r\n", "\r", "\"x\ny\"", " ", "\"q\","]
        for _ in 0..<2_000 {
            let text = (0..<Int.random(in: 1...30, using: &random))
                .map { _ in parts.randomElement(using: &random) ?? "" }.joined()
            let bytes = Array(("a,b\n" + text).utf8)
            let size = Int.random(in: 4...bytes.count, using: &random)
            #expect(try pieces(bytes, of: size) == whole(bytes), "\(text) in pieces of \(size)")
        }
    }

    @Test(arguments: [("\"", "the quote opened here"), ("", "a record of more than 1 MB")])
    func aRecordWithoutAnEndIsNotHeldForEver(quote: String, reason: String) throws {
        var given = 0
        var stream = try CSVStream { () throws(Failure) in
            given += 1
            return given == 1
                ? Array("a\nb\n\(quote)".utf8) : Array(repeating: 0x78, count: 1 << 16)
        }
        #expect(try stream.next()?.cells == ["a"])
        #expect(try stream.next()?.cells == ["b"])
        let failure = try #require(throws: Failure.self) { try stream.next() }
        #expect(failure.sentence.hasPrefix("line 3: \(reason)"))
        #expect(given < 20)
    }

    // MARK: Files

    private func file(_ bytes: [UInt8], _ body: (String) throws -> Void) throws {
        let path = temporaryPath("csv")
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data(bytes).write(to: URL(filePath: path))
        try body(path)
    }

    private func text(_ path: String, piecesOf size: Int) throws -> [UInt8] {
        let file = try FilePieces(path, pieceBytes: size)
        var all: [UInt8] = []
        while case let piece = try file.text(), !piece.isEmpty {
            #expect(String(validating: piece, as: UTF8.self) != nil, "whole characters")
            all += piece
        }
        return all
    }

    @Test(arguments: 4...9)
    func charactersAreNotCutInTwo(size: Int) throws {
        let bytes = Array("\u{FEFF}é\n€uro 🚗🚙 ô\n".utf8)
        try file(bytes) { path in
            let text = Array(bytes.dropFirst(3))
            #expect(try self.text(path, piecesOf: size) == text)
            let (whole, lines) = (try FileText.read(path), try FileText.lineCount(path))
            #expect(whole == text && lines == 2)
        }
    }

    /// Latin-1 in line 3; a character that the end of the file cuts off in line 2.
    @Test(arguments: [
        ("a\nb\n", [0xE9, 0x0A], 3), ("a\n", [0xE2, 0x82], 2), ("a\nbcdef", [0x80, 0x0A], 2),
    ])
    func whatIsNotUTF8IsNamedWithItsLine(text: String, wrong: [UInt8], line: Int) throws {
        try file(Array(text.utf8) + wrong) { path in
            for size in 4...8 {
                let failure = try #require(throws: Failure.self) {
                    try self.text(path, piecesOf: size)
                }
                #expect(failure.sentence.contains("line \(line) is not UTF-8"), "\(size)")
            }
        }
    }
}
