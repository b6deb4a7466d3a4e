/// Where the server listens, and within which limits.
package struct ServerConfiguration: Equatable, Sendable {
    /// The path of the Unix socket, of at most 107 bytes; `nil` for none.
    package var socketPath: String?
    /// The TCP listener; `nil` for none.
    package var tcp: TCP?
    package var limits: ServerLimits
    /// Event loops; `nil` for one a core.
    package var eventLoops: Int?

    package init(
        socketPath: String? = nil, tcp: TCP? = nil, limits: ServerLimits = ServerLimits(),
        eventLoops: Int? = nil
    ) {
        self.socketPath = socketPath
        self.tcp = tcp
        self.limits = limits
        self.eventLoops = eventLoops
    }

    /// A host and port, encrypted or not.
    package struct TCP: Equatable, Sendable {
        package var host: String
        /// 0 lets the system choose one; `BoundAddresses` tells which.
        package var port: Int
        /// Without it, only a loopback address is accepted.
        package var tls: TLS?

        package init(host: String, port: Int, tls: TLS? = nil) {
            self.host = host
            self.port = port
            self.tls = tls
        }
    }

    /// The files of a certificate, read at start and again on `reloadCertificate`.
    package struct TLS: Equatable, Sendable {
        /// PEM, the server's certificate first, then the intermediate ones.
        package var certificateChainPath: String
        /// PEM.
        package var privateKeyPath: String
        /// TLS 1.2 for clients that know no better; 1.3 otherwise.
        package var allowsTLS12: Bool

        package init(
            certificateChainPath: String, privateKeyPath: String, allowsTLS12: Bool = false
        ) {
            self.certificateChainPath = certificateChainPath
            self.privateKeyPath = privateKeyPath
            self.allowsTLS12 = allowsTLS12
        }
    }
}

/// Where a server really listens.
package struct BoundAddresses: Equatable, Sendable {
    package var socketPath: String?
    package var tcpHost: String?
    package var tcpPort: Int?
}
