import Foundation
import Glibc
import Logging
import Server
import ServiceLifecycle
import Testing

@Suite struct StartAndStopTests {
    let logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })

    @Test("a graceful stop answers what was asked, then says goodbye")
    func stops() async throws {
        try await withServer { running in
            let (idle, busy) = try await offPool {
                let clients = (try running.client(), try Client(port: running.port))
                _ = try clients.0.lines(1)
                try clients.1.send("GATED n=1\nLATER n=2\n")
                return clients
            }
            #expect(try await eventually { running.service.number(of: "LATER") == 1 })
            await running.group.triggerGracefulShutdown()
            let goodbye = try await offPool { try idle.linesToEnd() }
            #expect(goodbye == ["# bye"])
            await #expect(throws: (any Error).self) {
                try await offPool { try Client(port: running.port).lines(1) }
            }
            running.service.gate.open()
            let lines = try await offPool { try busy.linesToEnd() }
            #expect(lines.dropFirst() == ["+ OK n=1", "+ OK n=2", "# bye"])
        }
    }

    @Test("a stop does not wait for ever")
    func stopIsBounded() async throws {
        var limits = ServerLimits()
        limits.drainMilliseconds = 100
        try await withServer(limits: limits) { running in
            let client = try await offPool {
                let client = try running.client()
                try client.send("GATED n=1\n")
                return client
            }
            #expect(try await eventually { running.service.number(of: "GATED") == 1 })
            await running.group.triggerGracefulShutdown()
            let lines = try await offPool { try client.linesToEnd() }
            #expect(lines == [ConversationTests.greeting])
        }
    }

    @Test("refuses to speak plain text beyond this machine")
    func plaintext() async throws {
        let error = await failure(ServerConfiguration(tcp: .init(host: "0.0.0.0", port: 0)))
        #expect(error?.reason == .plaintextRefused)
        #expect(error?.description.contains("0.0.0.0") == true)
    }

    @Test("the socket is for its owner and group only")
    func mode() async throws {
        try await withServer { running in
            var status = stat()
            #expect(stat(running.socketPath, &status) == 0)
            #expect(status.st_mode & 0o777 == 0o660)
        }
    }

    @Test("a socket left by a dead process is replaced, one that is answered is not")
    func staleSocket() async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "s\(UUID()).sock").path
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let bound = withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        #expect(bound == 0)
        close(descriptor)
        let configuration = ServerConfiguration(socketPath: path)
        let first = LineServer(configuration: configuration, logger: logger) { _, _ in
            FakeResponder(shared: FakeService(), isAuthenticated: true)
        }
        try await first.bind()
        #expect(await failure(configuration)?.reason == .addressInUse)
        await stop(first)
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test("a path that cannot be a socket is refused with a reason")
    func unusablePath() async throws {
        let folder = FileManager.default.temporaryDirectory
        let file = folder.appending(path: "f\(UUID())").path
        try Data().write(to: URL(filePath: file))
        defer { unlink(file) }
        #expect(await failure(ServerConfiguration(socketPath: file))?.reason == .unusablePath)
        let long = folder.appending(path: String(repeating: "x", count: 120)).path
        #expect(await failure(ServerConfiguration(socketPath: long))?.reason == .unusablePath)
        let nowhere = folder.appending(path: "nowhere-\(UUID())/x.sock").path
        #expect(await failure(ServerConfiguration(socketPath: nowhere))?.reason == .cannotListen)
    }

    @Test("after an error nothing listens")
    func allOrNothing() async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "a\(UUID()).sock").path
        let configuration = ServerConfiguration(
            socketPath: path, tcp: .init(host: "0.0.0.0", port: 0))
        #expect(await failure(configuration)?.reason == .plaintextRefused)
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    // MARK: Support

    private func failure(_ configuration: ServerConfiguration) async -> ServerError? {
        let server = LineServer(configuration: configuration, logger: logger) { _, _ in
            FakeResponder(shared: FakeService(), isAuthenticated: true)
        }
        do throws(ServerError) {
            try await server.bind()
            await stop(server)
            return nil
        } catch {
            await stop(server)
            return error
        }
    }

    /// Ends a server that has no group around it, as cancellation does.
    private func stop(_ server: LineServer) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { try? await server.run() }
            group.cancelAll()
        }
    }
}
