import Foundation
import LineProtocol
import Server
import Testing

/// What a client may not do, each limit made small enough to be reached at once.
@Suite struct LimitTests {
    @Test("a line that is too long is refused as soon as that is known, in constant memory")
    func tooLong() async throws {
        try await withServer { running in
            let before = residentBytes()
            let lines = try await offPool {
                let client = try Client(port: running.port)
                try client.send("PING\n@5 ")
                let piece = [UInt8](repeating: 0x78, count: 65_536)
                // 64 MB without a line end; the server stops listening long before that.
                for _ in 0..<1_024 {
                    do { try client.send(piece) } catch { break }
                }
                return try client.linesToEnd()
            }
            #expect(lines.dropFirst().first == "+ OK")
            #expect(lines.last?.hasPrefix("- @5 413 TOO-LONG ") == true)
            #expect(residentBytes() - before < 16 << 20)
        }
    }

    @Test("the longest line is shorter before AUTH, and grows within one read")
    func beforeAuth() async throws {
        let long = "PING x=" + String(repeating: "y", count: 1_100)
        try await withServer(isAuthenticated: false) { running in
            let refused = try await offPool {
                let client = try running.client()
                try client.send(long + "\nPING\n")
                return try client.linesToEnd()
            }
            #expect(refused.last?.hasPrefix("- 413 TOO-LONG ") == true)
            let accepted = try await offPool {
                let client = try running.client()
                try client.send("AUTH token=right\n" + long + "\n")
                return try client.lines(3)
            }
            #expect(accepted.dropFirst() == ["+ OK", "+ OK"])
        }
    }

    @Test("a line of exactly the limit is read, with either line end")
    func exactly() async throws {
        let text = "NOW x=" + String(repeating: "y", count: 8_192 - 6)
        try await withServer { running in
            let lines = try await offPool {
                let client = try running.client()
                try client.send("\(text)\n\(text)\r\n\(text)y\n")
                return try client.linesToEnd()
            }
            #expect(lines.dropFirst().prefix(2) == ["+ OK n=0", "+ OK n=0"])
            #expect(lines.last?.hasPrefix("- 413 TOO-LONG ") == true)
        }
    }

    @Test("the third wrong token ends the connection")
    func wrongTokens() async throws {
        try await withServer(isAuthenticated: false) { running in
            let lines = try await offPool {
                let client = try running.client()
                try client.send(String(repeating: "AUTH token=wrong\n", count: 5))
                return try client.linesToEnd()
            }
            #expect(lines.dropFirst() == Array(repeating: "- 401 AUTH wrong token", count: 3)[...])
            #expect(running.service.number(of: "AUTH") == 3)
        }
    }

    @Test("256 requests in flight, then the server reads no further")
    func inFlight() async throws {
        try await withServer { running in
            let client = try await offPool { try running.client() }
            let requests = (0..<2_000).map { "GATED n=\($0)\n" }.joined()
            try await offPool { try client.send(requests) }
            #expect(try await eventually { running.service.number(of: "GATED") == 256 })
            try await Task.sleep(for: .milliseconds(100))
            #expect(running.service.number(of: "GATED") == 256)
            running.service.gate.open()
            let lines = try await offPool { try client.lines(2_001) }
            #expect(lines.dropFirst() == (0..<2_000).map { "+ OK n=\($0)" }[...])
        }
    }

    @Test("a client that does not read is not read from, and loses nothing once it reads")
    func slowReader() async throws {
        var limits = ServerLimits()
        limits.unreadOutputBytes = 65_536
        try await withServer(limits: limits) { running in
            let client = try await offPool {
                try Client(port: running.port, receiveBufferBytes: 8_192)
            }
            let count = 1_500
            // 1,500 answers of 10 kB: far more than all buffers between the two hold.
            let requests = String(repeating: "BIG n=10000\n", count: count)
            try await offPool { try client.send(requests) }
            var answered = -1
            while answered != running.service.number(of: "BIG") {
                answered = running.service.number(of: "BIG")
                try await Task.sleep(for: .milliseconds(700))
            }
            #expect(answered > 0 && answered < count)
            let lines = try await offPool { try client.lines(1 + 2 * count) }
            #expect(lines.count == 1 + 2 * count)
            #expect(running.service.number(of: "BIG") == count)
        }
    }

