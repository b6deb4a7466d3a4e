import Crypto
import GarageNetwork

/// Bytes as two digits each.
enum Hexadecimal {
    private static let digits = Array("0123456789abcdef".utf8)

    static func text(of bytes: some Sequence<UInt8>) -> String {
        String(
            decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] },
            as: UTF8.self)
    }

    /// - Returns: nil unless the text is two digits a byte, as ``text(of:)`` writes them.
    static func bytes(of text: some StringProtocol) -> [UInt8]? {
        let values = text.utf8.compactMap { digits.firstIndex(of: $0) }
        guard values.count == text.utf8.count, values.count.isMultiple(of: 2) else { return nil }
        return stride(from: 0, to: values.count, by: 2).map {
            UInt8(values[$0] << 4 | values[$0 + 1])
        }
    }
}

/// A request key as it is kept: a client may have typed anything into it, a name as well.
enum KeptKey {
    /// SHA-256 in hexadecimal; keys that jobs make, which begin with U+0001, as they are.
    static func of(_ typed: String) -> String {
        guard typed.utf8.first != 1 else { return typed }
        return Hexadecimal.text(of: SHA256.hash(data: Array(typed.utf8)))
    }
}

/// SHA-256 of what was asked: the same key with another hash is another request.
enum RequestHash {
    static func of(_ canonical: String) -> Bytes {
        Bytes(Array(SHA256.hash(data: Array(canonical.utf8))))
    }

    /// A step has no canonical text of its own: everything that would change its effect.
    static func of(_ step: StepOrder) -> Bytes {
        let parts = [
            step.code.text, step.step.rawValue, step.reason,
            step.amountCents.map(String.init) ?? "", step.score.map(String.init) ?? "",
            step.on?.description ?? "",
        ]
        return of(parts.map { "\($0.utf8.count):\($0)" }.joined(separator: ","))
    }
}
