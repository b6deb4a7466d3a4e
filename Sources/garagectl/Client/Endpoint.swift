/// Where a daemon listens.
enum Endpoint: Equatable, CustomStringConvertible {
    case unix(path: String)
    case tcp(host: String, port: UInt16)

    /// Reads `HOST:PORT` or `[IPv6]:PORT`.
    init?(tcp text: String) {
        guard let colon = text.lastIndex(of: ":"),
            let port = UInt16(text[text.index(after: colon)...]), port > 0
        else { return nil }
        var host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = host.dropFirst().dropLast()
        } else if host.contains(":") {
            return nil
        }
        guard !host.isEmpty else { return nil }
        self = .tcp(host: String(host), port: port)
    }

    /// Where packages and unit files put the socket, in the order they are tried.
    static let usualPaths = [
        "./state/garaged.sock", "/run/garaged/garaged.sock", "/var/lib/garaged/garaged.sock",
    ]

    /// The socket of the environment, else the first of the usual places that exists.
    static func usual(environment: String?, exists: (String) -> Bool) -> Endpoint {
        if let environment, !environment.isEmpty { return .unix(path: environment) }
        return .unix(path: usualPaths.first(where: exists) ?? usualPaths[1])
    }

    var description: String {
        switch self {
        case .unix(let path): path
        case .tcp(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        }
    }
}
