import Crypto
import Foundation
import GarageNetwork

/// The file of a network's keys: one line a key, `seal 1 BASE64` and `digest BASE64`.
package enum KeyFile {
    /// Reads the keys; where there is no file, makes one that only this account can read.
    ///
    /// - Throws: ``KeyFileError``, which names the line and never a key.
    package static func open(at path: String) throws(KeyFileError) -> KeyRing {
        guard let data = FileManager.default.contents(atPath: path) else {
            return try make(at: path)
        }
        return try parse(String(decoding: data, as: UTF8.self))
    }

    private static func make(at path: String) throws(KeyFileError) -> KeyRing {
        func key() -> String {
            SymmetricKey(size: .bits256).withUnsafeBytes { Data($0).base64EncodedString() }
        }
        let text = "seal 1 \(key())\ndigest \(key())\n"
        let isMade = FileManager.default.createFile(
            atPath: path, contents: Data(text.utf8),
            attributes: [.posixPermissions: 0o600])
        guard isMade else { throw .unwritable(path) }
        return try parse(text)
    }

    private static func parse(_ text: String) throws(KeyFileError) -> KeyRing {
        var keys: [Int16: SymmetricKey] = [:]
        var digest: SymmetricKey?
        for (number, line) in zip(1..., text.split(separator: "\n")) {
            let words = line.split(separator: " ").map(String.init)
            guard let last = words.last, let bytes = Data(base64Encoded: last), bytes.count == 32
            else { throw .line(number) }
            switch (words.first, words.count) {
            case ("seal", 3):
                guard let key = Int16(words[1]), key > 0 else { throw .line(number) }
                keys[key] = SymmetricKey(data: bytes)
            case ("digest", 2): digest = SymmetricKey(data: bytes)
            default: throw .line(number)
            }
        }
        guard let digest, let ring = KeyRing(keys: keys, digestKey: digest) else {
            throw .incomplete
        }
        return ring
    }
}

/// Why the keys cannot be read.
package enum KeyFileError: Error, Equatable, CustomStringConvertible, Sendable {
    case unwritable(String)
    case line(Int)
    case incomplete

    package var description: String {
        switch self {
        case .unwritable(let path): "\(path): cannot be written; name another with privacy.keys"
        case .line(let number): "key file, line \(number): not `seal NUMBER KEY` or `digest KEY`"
        case .incomplete: "key file: needs a line `seal 1 KEY` and a line `digest KEY`"
        }
    }
}