    @Test("a client over its output limit that reads nothing is cut")
    func stalled() async throws {
        var limits = ServerLimits()
        limits.unreadOutputBytes = 65_536
        limits.stalledMilliseconds = 200
        try await withServer(limits: limits) { running in
            let client = try await offPool {
                try Client(port: running.port, receiveBufferBytes: 8_192)
            }
            try await offPool {
                try client.send(String(repeating: "BIG n=100000\n", count: 1_000))
            }
            #expect(try await eventually { running.server.statistics.figures.connectionsCut == 1 })
            #expect(try await eventually { running.server.statistics.figures.connectionsOpen == 0 })
        }
    }

    @Test("a subscriber too far behind is told that it is slow, and closed")
    func slowSubscriber() async throws {
        var limits = ServerLimits()
        limits.pushedBehindBytes = 262_144
        limits.stalledMilliseconds = 200
        try await withServer(limits: limits) { running in
            let client = try await offPool {
                let client = try Client(port: running.port, receiveBufferBytes: 8_192)
                _ = try client.lines(1)
                return client
            }
            let outlet = try #require(running.service.lastOutlet)
            let row = [Field("text", .text(String(repeating: "x", count: 10_000)))]
            for _ in 0..<2_000 { outlet.push(row) }
            #expect(try await eventually { running.server.statistics.figures.errors[.slow] == 1 })
            let lines = try await offPool { try client.linesToEnd() }
            #expect(lines.last?.hasPrefix("! - 509 SLOW ") == true)
            #expect(lines.count < 2_000)
        }
    }

    @Test("without a token in time, a stranger is shown out")
    func authTime() async throws {
        var limits = ServerLimits()
        limits.authMilliseconds = 100
        try await withServer(limits: limits, isAuthenticated: false) { running in
            let lines = try await offPool { try running.client().linesToEnd() }
            #expect(lines.last == "# closing: no token was presented in time")
            #expect(running.server.statistics.figures.connectionsCut == 1)
        }
    }

    @Test("a connection that says nothing is closed, one that waits for an answer is not")
    func idle() async throws {
        var limits = ServerLimits()
        limits.idleMilliseconds = 1_000
        try await withServer(limits: limits) { running in
            let waiting = try await offPool {
                let client = try running.client()
                try client.send("GATED n=1\n")
                return client
            }
            let idle = try await offPool { try running.client().linesToEnd() }
            #expect(idle.last == "# closing: nothing was said for 1 s")
            running.service.gate.open()
            let lines = try await offPool { try waiting.lines(2) }
            #expect(lines.last == "+ OK n=1")
        }
    }

    @Test("a line must end in time, however busily its bytes drip")
    func drip() async throws {
        var limits = ServerLimits()
        limits.lineMilliseconds = 300
        try await withServer(limits: limits) { running in
            let (lines, dripped) = try await offPool {
                let client = try running.client()
                try client.send("PING\n")
                var dripped = 0
                while dripped < 1_000, running.server.statistics.figures.connectionsCut == 0 {
                    try client.send("x")
                    usleep(10_000)
                    dripped += 1
                }
                return (try client.linesToEnd(), dripped)
            }
            #expect(dripped < 1_000)
            #expect(lines.last == "# closing: a line was begun and not ended in time")
        }
    }

    @Test("beyond the limit of connections one is told to come back")
    func connections() async throws {
        var limits = ServerLimits()
        limits.connections = 2
        try await withServer(limits: limits) { running in
            let held = try await offPool {
                let clients = [try running.client(), try Client(port: running.port)]
                for client in clients { _ = try client.lines(1) }
                return clients
            }
            let refused = try await offPool {
                let client = try running.client()
                try client.send("PING\n")
                return try client.linesToEnd()
            }
            #expect(refused.count == 1)
            #expect(refused.last?.hasPrefix("- 429 BUSY retry-ms=1000 ") == true)
            try await offPool { held[0].shutWriting() }
            #expect(try await eventually { running.server.statistics.figures.connectionsOpen == 1 })
            let accepted = try await offPool { try running.client().lines(1) }
            #expect(accepted == [ConversationTests.greeting])
        }
    }

    @Test(
        "every limit is described once, within what it allows",
        arguments: ServerLimits.descriptions.indices)
    func described(index: Int) {
        let limit = ServerLimits.descriptions[index]
        #expect(limit.allowed.contains(ServerLimits()[keyPath: limit.path]), "\(limit.key)")
        #expect(limit.reason.hasSuffix("."))
        #expect(ServerLimits.descriptions.count { $0.key == limit.key } == 1)
        #expect(
            ServerLimits.descriptions.count == Mirror(reflecting: ServerLimits()).children.count)
    }

    /// Memory of this process that is really there.
    private func residentBytes() -> Int {
        let statm = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
        let pages = statm?.split(separator: " ").dropFirst().first.flatMap { Int($0) }
        return (pages ?? 0) * 4_096
    }
}
