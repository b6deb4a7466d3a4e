import LineProtocol
import Testing

@Suite struct LineSplitterTests {
    /// What a stream is made of, however it arrives.
    enum Piece: Equatable {
        case line(String)
        case tooLong
        case truncated(String)
    }

    /// Limit 8; `~` stands for CR and `|` for LF.
    static let streams: [(bytes: String, pieces: [Piece])] = [
        ("", []),
        ("|", [.line("")]),
        ("~|", [.line("")]),
        ("PING|", [.line("PING")]),
        ("PING~|", [.line("PING")]),
        ("PI~NG~~|", [.line("PI\rNG\r")]),
        ("A|B~|C|", [.line("A"), .line("B"), .line("C")]),
        ("||x|", [.line(""), .line(""), .line("x")]),
        ("PING", [.truncated("PING")]),
        ("A|B", [.line("A"), .truncated("B")]),
        ("A~", [.truncated("A\r")]),
        ("12345678|", [.line("12345678")]),
        ("12345678~|", [.line("12345678")]),
        ("12345678~", [.truncated("12345678\r")]),
        ("12345678", [.truncated("12345678")]),
        ("123456789|", [.tooLong]),
        ("123456789", [.tooLong]),
        ("123456789~|", [.tooLong]),
        ("12345678~~|", [.tooLong]),
        ("12345678~x|A|", [.tooLong, .line("A")]),
        ("12345678901234567890|A|", [.tooLong, .line("A")]),
        (
            "A|123456789012|B|123456789012|C",
            [
                .line("A"), .tooLong, .line("B"), .tooLong,
                .truncated("C"),
            ]
        ),
        ("éé🚗|", [.line("éé🚗")]),
    ]

    @Test(
        "finds the same lines at every split in two, in three, and byte by byte", arguments: streams
    )
    func everySplit(stream: (bytes: String, pieces: [Piece])) {
        let bytes = Self.bytes(stream.bytes)
        #expect(Self.split([bytes]) == stream.pieces)
        #expect(Self.split(bytes.map { [$0] }) == stream.pieces)
        for first in 0...bytes.count {
            for second in first...bytes.count {
                let parts = [
                    bytes[..<first], bytes[first..<second], bytes[second...],
                ].map { Array($0) }
                #expect(Self.split(parts) == stream.pieces, "split at \(first) and \(second)")
            }
        }
    }

    @Test("a long stream splits the same wherever it is cut")
    func longStream() {
        let lines = (0..<200).map { String(repeating: "x", count: $0 % 9) }
        let bytes = Array(lines.map { $0 + "\n" }.joined().utf8)
        for width in 1...64 {
            let parts = stride(from: 0, to: bytes.count, by: width).map {
                Array(bytes[$0..<min($0 + width, bytes.count)])
            }
            #expect(Self.split(parts) == lines.map { .line($0) }, "pieces of \(width)")
        }
    }

    @Test("a stream without a line end costs no more than one line")
    func boundedMemory() {
        var splitter = LineSplitter(maximumLineBytes: 8_192)
        let piece = [UInt8](repeating: 0x78, count: 65_536)
        var told = 0
        for _ in 0..<1_024 {
            piece.withUnsafeBytes { bytes in
                var offset = 0
                while splitter.next(in: bytes, from: &offset) != nil { told += 1 }
            }
            #expect(splitter.held.count <= 8_193)
        }
        #expect(told == 1)
        #expect(splitter.isInsideLine)
        #expect(splitter.finish().isEmpty)
    }

    @Test("the limit may grow between two lines of one piece")
    func limitGrows() {
        var splitter = LineSplitter(maximumLineBytes: 4)
        Array("AUTH\nlonger\nlonger still\n".utf8).withUnsafeBytes { bytes in
            var offset = 0
            #expect(splitter.next(in: bytes, from: &offset) == .inPiece(0..<4))
            splitter.maximumLineBytes = 8
            #expect(splitter.next(in: bytes, from: &offset) == .inPiece(5..<11))
            #expect(splitter.next(in: bytes, from: &offset) == .tooLong)
            #expect(splitter.held.elementsEqual("longer s".utf8))
            #expect(splitter.next(in: bytes, from: &offset) == nil)
            #expect(offset == bytes.count)
        }
    }

    // MARK: Support

    static func bytes(_ text: String) -> [UInt8] {
        text.utf8.map { $0 == 0x7C ? 0x0A : $0 == 0x7E ? 0x0D : $0 }
    }

    static func split(_ parts: [[UInt8]]) -> [Piece] {
        var splitter = LineSplitter(maximumLineBytes: 8)
        var pieces: [Piece] = []
        for part in parts {
            part.withUnsafeBytes { bytes in
                var offset = 0
                while let found = splitter.next(in: bytes, from: &offset) {
                    switch found {
                    case .inPiece(let range):
                        pieces.append(.line(String(decoding: bytes[range], as: UTF8.self)))
                    case .joined:
                        pieces.append(.line(String(decoding: splitter.held, as: UTF8.self)))
                    case .tooLong: pieces.append(.tooLong)
                    }
                }
            }
        }
        let rest = splitter.finish()
        if !rest.isEmpty { pieces.append(.truncated(String(decoding: rest, as: UTF8.self))) }
        return pieces
    }
}
