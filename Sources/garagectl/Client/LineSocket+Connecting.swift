import Glibc

extension LineSocket {
    /// How long one address may take to accept a connection.
    private static let connectSecondsMax = 5

    static func connect(
        to endpoint: Endpoint, timeoutSeconds: Int
    ) throws(Failure) -> LineSocket {
        let descriptor =
            switch endpoint {
            case .unix(let path): try connect(path: path)
            case .tcp(let host, let port): try connect(host: host, port: port)
            }
        return LineSocket(descriptor: descriptor, timeoutSeconds: timeoutSeconds)
    }

    private static func connect(path: String) throws(Failure) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let capacity = MemoryLayout.size(ofValue: address.sun_path) - 1
        let bytes = Array(path.utf8)
        guard !bytes.isEmpty, bytes.count <= capacity else {
            throw Failure(.usage, "a socket's path has 1 to \(capacity) bytes: \(path)")
        }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard descriptor >= 0, result == 0 else {
            let reason = lastSystemError()
            if descriptor >= 0 { close(descriptor) }
            throw unreachable(.unix(path: path), reason)
        }
        return descriptor
    }

    private static func connect(host: String, port: UInt16) throws(Failure) -> Int32 {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        let status = getaddrinfo(host, String(port), &hints, &found)
        guard status == 0 else {
            throw unreachable(
                .tcp(host: host, port: port), String(cString: gai_strerror(status)))
        }
        defer { freeaddrinfo(found) }
        var reason = "no address"
        var next = found
        while let address = next?.pointee {
            let descriptor = socket(address.ai_family, address.ai_socktype, address.ai_protocol)
            if descriptor >= 0, connect(descriptor, address) {
                var one: Int32 = 1
                setsockopt(
                    descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one,
                    socklen_t(MemoryLayout<Int32>.size))
                return descriptor
            }
            reason = lastSystemError()
            if descriptor >= 0 { close(descriptor) }
            next = address.ai_next
        }
        throw unreachable(.tcp(host: host, port: port), reason)
    }

    /// Linux ends a blocking `connect` after the send timeout of the socket.
    private static func connect(_ descriptor: Int32, _ address: addrinfo) -> Bool {
        var limit = timeval(tv_sec: connectSecondsMax, tv_usec: 0)
        setsockopt(
            descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        return Glibc.connect(descriptor, address.ai_addr, address.ai_addrlen) == 0
    }

    private static func unreachable(_ endpoint: Endpoint, _ reason: String) -> Failure {
        let isForbidden = reason == String(cString: strerror(EACCES))
        return Failure(
            .unreachable, "garaged cannot be reached at \(endpoint): \(reason)",
            advice: isForbidden
                ? "your user may not open it: ask to be taken into the daemon's group"
                : "start it with 'garaged serve', or name another place with --socket,"
                    + " --connect or $GARAGED_SOCKET")
    }
}
