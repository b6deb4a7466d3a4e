package import Crypto
import Foundation
package import GarageNetwork

/// The keys of a network: numbered ones that seal, and one that makes digests.
///
/// AES-GCM with 256 bits and a random nonce. The field and the pseudonym are authenticated with
/// the bytes, so that nobody with the database can give one person's file to another.
package struct KeyRing: PersonVault {
    /// By number; the highest seals.
    let keys: [Int16: SymmetricKey]
    let digestKey: SymmetricKey
    package let sealingKey: Int16

    /// Of the keys that seal and open, from the oldest.
    package var numbers: [Int16] { keys.keys.sorted() }

    /// - Returns: nil without a key.
    package init?(keys: [Int16: SymmetricKey], digestKey: SymmetricKey) {
        guard let newest = keys.keys.max() else { return nil }
        self.keys = keys
        self.digestKey = digestKey
        sealingKey = newest
    }

    /// One key, drawn at random.
    package static func random() -> KeyRing {
        KeyRing(first: SymmetricKey(size: .bits256), digestKey: SymmetricKey(size: .bits256))
    }

    private init(first: SymmetricKey, digestKey: SymmetricKey) {
        keys = [1: first]
        self.digestKey = digestKey
        sealingKey = 1
    }

    /// Bytes; most situations fill two of these, most identities four.
    static let step = 64

    package func seal(
        _ value: some Encodable, as field: SealedField, of subject: String
    ) -> [UInt8] {
        // Nothing that is sealed holds a number that JSON has not, or anything else that fails.
        guard let key = keys[sealingKey], let json = try? JSONEncoder().encode(value) else {
            return []
        }
        let padding = (Self.step - json.count % Self.step) % Self.step
        let clear = json + Array(repeating: UInt8(ascii: " "), count: padding)
        // Fails only for a nonce of another length than the default one.
        let box = try? AES.GCM.seal(clear, using: key, authenticating: context(field, subject))
        return box?.combined.map(Array.init) ?? []
    }

    package func open<Value: Decodable>(
        _: Value.Type, _ sealed: [UInt8], key number: Int16, as field: SealedField,
        of subject: String
    ) throws(VaultFault) -> Value {
        guard let key = keys[number] else { throw .keyMissing(number) }
        guard let box = try? AES.GCM.SealedBox(combined: sealed),
            let clear = try? AES.GCM.open(
                box, using: key, authenticating: context(field, subject)),
            let value = try? JSONDecoder().decode(Value.self, from: clear)
        else { throw .altered(field) }
        return value
    }

    package func reseal(
        _ sealed: [UInt8], key number: Int16, as field: SealedField, of subject: String
    ) throws(VaultFault) -> [UInt8] {
        guard let key = keys[number], let newest = keys[sealingKey] else {
            throw .keyMissing(number)
        }
        let held = context(field, subject)
        guard let box = try? AES.GCM.SealedBox(combined: sealed),
            let clear = try? AES.GCM.open(box, using: key, authenticating: held),
            let again = try? AES.GCM.seal(clear, using: newest, authenticating: held).combined
        else { throw .altered(field) }
        return Array(again)
    }

    package var fingerprints: [Int16: [UInt8]] {
        var prints = keys.mapValues { Self.fingerprint(of: $0) }
        prints[0] = Self.fingerprint(of: digestKey)
        return prints
    }

    private static func fingerprint(of key: SymmetricKey) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: Array("garaged key".utf8), using: key))
    }

    package func read<Value: Decodable>(
        _: Value.Type, clear: String, as field: SealedField
    ) throws(VaultFault) -> Value {
        guard let value = try? JSONDecoder().decode(Value.self, from: Data(clear.utf8)) else {
            throw .altered(field)
        }
        return value
    }

    package func digest(_ text: String, as kind: DigestKind) -> [UInt8] {
        let bytes = Array("\(kind.rawValue)\u{1F}\(text)".utf8)
        return Array(HMAC<SHA256>.authenticationCode(for: bytes, using: digestKey))
    }

    private func context(_ field: SealedField, _ subject: String) -> [UInt8] {
        Array("\(field.rawValue)\u{1F}\(subject)".utf8)
    }
}
