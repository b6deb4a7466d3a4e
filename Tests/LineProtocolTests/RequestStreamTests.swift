import LineProtocol
import Testing

/// A conversation as a client has it, cut wherever a network may cut it.
@Suite struct RequestStreamTests {
    private static let stream = Array(
        """
        HELLO proto=1
        @1 AUTH token="a b\\"c"\r
        @long-tag_1.2:3 MATCH place="L'Haÿ-les-Roses 🚗" within=30km fmt=tsv
        \r
        @bad MATCH at=1,2 at=3,4
        @4 refer beneficiary=B7Q2 key=k override="\\u00e9\\n\\t\\\\"
        @5 MATCH  two=spaces
        QUIT

        """.utf8)

    private static func read(_ parts: [[UInt8]], limit: Int = 8_192) -> [RequestReader.Incoming] {
        var reader = RequestReader(maximumLineBytes: limit)
        var seen: [RequestReader.Incoming] = []
        for part in parts {
            part.withUnsafeBytes { bytes in
                var offset = 0
                while let incoming = reader.next(in: bytes, from: &offset) { seen.append(incoming) }
                #expect(offset == bytes.count)
            }
        }
        if let last = reader.finish() { seen.append(last) }
        return seen
    }

    @Test("the stream is what it says, in one piece")
    func whole() throws {
        let seen = Self.read([Self.stream])
        let told = seen.map { incoming in
            switch incoming {
            case .request(let request): "\(request.tag ?? "-") \(request.verb)"
            case .answered: "answered"
            case .unreadable(let error, let tag): "\(tag ?? "-") \(error.name.rawValue)"
            case .http: "http"
            }
        }
        #expect(
            told == [
                "- HELLO", "1 AUTH", "long-tag_1.2:3 MATCH", "- SYNTAX", "bad REPEATED-KEY",
                "4 REFER", "5 SYNTAX", "- QUIT",
            ])
        guard case .request(let match) = seen[2], case .request(let refer) = seen[5] else {
            Issue.record("no requests")
            return
        }
        #expect(match.argument("place")?.value == "L'Haÿ-les-Roses 🚗")
        #expect(refer.argument("override")?.value == "é\n\t\\")
    }

    /// The lines of a stream, `answer` having the first look at those that lie whole in a part.
    private static func lines(
        _ parts: [[UInt8]], limit: Int = 8_192, _ answer: ([UInt8]) -> Bool
    ) -> [RequestReader.Incoming] {
        var reader = RequestReader(maximumLineBytes: limit)
        var seen: [RequestReader.Incoming] = []
        for part in parts {
            part.withUnsafeBytes { bytes in
                var offset = 0
                repeat {
                    _ = reader.answerWhole(in: bytes, from: &offset) { line in
                        #expect(line.last != UInt8(ascii: "\r"))
                        guard answer(Array(line)), let request = try? Request(parsing: line) else {
                            return false
                        }
                        seen.append(.request(request))
                        return true
                    }
                    guard let incoming = reader.next(in: bytes, from: &offset) else { break }
                    seen.append(incoming)
                } while true
            }
        }
        if let last = reader.finish() { seen.append(last) }
        return seen
    }

    @Test("lines that are answered from their bytes are the same ones, however they are cut")
    func answeredWhole() {
        let expected = Self.read([Self.stream])
        let short = Self.read([Self.stream], limit: 30)
        for cut in 0...Self.stream.count {
            let parts = [Array(Self.stream[..<cut]), Array(Self.stream[cut...])]
            for isAnswered in [{ _ in true }, { $0.count % 2 == 0 }] as [([UInt8]) -> Bool] {
                #expect(Self.lines(parts, isAnswered) == expected)
                #expect(Self.lines(parts, limit: 30, isAnswered) == short)
            }
        }
    }

    @Test("every cut in two and every cut in three gives the same requests")
    func everyCut() {
        let expected = Self.read([Self.stream])
        let count = Self.stream.count
        for first in 0...count {
            let head = Array(Self.stream[..<first])
            #expect(Self.read([head, Array(Self.stream[first...])]) == expected, "at \(first)")
            for second in stride(from: first, through: count, by: 7) {
                let parts = [
                    head, Array(Self.stream[first..<second]), Array(Self.stream[second...]),
                ]
                #expect(Self.read(parts) == expected, "at \(first) and \(second)")
            }
        }
    }

    @Test("pieces of every width give the same requests", arguments: 1...40)
    func everyWidth(width: Int) {
        let parts = stride(from: 0, to: Self.stream.count, by: width).map {
            Array(Self.stream[$0..<min($0 + width, Self.stream.count)])
        }
        #expect(Self.read(parts) == Self.read([Self.stream]))
    }

    @Test("a stream cut short gives the requests before the cut, and says what was lost")
    func everyEnd() {
        let expected = Self.read([Self.stream])
        for end in 0..<Self.stream.count {
            let head = Array(Self.stream[..<end])
            let lines = head.count { $0 == 0x0A }
            let seen = Self.read([head])
            #expect(Array(seen.prefix(lines)) == Array(expected.prefix(lines)), "at \(end)")
            let isWhole = head.isEmpty || head.last == 0x0A
            #expect(seen.count == (isWhole ? lines : lines + 1), "at \(end)")
            if !isWhole {
                guard case .unreadable(let error, _)? = seen.last else {
                    Issue.record("nothing is told of a cut at \(end)")
                    continue
                }
                #expect(error.name == .truncated)
            }
        }
    }

    /// The limit counts the bytes of a line without its end, whichever end it has.
    @Test(
        "a line of the limit is read, one byte more is not",
        arguments: [64, 1_024, 8_192], ["\n", "\r\n"])
    func lineLimit(limit: Int, end: String) {
        for (extra, isRead) in [(-1, true), (0, true), (1, false), (2, false), (limit, false)] {
            let start = "@t V a="
            let line = start + String(repeating: "x", count: limit + extra - start.utf8.count)
            let bytes = Array((line + end + "PING\n").utf8)
            for cut in [0, 1, limit - 1, limit, limit + 1, limit + 2, bytes.count - 5] {
                let cut = min(max(cut, 0), bytes.count)
                let seen = Self.read([Array(bytes[..<cut]), Array(bytes[cut...])], limit: limit)
                #expect(seen.count == 2 && seen.last == .request(Request(verb: "PING")))
                if case .request(let request)? = seen.first {
                    #expect(isRead && request.tag == "t")
                } else if case .unreadable(let error, let tag)? = seen.first {
                    #expect(!isRead && error.name == .tooLong && tag == "t")
                    #expect(error.message.contains("\(limit) bytes"))
                }
            }
        }
    }

    @Test("limits of the grammar are exact")
    func grammarLimits() {
        func isRead(_ line: String) -> Bool { (try? Request(parsing: line)) != nil }
        func arguments(_ count: Int) -> String { (0..<count).map { " k\($0)=v" }.joined() }
        #expect(isRead("@" + String(repeating: "t", count: Request.maximumTagBytes) + " V"))
        #expect(!isRead("@" + String(repeating: "t", count: Request.maximumTagBytes + 1) + " V"))
        #expect(isRead(String(repeating: "V", count: Request.maximumVerbBytes)))
        #expect(!isRead(String(repeating: "V", count: Request.maximumVerbBytes + 1)))
        #expect(isRead("V" + arguments(Request.maximumArguments)))
        #expect(!isRead("V" + arguments(Request.maximumArguments + 1)))
        #expect(Request.maximumTagBytes == 32 && Request.maximumVerbBytes == 32)
        #expect(Request.maximumArguments == 64)
    }

    @Test("a tag is made of 66 characters and no other byte")
    func tagCharacters() {
        var allowed = 0
        for byte in UInt8.min...UInt8.max where byte != 0x20 && byte != 0x0A {
            let line: [UInt8] = [0x40, 0x61, byte, 0x62, 0x20] + Array("PING\n".utf8)
            let seen = Self.read([line])
            if case .request(let request)? = seen.first {
                allowed += 1
                #expect(request.tag == "a\(Unicode.Scalar(byte))b")
            }
        }
        #expect(allowed == 26 + 26 + 10 + 4)
    }
}
