import LineProtocol
import NIOCore
import NIOPosix
import NIOSSL

/// The two listeners, and how a connection is put together.
extension LineServer {
    /// Connections the kernel keeps ready while the server is busy.
    private static var backlog: Int32 { 1_024 }

    /// What the kernel may hold for one connection: when a client closes its half while the server
    /// does not read, all of this is handed over at once.
    private static var receiveBufferBytes: Int { 262_144 }

    func listen(onSocket path: String) async throws(ServerError) {
        let file = UnixSocketFile(path: path)
        try file.makeRoom()
        let makeResponder = makeResponder
        let services = services
        let bootstrap = bootstrap { channel in
            PeerIdentity.onUnixSocket(channel).flatMapThrowing { peer in
                try Self.assemble(
                    channel, peer: peer, services: services, makeResponder: makeResponder)
            }
        }
        do {
            listeners.append(try await bootstrap.bind(unixDomainSocketPath: path).get())
        } catch {
            throw .cannotListen(on: path, why: Self.describe(error))
        }
        note(file)
        try file.allowGroup()
    }

    /// - Returns: the address with the port that was chosen.
    func listen(on tcp: ServerConfiguration.TCP) async throws(ServerError) -> SocketAddress? {
        let place = "\(tcp.host):\(tcp.port)"
        let address: SocketAddress
        do {
            address = try SocketAddress.makeAddressResolvingHost(tcp.host, port: tcp.port)
        } catch {
            throw .cannotListen(on: place, why: "the host is not known; write an IP address")
        }
        let certificate = try tcp.tls.map { files throws(ServerError) in
            try ServerCertificate(files)
        }
        guard certificate != nil || PeerIdentity.isLoopback(address) else {
            throw .plaintextRefused(host: tcp.host)
        }
        self.certificate = certificate
        let makeResponder = makeResponder
        let services = services
        let bootstrap = bootstrap { channel in
            channel.eventLoop.makeCompletedFuture {
                if let certificate {
                    try channel.pipeline.syncOperations.addHandler(
                        NIOSSLServerHandler(context: certificate.context))
                }
                let peer = PeerIdentity.onTCP(channel, isEncrypted: certificate != nil)
                try Self.assemble(
                    channel, peer: peer, services: services, makeResponder: makeResponder)
            }
        }
        .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
        .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
        .childChannelOption(.socketOption(.so_rcvbuf), value: .init(Self.receiveBufferBytes))
        do {
            let listener = try await bootstrap.bind(to: address).get()
            listeners.append(listener)
            return listener.localAddress
        } catch {
            throw .cannotListen(on: place, why: Self.describe(error))
        }
    }

    // MARK: Parts

    private var services: ConnectionServices {
        ConnectionServices(
            limits: configuration.limits, statistics: statistics, registry: registry,
            logger: logger)
    }

    private func bootstrap(
        _ initializer: @escaping @Sendable (any Channel) -> EventLoopFuture<Void>
    ) -> ServerBootstrap {
        let limit = configuration.limits.unreadOutputBytes
        let mark = ChannelOptions.Types.WriteBufferWaterMark(low: limit / 2, high: limit)
        let logger = logger
        return ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: Self.backlog)
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(AcceptPause(logger: logger))
                }
            }
            .childChannelInitializer(initializer)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelOption(.writeBufferWaterMark, value: mark)
    }

    private static func assemble(
        _ channel: any Channel, peer: Peer, services: ConnectionServices,
        makeResponder: ResponderMaker
    ) throws {
        guard services.registry.add(channel, limit: services.limits.connections) else {
            services.statistics.noteRefused()
            services.statistics.noteError(.busy)
            let retry = services.limits.busyRetryMilliseconds
            try channel.pipeline.syncOperations.addHandler(
                RefusalHandler(retryMilliseconds: retry))
            return
        }
        services.statistics.noteOpened()
        channel.closeFuture.whenComplete { _ in
            services.registry.remove(channel)
            services.statistics.noteClosed()
        }
        let handler = ConnectionHandler(
            services: services, runner: LoopRunner(channel.eventLoop))
        handler.attach(makeResponder(peer, Outlet(handler, on: channel.eventLoop)))
        try channel.pipeline.syncOperations.addHandler(handler)
    }

    private static func describe(_ error: any Error) -> String {
        guard let error = error as? IOError else { return "\(type(of: error))" }
        return UnixSocketFile.describe(error.errnoCode)
    }
}
