import Foundation
import Support
import Testing

/// Clients that are not ours, some of them hostile, against the real daemon.
@Suite(.serialized) struct ForeignClientTests {
    /// A daemon for one test, on TCP too.
    private func withDaemon(_ body: (Daemon) async throws -> Void) async throws {
        let daemon = try await Daemon.start(options: .init(listen: "127.0.0.1:0"))
        defer {
            daemon.stop()
            daemon.removeState()
        }
        try await body(daemon)
    }

    @Test("a thousand requests in one write are answered in order")
    func pipelined() async throws {
        try await withDaemon { daemon in
            let client = try TestClient(socket: daemon.socketPath)
            let requests = (0..<1000).map { number in
                number % 3 == 0
                    ? "@t\(number) MATCH place=Lens limit=1 fields=garage,km\n"
                    : number % 3 == 1
                        ? "@t\(number) PING\n"
                        : "@t\(number) BENEFICIARY-ADD key=p\(number) place=Lens\n"
            }
            try client.send(requests.joined())
            for number in 0..<1000 {
                let final = try client.readReply().last
                #expect(final?.hasPrefix("+ @t\(number) OK") == true, "\(final ?? "nothing")")
            }
        }
    }

    @Test("a client that shuts its write side gets every reply, then the end")
    func halfClosed() async throws {
        try await withDaemon { daemon in
            let client = try TestClient(socket: daemon.socketPath)
            try client.send(
                "PING\nMATCH place=Lens limit=1 fields=garage\nBENEFICIARY-ADD key=h place=Lens\n")
            client.shutDownWriting()
            let lines = client.readToEnd().filter { !$0.hasPrefix("#") }
            #expect(lines.count { $0.hasPrefix("+ OK") } == 3)
        }
    }

    @Test("a last line without its end is never executed")
    func truncated() async throws {
        try await withDaemon { daemon in
            let client = try TestClient(socket: daemon.socketPath)
            try client.send("PING\nGARAGE-ADD garage=CUT name=x place=Lens")
            client.shutDownWriting()
            let lines = client.readToEnd().filter { !$0.hasPrefix("#") }
            #expect(lines.count == 2)
            #expect(lines.last?.hasPrefix("- 499 TRUNCATED") == true)
            let other = try TestClient(socket: daemon.socketPath)
            #expect(try other.ask("GARAGE garage=CUT").last?.hasPrefix("- 404 NO-SUCH") == true)
        }
    }

    @Test("a client that vanishes in the middle hurts nobody")
    func vanished() async throws {
        try await withDaemon { daemon in
            for number in 0..<50 {
                let client = try TestClient(socket: daemon.socketPath)
                try client.send("BENEFICIARY-ADD key=v\(number) place=Lens\nMATCH place=Le")
            }
            let client = try TestClient(socket: daemon.socketPath)
            #expect(try client.ask("PING") == ["+ OK"])
        }
    }

    static let noRequests: [[UInt8]] = [
        [0x00], [0x0D], [0x50, 0x0D, 0x49], [0xC3, 0x28], [0xED, 0xA0, 0x80],
        [0xEF, 0xBB, 0xBF, 0x50], [0x50, 0x00, 0x47], [0xFF], Array("MATCH at=\u{202E}".utf8),
        Array("garage=\"".utf8), Array("@ PING".utf8), Array("=".utf8),
    ]

    @Test("bytes that are no request get one error, and the connection goes on")
    func bytes() async throws {
        try await withDaemon { daemon in
            let client = try TestClient(socket: daemon.socketPath)
            for bytes in Self.noRequests {
                try client.send(bytes + [0x0A])
                let lines = try client.readReply()
                #expect(lines.count == 1)
                #expect(lines[0].hasPrefix("- 400 SYNTAX"), "\(bytes): \(lines)")
                #expect(try client.ask("PING") == ["+ OK"])
            }
        }
    }

    @Test("a line without end is refused early and costs no memory")
    func endless() async throws {
        try await withDaemon { daemon in
            let before = try Self.residentKB(of: daemon)
            let client = try TestClient(socket: daemon.socketPath)
            let chunk = [UInt8](repeating: 0x41, count: 1 << 20)
            var sent = 0
            do {
                for _ in 0..<256 {
                    try client.send(chunk)
                    sent += 1
                }
            } catch {
                // Closed by the daemon, as it should be.
            }
            #expect(client.readToEnd().contains { $0.hasPrefix("- 413 TOO-LONG") })
            #expect(try Self.residentKB(of: daemon) - before < 16 * 1024)
        }
    }

    @Test("HTTP on the line's port is told so")
    func http() async throws {
        try await withDaemon { daemon in
            let client = try TestClient(port: daemon.tcpPort())
            try client.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            #expect(client.readToEnd().first?.hasPrefix("HTTP/1.1 400") == true)
        }
    }

    @Test("a name full of quotes and escapes comes back as it went in, on one line")
    func names() async throws {
        try await withDaemon { daemon in
            let client = try TestClient(socket: daemon.socketPath)
            let name = #"Garage \"l'Étoile\" \\ {}[];--%s"#
            let added = try client.ask("GARAGE-ADD garage=Q1 name=\"\(name)\" place=Lens")
            #expect(added.rows.first?["name"] as? String == #"Garage "l'Étoile" \ {}[];--%s"#)
            let refused = try client.ask(#"GARAGE-ADD garage=Q2 name="a\u0007\nb" place=Lens"#)
            #expect(refused.count == 1)
            #expect(refused[0].hasPrefix("- 400 SYNTAX"), "\(refused)")
        }
    }

    private static func residentKB(of daemon: Daemon) throws -> Int {
        let status = try String(
            contentsOfFile: "/proc/\(daemon.processIdentifier)/status", encoding: .utf8)
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        return line?.split(separator: " ").compactMap { Int($0) }.first ?? 0
    }
}
