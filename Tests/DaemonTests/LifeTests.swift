import Foundation
import Support
import Testing

/// Starting, stopping and starting again.
@Suite(.serialized) struct LifeTests {
    @Test("a second daemon on the same folder is refused with a sentence")
    func twoDaemons() async throws {
        let daemon = try await Daemon.start(options: .init(isDemo: false))
        defer {
            daemon.stop()
            daemon.removeState()
        }
        let second = try Run(
            Daemon.program("garaged"),
            ["serve", "--state", daemon.state.path, "--listen", "none", "--http", "none"])
        #expect(second.status == 1)
        #expect(second.errors.contains("another garaged"), "\(second.errors)")
        let client = try TestClient(socket: daemon.socketPath)
        #expect(try client.ask("READY").last?.hasPrefix("+ OK") == true)
    }

    @Test(
        "what was written is there after a stop and a start, and the cluster ends with the daemon")
    func restart() async throws {
        let first = try await Daemon.start(options: .init(isDemo: false))
        defer { first.removeState() }
        let client = try TestClient(socket: first.socketPath)
        let added = try client.ask("GARAGE-ADD garage=R1 name=Reste at=48.1,2.1")
        #expect(added.last?.hasPrefix("+ OK") == true)
        #expect(first.stop() == 0)
        #expect(
            !FileManager.default.fileExists(
                atPath: first.state.appending(path: "postgres/postmaster.pid").path))
        let second = try await Daemon(state: first.state, options: .init(isDemo: false))
        defer { second.stop() }
        let again = try TestClient(socket: second.socketPath)
        #expect(try again.ask("GARAGE garage=R1").rows.first?["name"] as? String == "Reste")
    }

    @Test("wrong configurations are refused whole, every fault at once")
    func configuration() throws {
        let folder = try Daemon.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "garaged.toml")
        try Data("[matching]\npolicy = \"magic\"\nrowz = 3\n[limits]\nidle = 5\n".utf8)
            .write(to: file)
        let run = try Run(Daemon.program("garaged"), ["serve", "--config", file.path])
        #expect(run.status == 78)
        for word in ["policy", "rowz", "idle"] { #expect(run.errors.contains(word), "\(word)") }
    }

    @Test("SIGHUP takes over a changed file whole, and a faulty one not at all")
    func reload() async throws {
        let folder = try Daemon.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "garaged.toml")
        try Data("[matching]\nrows = 2\n".utf8).write(to: file)
        let daemon = try await Daemon.start(options: .init(extra: ["--config", file.path]))
        defer {
            daemon.stop()
            daemon.removeState()
        }
        let client = try TestClient(socket: daemon.socketPath)
        func rows() throws -> Int { try client.ask("MATCH place=Lens fields=garage").rows.count }
        #expect(try rows() == 2)
        try Data("[matching]\nrows = 4\n".utf8).write(to: file)
        kill(daemon.processIdentifier, SIGHUP)
        for _ in 0..<100 where try rows() != 4 { try await Task.sleep(for: .milliseconds(50)) }
        #expect(try rows() == 4)
        try Data("[matching]\nrows = 3\npolicy = \"magic\"\n".utf8).write(to: file)
        #expect(try client.ask("RELOAD").last?.hasPrefix("- 409 CONFLICT") == true)
        #expect(try rows() == 4)
    }

    @Test("a listener that others can reach needs TLS")
    func plaintext() throws {
        let folder = try Daemon.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let run = try Run(
            Daemon.program("garaged"),
            ["serve", "--state", folder.path, "--listen", "0.0.0.0:0", "--http", "none"])
        #expect(run.status == 78 || run.status == 1)
        #expect(run.errors.contains("TLS") || run.errors.contains("tls"), "\(run.errors)")
    }

    @Test("the log never holds what a line said")
    func log() async throws {
        let daemon = try await Daemon.start(options: .init(isDemo: false))
        defer {
            daemon.stop()
            daemon.removeState()
        }
        let client = try TestClient(socket: daemon.socketPath)
        for line in [
            "BENEFICIARY-ADD key=canari1 at=48.123456,2.654321 name=canari",
            "BENEFICIARY-ADD key=canari0 at=48.123456,2.654321 brand=canari2",
            "BENEFICIARY-ADD key=canari1 at=48.2,2.6", "REFER beneficiary=Bcanari3 key=canari4",
            "GARAGE-ADD garage=canari5 name=canari6 at=91,2", "canari7 canari8=canari9",
        ] { _ = try client.ask(line) }
        #expect(!daemon.logText.contains("canari"))
        #expect(!daemon.logText.contains("48.123456"))
        let folder = daemon.state.appending(path: "postgres")
        let logs =
            FileManager.default.enumerator(at: daemon.state, includingPropertiesForKeys: nil)?
            .compactMap { $0 as? URL }.filter { $0.pathExtension == "log" } ?? []
        for log in logs + [folder.appending(path: "log")] {
            let text = (try? String(contentsOf: log, encoding: .utf8)) ?? ""
            #expect(!text.contains("canari"), "\(log.lastPathComponent)")
        }
    }
}
