/// Where messages are posted: `https://host/path`, or `http://` to this machine.
package struct WebhookAddress: Equatable, Sendable {
    package let text: String
    package let isEncrypted: Bool
    /// A name, or a number without its brackets.
    package let host: String
    package let port: Int
    /// The path with its query, from the first `/`.
    package let target: String

    /// What PostgreSQL takes too.
    package static let lengthMax = 2_048

    /// - Returns: nil when the text is no such URL: another scheme, a user name, a character that a
    ///   URL must escape.
    package init?(_ text: String) {
        guard text.utf8.count <= Self.lengthMax,
            text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !Self.forbidden.contains($0) }),
            let scheme = ["https://", "http://"].first(where: text.hasPrefix)
        else { return nil }
        isEncrypted = scheme == "https://"
        let rest = text.dropFirst(scheme.utf8.count)
        let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        let tail = rest.dropFirst(authority.count).prefix { $0 != "#" }
        guard !authority.contains("@"), let (host, port) = Self.split(authority) else {
            return nil
        }
        self.host = host
        self.port = port ?? (isEncrypted ? 443 : 80)
        target = tail.hasPrefix("/") ? String(tail) : "/" + tail
        self.text = text
    }

    /// Whether it is on this machine, which needs no encryption.
    package var isLoopback: Bool {
        host == "localhost" || host == "::1" || (isNumber && host.hasPrefix("127."))
    }

    /// Whether the host is an address in numbers rather than a name.
    package var isNumber: Bool {
        host.contains(":") || host.utf8.allSatisfy { $0 == 0x2E || (0x30...0x39).contains($0) }
    }

    /// The host as a header has it, with the port where it is not the usual one.
    package var hostHeader: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return port == (isEncrypted ? 443 : 80) ? name : "\(name):\(port)"
    }

    private static let forbidden = Set("\"<>\\^`{|}".utf8)

    private static func split(_ authority: Substring) -> (host: String, port: Int?)? {
        var name = authority
        var digits: Substring?
        if authority.hasPrefix("[") {
            guard let end = authority.firstIndex(of: "]") else { return nil }
            name = authority[authority.index(after: authority.startIndex)..<end]
            let after = authority[authority.index(after: end)...]
            guard after.isEmpty || after.hasPrefix(":"), name.contains(":"),
                name.utf8.allSatisfy({ $0.isHexDigit || $0 == 0x3A || $0 == 0x2E })
            else { return nil }
            digits = after.isEmpty ? nil : after.dropFirst()
        } else {
            let parts = authority.split(
                separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            name = parts[0]
            digits = parts.count == 2 ? parts[1] : nil
            guard HostName.isValid(Array(name.utf8)) else { return nil }
        }
        guard let digits else { return (name.lowercased(), nil) }
        guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let port = Int(digits),
            (1...65_535).contains(port)
        else { return nil }
        return (name.lowercased(), port)
    }
}

extension UInt8 {
    fileprivate var isHexDigit: Bool {
        (0x30...0x39).contains(self) || (0x41...0x46).contains(self)
            || (0x61...0x66).contains(self)
    }
}
