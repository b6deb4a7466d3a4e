import GarageNetwork
package import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// Posts messages to receivers, one connection each.
///
/// Only the status of the answer is read. Redirections are not followed: a signed message goes
/// where its receiver said, and nowhere else. NIO, which serves the sockets already, rather than
/// URLSession: that one needs libcurl on the machine, obeys proxies of the environment and follows
/// redirections.
package struct WebhookClient: Sendable {
    private let group: any EventLoopGroup
    private let tls: NIOSSLContext
    /// From the connection to the status of the answer.
    package let timeLimit: Duration

    package static let usualTimeLimit = Duration.seconds(10)

    package init(
        group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton,
        timeLimit: Duration = usualTimeLimit
    ) throws {
        self.group = group
        self.timeLimit = timeLimit
        tls = try NIOSSLContext(configuration: .makeClientConfiguration())
    }

    /// Posts a JSON document.
    func post(
        _ body: String, headers: [(String, String)], to address: WebhookAddress
    ) async -> DeliveryResult {
        let (timeLimit, tls) = (self.timeLimit, self.tls)
        let nanoseconds =
            timeLimit.components.seconds * 1_000_000_000
            + timeLimit.components.attoseconds / 1_000_000_000
        let limit = TimeAmount.nanoseconds(nanoseconds)
        let bootstrap = ClientBootstrap(group: group).connectTimeout(limit)
            .channelOption(.socketOption(.tcp_nodelay), value: 1)
        do {
            let started = NIODeadline.now()
            let channel = try await bootstrap.connect(host: address.host, port: address.port) {
                channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    if address.isEncrypted {
                        try pipeline.addHandler(
                            NIOSSLClientHandler(
                                context: tls,
                                serverHostname: address.isNumber ? nil : address.host))
                    }
                    try pipeline.addHTTPClientHandlers()
                    let handler = StatusHandler(
                        request: Self.head(for: address, headers, length: body.utf8.count),
                        body: body, deadline: started + limit,
                        promise: channel.eventLoop.makePromise(of: Int.self))
                    try pipeline.addHandler(handler)
                    return handler.promise.futureResult
                }
            }
            return Self.result(status: try await channel.get())
        } catch {
            return .failed(Self.errorClass(of: error))
        }
    }

    /// What a status means.
    static func result(status: Int) -> DeliveryResult {
        switch status {
        case 200..<300: .delivered
        // Gone: the receiver asks not to be called again.
        case 410: .refused("http-410")
        default: .failed("http-\(status)")
        }
    }

    private static func errorClass(of error: any Error) -> String {
        switch error {
        case is StatusHandler.Late: "timeout"
        case is StatusHandler.Closed: "closed"
        case is HTTPParserError: "not-http"
        case is NIOSSLError, is BoringSSLError: "tls"
        case ChannelError.connectTimeout: "timeout"
        case is NIOConnectionError: "unreachable"
        default: "broken"
        }
    }

    private static func head(
        for address: WebhookAddress, _ headers: [(String, String)], length: Int
    ) -> HTTPRequestHead {
        let standard = [
            ("Host", address.hostHeader), ("User-Agent", "garaged"),
            ("Content-Type", "application/json; charset=utf-8"), ("Content-Length", "\(length)"),
            ("Connection", "close"),
        ]
        return HTTPRequestHead(
            version: .http1_1, method: .POST, uri: address.target,
            headers: HTTPHeaders(standard + headers))
    }
}
