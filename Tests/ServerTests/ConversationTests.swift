import Glibc
import LineProtocol
import Server
import Testing

/// What a client sends and reads, over real sockets.
@Suite struct ConversationTests {
    static let greeting = "# garaged 1.0 proto=1 auth=required max-line=8192"

    @Test("greets and answers, on the Unix socket and on TCP")
    func answers() async throws {
        try await withServer { running in
            let lines = try await offPool {
                let unix = try running.client()
                try unix.send("PING\r\n@7 NOW n=3\n@8 nonsense\n")
                let tcp = try Client(port: running.port)
                try tcp.send("PING\n")
                return try (unix.lines(4), tcp.lines(2))
            }
            #expect(
                lines.0 == [
                    Self.greeting, "+ OK", "+ @7 OK n=3",
                    "- @8 404 UNKNOWN-VERB no such verb",
                ])
            #expect(lines.1 == [Self.greeting, "+ OK"])
            #expect(running.service.number(of: "PING") == 2)
        }
    }

    @Test("tells the responder who calls")
    func peers() async throws {
        try await withServer { running in
            _ = try await offPool { try running.client().lines(1) }
            #expect(running.service.lastPeer == .unix(uid: getuid()))
            _ = try await offPool { try Client(port: running.port).lines(1) }
            #expect(running.service.lastPeer == .tcp(address: "127.0.0.1", isEncrypted: false))
        }
    }

    @Test("1,000 pipelined requests are answered in order, quick and slow ones mixed")
    func pipelined() async throws {
        try await withServer { running in
            let lines = try await offPool {
                let client = try running.client()
                let requests = (0..<1_000).map { n in
                    "@\(n) \(n % 3 == 0 ? "NOW" : "LATER") n=\(n)\n"
                }
                try client.send(requests.joined())
                return try client.lines(1_001)
            }
            #expect(lines.dropFirst() == (0..<1_000).map { "+ @\($0) OK n=\($0)" }[...])
        }
    }

    @Test("lines that are answered from their bytes never wait for room, and keep their order")
    func answeredAtOnce() async throws {
        let widths = (0..<1_500).map { $0 * 7 % 3_000 + 1 }
        try await withServer { running in
            let lines = try await offPool {
                let client = try running.client()
                try client.send(widths.map { "AT-ONCE n=\($0)\n" }.joined())
                return try client.lines(widths.count + 1)
            }
            let expected = widths.map { "+ OK x=" + String(repeating: "x", count: $0) }
            #expect(lines.dropFirst() == expected[...])
            #expect(running.service.number(of: "express") >= widths.count)
            #expect(running.service.number(of: "AT-ONCE") == 0)
        }
    }

    @Test("one that is too wide, or comes behind a request that waits, is answered all the same")
    func answeredNotAtOnce() async throws {
        let widths = (0..<600).map { $0 % 50 == 3 ? 9_500 + $0 : $0 + 1 }
        try await withServer { running in
            let lines = try await offPool {
                let client = try running.client()
                let requests = widths.enumerated().map { number, width in
                    (number % 40 == 7 ? "LATER n=1\n" : "") + "AT-ONCE n=\(width)\n"
                }
                try client.send(requests.joined())
                return try client.lines(widths.count + 15 + 1)
            }
            let expected = widths.enumerated().flatMap { number, width in
                (number % 40 == 7 ? ["+ OK n=1"] : [])
                    + ["+ OK x=" + String(repeating: "x", count: width)]
            }
            #expect(lines.dropFirst() == expected[...])
        }
    }

    @Test("a line that no request can be gets its error, and the next one its answer")
    func unreadable() async throws {
        try await withServer { running in
            let lines = try await offPool {
                let client = try running.client()
                try client.send("@1 V a=\n\n@2 PING\nV a=1 a=2\nPI\rNG\nPING\n")
                return try client.lines(7)
            }
            #expect(lines[1].hasPrefix("- @1 400 SYNTAX column 8: "))
            #expect(lines[2].hasPrefix("- 400 SYNTAX column 1: "))
            #expect(lines[3] == "+ @2 OK")
            #expect(lines[4].hasPrefix("- 400 REPEATED-KEY column 7: "))
            #expect(lines[5].hasPrefix("- 400 SYNTAX column 3: "))
            #expect(lines[6] == "+ OK")
            #expect(running.service.number(of: "SYNTAX") == 3)
        }
    }

    @Test("a half-closed connection gets every reply, and a cut line is not executed")
    func halfClose() async throws {
        try await withServer { running in
            let whole = try await offPool {
                let client = try running.client()
                try client.send("LATER n=0\nNOW n=1\nLATER n=2\n")
                client.shutWriting()
                return try client.linesToEnd()
            }
            #expect(whole == [Self.greeting, "+ OK n=0", "+ OK n=1", "+ OK n=2"])
            let cut = try await offPool {
                let client = try Client(port: running.port)
                try client.send("LATER n=0\n@9 PING")
                client.shutWriting()
                return try client.linesToEnd()
            }
            #expect(cut.dropFirst().first == "+ OK n=0")
            #expect(cut.last?.hasPrefix("- @9 499 TRUNCATED ") == true)
            #expect(cut.count == 3)
            #expect(running.service.number(of: "PING") == 0)
        }
    }

    @Test("a client that goes away in the middle harms nobody")
    func goesAway() async throws {
        try await withServer { running in
            try await offPool {
                for _ in 0..<50 {
                    let client = try running.client()
                    try client.send("GATED n=1\nBIG n=100000\nSET word=x\nPI")
                }
            }
            running.service.gate.open()
            let lines = try await offPool {
                let client = try running.client()
                try client.send("PING\n")
                return try client.lines(2)
            }
            #expect(lines.last == "+ OK")
            #expect(try await eventually { running.server.statistics.figures.connectionsOpen == 0 })
        }
    }

    @Test("nothing after an exclusive request is looked at before it is finished")
    func exclusively() async throws {
        try await withServer { running in
            let lines = try await offPool {
                let client = try running.client()
                try client.send("LATER n=0\nGET\nSET word=a\nGET\nSET word=b\nSET word=c\nGET\n")
                return try client.lines(8)
            }
            #expect(
                lines.dropFirst() == [
                    "+ OK n=0", "+ OK word=none", "+ OK set=a", "+ OK word=a", "+ OK set=b",
                    "+ OK set=c", "+ OK word=c",
                ])
        }
    }

    @Test("a delayed answer keeps its place")
    func delayed() async throws {
        try await withServer { running in
            let lines = try await offPool {
                let client = try running.client()
                try client.send("SLOWLY n=30\nNOW n=1\nLATER n=2\nSLOWLY n=3\nPING\n")
                client.shutWriting()
                return try client.linesToEnd()
            }
            #expect(
                lines.dropFirst() == ["+ OK n=30", "+ OK n=1", "+ OK n=2", "+ OK n=3", "+ OK"])
        }
    }

    @Test("QUIT ends the connection, and what follows it is not executed")
    func quit() async throws {
        try await withServer { running in
            let lines = try await offPool {
                let client = try running.client()
                try client.send("LATER n=1\nQUIT\nPING\n")
                return try client.linesToEnd()
            }
            #expect(lines.dropFirst() == ["+ OK n=1", "+ OK"])
            #expect(running.service.number(of: "PING") == 0)
        }
    }

    @Test("HTTP on the first line is answered as HTTP and closed")
    func http() async throws {
        try await withServer { running in
            let lines = try await offPool {
                let client = try Client(port: running.port)
                try client.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
                return try client.linesToEnd()
            }
            #expect(lines.dropFirst().first == "HTTP/1.1 400 Bad Request\r")
            #expect(lines.last == "This port speaks the line protocol of garaged, no HTTP.")
            #expect(running.service.number(of: "SYNTAX") == 0)
        }
    }

    @Test("what is pushed stands between replies")
    func pushed() async throws {
        try await withServer { running in
            let client = try await offPool { try running.client() }
            _ = try await offPool { try client.lines(1) }
            let outlet = try #require(running.service.lastOutlet)
            for n in 0..<100 as Range<Int64> { outlet.push([Field("n", .whole(n))]) }
            let lines = try await offPool {
                try client.send("PING\n")
                return try client.lines(101)
            }
            #expect(lines.filter { $0 != "+ OK" } == (0..<100).map { "! sub {\"n\":\($0)}" })
            #expect(lines.count == 101)
        }
    }

    @Test("counts what happens")
    func statistics() async throws {
        try await withServer { running in
            try await offPool {
                let client = try running.client()
                try client.send("PING\nNOW n=1\nnonsense\n!\n")
                _ = try client.lines(5)
            }
            let figures = running.server.statistics.figures
            #expect(figures.requests == 3)
            #expect(figures.connectionsOpened == 1)
            #expect(figures.errors == [.unknownVerb: 1, .syntax: 1])
            #expect(figures.bytesIn == 24)
            #expect(figures.bytesOut > 90)
        }
    }
}
