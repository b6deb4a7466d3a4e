import Crypto
import Foundation

extension KeyRing {
    /// Reads the lines of a key file; empty ones and those that begin with `#` are passed over.
    init(text: String) throws(KeyFileError) {
        var keys: [Int16: SymmetricKey] = [:]
        var digest: SymmetricKey?
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (number, line) in zip(1..., lines) {
            let words = line.split(whereSeparator: \.isWhitespace).map(String.init)
            guard let kind = words.first, !kind.hasPrefix("#") else { continue }
            guard let last = words.last, let bytes = Data(base64Encoded: last), bytes.count == 32
            else { throw .line(number) }
            switch (kind, words.count) {
            case ("seal", 3):
                guard let key = Int16(words[1]), key > 0 else { throw .line(number) }
                guard keys.updateValue(SymmetricKey(data: bytes), forKey: key) == nil else {
                    throw .repeated(line: number)
                }
            case ("digest", 2):
                guard digest == nil else { throw .repeated(line: number) }
                digest = SymmetricKey(data: bytes)
            default: throw .line(number)
            }
        }
        guard let digest, let ring = KeyRing(keys: keys, digestKey: digest) else {
            throw .incomplete
        }
        self = ring
    }

    /// As a key file holds it.
    var text: String {
        let seals = keys.sorted { $0.key < $1.key }.map {
            "seal \($0.key) \(Self.text(of: $0.value))"
        }
        return (seals + ["digest \(Self.text(of: digestKey))"]).joined(separator: "\n") + "\n"
    }

    private static func text(of key: SymmetricKey) -> String {
        key.withUnsafeBytes { Data($0).base64EncodedString() }
    }

    /// With one key more, which seals; nil where no number is left.
    func withNewKey() -> KeyRing? {
        guard sealingKey < .max else { return nil }
        var keys = keys
        keys[sealingKey + 1] = SymmetricKey(size: .bits256)
        return KeyRing(keys: keys, digestKey: digestKey)
    }
}
