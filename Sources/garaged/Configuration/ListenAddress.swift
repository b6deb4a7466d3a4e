/// Where a listener listens: a host and a port, or nowhere.
enum ListenAddress: Equatable, Sendable {
    case off
    case at(host: String, port: Int)

    /// Reads `none`, `127.0.0.1:7450`, `localhost:7450` or `[::1]:7450`; with port 0 the system
    /// chooses one.
    init?(_ text: String) {
        if text == "none" {
            self = .off
            return
        }
        guard let colon = text.lastIndex(of: ":") else { return nil }
        var host = text[..<colon]
        let digits = text[text.index(after: colon)...]
        if host.first == "[", host.last == "]" {
            host = host.dropFirst().dropLast()
        } else if host.contains(":") {
            return nil
        }
        guard !host.isEmpty, host.allSatisfy({ $0.isASCII && !$0.isWhitespace }),
            digits.allSatisfy({ $0.isASCII && $0.isNumber }),
            let port = Int(digits), (0...65_535).contains(port)
        else { return nil }
        self = .at(host: String(host), port: port)
    }

    var text: String {
        switch self {
        case .off: "none"
        case .at(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        }
    }

    /// Whether only this machine can reach it; a listener that is off is as private.
    var isPrivate: Bool {
        switch self {
        case .off: true
        case .at("localhost", _), .at("::1", _): true
        case .at(let host, _): Self.isLoopbackIPv4(host)
        }
    }

    /// 127.0.0.0/8 in dotted form: a name that merely begins with `127.` is not meant.
    private static func isLoopbackIPv4(_ host: String) -> Bool {
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }
}

extension SettingKind where Value == ListenAddress {
    static var address: SettingKind {
        SettingKind(
            name: #"an address, such as "127.0.0.1:7450""#, allowed: #"HOST:PORT or "none""#,
            read: { raw throws(SettingMismatch) in
                guard let text = raw.text, let address = ListenAddress(text) else {
                    throw .wrongType
                }
                return address
            },
            write: { quoted($0.text) })
    }
}
