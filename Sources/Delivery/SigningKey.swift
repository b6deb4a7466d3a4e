import Crypto

/// The secret from which every webhook's own key is derived, so that no receiver can sign as
/// another.
package struct SigningKey: Sendable {
    private let secret: [UInt8]

    /// 128 bits.
    package static let bytesMin = 16

    /// - Returns: nil when the secret is too short.
    package init?(_ secret: [UInt8]) {
        guard secret.count >= Self.bytesMin else { return nil }
        self.secret = secret
    }

    /// HMAC-SHA-256 of the URL under the secret, in hexadecimal: what its receiver is given, once.
    package func key(for url: String) -> String { Self.authenticate(url, with: secret) }

    /// `sha256=` and the HMAC-SHA-256, in hexadecimal, of `timestamp.body` under the key of the
    /// URL, whose hexadecimal digits are the key's bytes.
    package func signature(for url: String, timestamp: Int64, body: String) -> String {
        "sha256=" + Self.authenticate("\(timestamp).\(body)", with: Array(key(for: url).utf8))
    }

    private static func authenticate(_ text: String, with key: [UInt8]) -> String {
        let code = HMAC<SHA256>.authenticationCode(
            for: Array(text.utf8), using: SymmetricKey(data: key))
        return hexadecimal(Array(code))
    }

    static func hexadecimal(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(
            decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] },
            as: UTF8.self)
    }

    /// SHA-256 of a text.
    package static func hash(_ text: String) -> [UInt8] {
        Array(SHA256.hash(data: Array(text.utf8)))
    }
}
