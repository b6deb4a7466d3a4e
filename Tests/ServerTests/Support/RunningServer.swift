import Foundation
import LineProtocol
import Logging
import Server
import ServiceLifecycle
import Testing

/// A server with fake responders, for the time of one test.
struct RunningServer: Sendable {
    let server: LineServer
    let service: FakeService
    let group: ServiceGroup
    let socketPath: String
    let port: Int

    func client() throws -> Client { try Client(socketPath: socketPath) }
}

/// Starts a server, runs the test's part, stops the server.
func withServer(
    limits: ServerLimits = ServerLimits(), isAuthenticated: Bool = true,
    tls: ServerConfiguration.TLS? = nil,
    _ body: (RunningServer) async throws -> Void
) async throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "g\(UUID()).sock").path
    let service = FakeService()
    let configuration = ServerConfiguration(
        socketPath: path, tcp: .init(host: "127.0.0.1", port: 0, tls: tls), limits: limits,
        eventLoops: 2)
    let logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
    let server = LineServer(configuration: configuration, logger: logger) { peer, outlet in
        service.remember(peer, outlet)
        return FakeResponder(shared: service, isAuthenticated: isAuthenticated)
    }
    let bound = try await server.bind()
    let group = ServiceGroup(services: [server], logger: logger)
    let running = RunningServer(
        server: server, service: service, group: group, socketPath: path,
        port: try #require(bound.tcpPort))
    async let run: Void = group.run()
    do {
        try await body(running)
    } catch {
        service.gate.open()
        await group.triggerGracefulShutdown()
        try await run
        throw error
    }
    service.gate.open()
    await group.triggerGracefulShutdown()
    try await run
    #expect(!FileManager.default.fileExists(atPath: path))
}
