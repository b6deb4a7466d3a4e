package import LineProtocol
package import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle

/// The line protocol on a Unix socket, on TCP, or on both.
///
/// `bind` starts to listen; `run` waits for the end and then lets every connection have its
/// replies.
package actor LineServer: Service {
    /// Makes what answers one connection.
    ///
    /// Called on the connection's event loop.
    package typealias ResponderMaker = @Sendable (Peer, Outlet) -> any Responder

    package nonisolated let configuration: ServerConfiguration
    /// What the sockets have done; readable at any moment.
    package nonisolated let statistics = ServerStatistics()

    let makeResponder: ResponderMaker
    let group: MultiThreadedEventLoopGroup
    let registry = ConnectionRegistry()
    let logger: Logger
    var listeners: [any Channel] = []
    var certificate: ServerCertificate?
    private var bound: BoundAddresses?
    private var socketFile: (file: UnixSocketFile, identity: UInt64?)?

    /// - Parameters:
    ///   - configuration: where to listen and the limits.
    ///   - logger: told of starts, stops and failures, never of what a line says.
    ///   - makeResponder: makes what answers one connection.
    package init(
        configuration: ServerConfiguration, logger: Logger,
        makeResponder: @escaping ResponderMaker
    ) {
        self.configuration = configuration
        self.logger = logger
        self.makeResponder = makeResponder
        group = MultiThreadedEventLoopGroup(
            numberOfThreads: configuration.eventLoops ?? System.coreCount)
    }

    /// Starts to listen and to answer.
    ///
    /// Calling it again changes nothing. After an error nothing listens.
    ///
    /// - Returns: where it listens.
    /// - Throws: ``ServerError``, with what to do about it.
    @discardableResult
    package func bind() async throws(ServerError) -> BoundAddresses {
        if let bound { return bound }
        do throws(ServerError) {
            var addresses = BoundAddresses()
            if let path = configuration.socketPath {
                try await listen(onSocket: path)
                addresses.socketPath = path
            }
            if let tcp = configuration.tcp {
                let address = try await listen(on: tcp)
                addresses.tcpHost = address?.ipAddress
                addresses.tcpPort = address?.port
            }
            bound = addresses
            return addresses
        } catch {
            await closeListeners()
            throw error
        }
    }

    /// Serves until graceful shutdown or cancellation, then stops.
    package func run() async throws {
        do {
            try await bind()
        } catch {
            await stop()
            throw error
        }
        do {
            try await gracefulShutdown()
        } catch is CancellationError {
            logger.debug("cancelled")
        }
        await stop()
    }

    /// Reads the certificate's files again; connections that are open keep the old one.
    ///
    /// - Throws: `unusableCertificate`; the old one then stays in use.
    package func reloadCertificate() throws(ServerError) {
        try certificate?.reload()
    }

    // MARK: The end

    /// Stops to listen, lets the connections end, and cuts those that take too long.
    private func stop() async {
        await closeListeners()
        registry.drainAll()
        let deadline = ContinuousClock.now + .milliseconds(configuration.limits.drainMilliseconds)
        while registry.count > 0, ContinuousClock.now < deadline {
            do {
                try await Task.sleep(for: .milliseconds(5))
            } catch {
                break
            }
        }
        if registry.count > 0 {
            logger.warning(
                "cutting connections that did not end in time",
                metadata: ["connections": "\(registry.count)"])
            registry.closeAll()
        }
        do {
            try await group.shutdownGracefully()
        } catch {
            logger.error("event loops did not stop", metadata: ["error": "\(type(of: error))"])
        }
    }

    private func closeListeners() async {
        for listener in listeners {
            do {
                try await listener.close()
            } catch {
                logger.debug("listener already closed")
            }
        }
        listeners = []
        socketFile?.file.remove(ifStill: socketFile?.identity)
        socketFile = nil
    }

    /// Remembers whose file to remove.
    func note(_ file: UnixSocketFile) { socketFile = (file, file.identity()) }
}
