import Crypto
import GarageNetwork

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
