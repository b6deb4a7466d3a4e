import LineProtocol
import Testing

@Suite struct RequestReaderTests {
    @Test("reads requests and tells what is none, at every split in two")
    func reads() {
        let stream = Array(
            "PING\n@7 bad=\r\n@8 \(String(repeating: "x", count: 40))\n@9 MATCH at=1,2\n@10 PI".utf8
        )
        for cut in 0...stream.count {
            let seen = Self.read([Array(stream[..<cut]), Array(stream[cut...])])
            #expect(seen.count == 5)
            #expect(seen[0] == .request(Request(verb: "PING")))
            #expect(Self.errors(seen) == ["7 SYNTAX", "8 TOO-LONG", "10 TRUNCATED"])
            guard case .request(let request) = seen[3] else {
                Issue.record("no request")
                continue
            }
            #expect(request.tag == "9")
        }
    }

    @Test("a truncated tag is not echoed, since it may be half of one")
    func truncatedTag() {
        #expect(Self.errors(Self.read([Array("@12".utf8)])) == ["- TRUNCATED"])
    }

    @Test(
        "knows HTTP by the first line, and only there",
        arguments: [
            ("GET / HTTP/1.1\r\n", true), ("POST /v1/match HTTP/1.0\r\n", true),
            ("PRI * HTTP/2.0\r\n", true), ("HEAD /x%20y?a=b HTTP/1.1\n", true),
            ("GET /\r\n", false), ("HTTP/1.1\r\n", false), ("PING\nGET / HTTP/1.1\r\n", false),
            ("V a=\"x HTTP/1.1\"\n", false),
        ])
    func http(stream: String, isHTTP: Bool) {
        let seen = Self.read([Array(stream.utf8)])
        #expect(seen.contains(.http) == isHTTP)
    }

    // MARK: Support

    static func read(_ parts: [[UInt8]]) -> [RequestReader.Incoming] {
        var reader = RequestReader(maximumLineBytes: 32)
        var seen: [RequestReader.Incoming] = []
        for part in parts {
            part.withUnsafeBytes { bytes in
                var offset = 0
                while let incoming = reader.next(in: bytes, from: &offset) { seen.append(incoming) }
            }
        }
        if let last = reader.finish() { seen.append(last) }
        return seen
    }

    static func errors(_ seen: [RequestReader.Incoming]) -> [String] {
        seen.compactMap { incoming in
            guard case .unreadable(let error, let tag) = incoming else { return nil }
            return "\(tag ?? "-") \(error.name.rawValue)"
        }
    }
}
