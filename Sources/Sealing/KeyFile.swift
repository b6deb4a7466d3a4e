import Crypto
import Foundation

/// The file of a network's keys: one line a key, `seal 1 BASE64` and `digest BASE64`.
///
/// Only its owner may read it; it is replaced whole or not at all.
package struct KeyFile: Sendable {
    package let path: String
    /// Where systemd puts files for a service, the group's bits are those of an access list.
    private let isCredential: Bool

    package init(path: String, isCredential: Bool = false) {
        self.path = path
        self.isCredential = isCredential
    }

    /// Reads the keys.
    ///
    /// - Returns: nil where there is no file.
    /// - Throws: ``KeyFileError``, which names the line and never a key.
    package func read() throws(KeyFileError) -> KeyRing? {
        var status = stat()
        guard stat(path, &status) == 0 else {
            guard errno == ENOENT || errno == ENOTDIR else { throw .unreadable(path) }
            return nil
        }
        let foreign: mode_t = isCredential ? 0o007 : 0o077
        guard status.st_mode & foreign == 0 else {
            throw .exposed(path, mode: String(status.st_mode & 0o777, radix: 8))
        }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw .unreadable(path)
        }
        return try KeyRing(text: String(decoding: data, as: UTF8.self))
    }

    /// Writes a file with one key that seals and one that makes digests.
    package func make() throws(KeyFileError) -> KeyRing {
        let ring = KeyRing.random()
        try write(ring)
        return ring
    }

    /// Adds a key that seals from the next start on; the others open what they sealed.
    ///
    /// - Returns: the number of the new key.
    package func rotate() throws(KeyFileError) -> Int16 {
        guard let ring = try read() else { throw .unreadable(path) }
        guard let rotated = ring.withNewKey() else { throw .exhausted }
        try write(rotated)
        return rotated.sealingKey
    }

    /// Takes the file away that ``make()`` has just written.
    package func remove() { try? FileManager.default.removeItem(atPath: path) }

    private func write(_ ring: KeyRing) throws(KeyFileError) {
        let folder = URL(filePath: path).deletingLastPathComponent().path
        try? FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        let part = "\(path).\(UUID().uuidString.prefix(8)).part"
        defer { unlink(part) }
        let file = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .unwritable(path) }
        defer { close(file) }
        let bytes = Array(ring.text.utf8)
        guard Glibc.write(file, bytes, bytes.count) == bytes.count else {
            throw .unwritable(path)
        }
        giveAway(file, in: folder)
        guard fsync(file) == 0, rename(part, path) == 0, Self.sync(folder) else {
            throw .unwritable(path)
        }
    }

    /// Root makes the file for whoever owns the one before, or the folder.
    private func giveAway(_ file: Int32, in folder: String) {
        guard geteuid() == 0 else { return }
        var owner = stat()
        guard stat(path, &owner) == 0 || stat(folder, &owner) == 0 else { return }
        _ = fchown(file, owner.st_uid, owner.st_gid)
    }

    private static func sync(_ folder: String) -> Bool {
        let file = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard file >= 0 else { return false }
        defer { close(file) }
        return fsync(file) == 0
    }
}

/// Why the keys cannot be read or written; it holds no key.
package enum KeyFileError: Error, Equatable, CustomStringConvertible, Sendable {
    case unreadable(String)
    case unwritable(String)
    /// Others than the owner may read it.
    case exposed(String, mode: String)
    case line(Int)
    case repeated(line: Int)
    case incomplete
    case exhausted

    package var description: String {
        switch self {
        case .unreadable(let path):
            "\(path): cannot be read; give it to the account that garaged runs as"
        case .unwritable(let path):
            "\(path): cannot be written; name another place with privacy.keys"
        case .exposed(let path, let mode):
            "\(path): others may read it (mode \(mode)); run: chmod 600 '\(path)'"
        case .line(let number):
            "key file, line \(number): not `seal NUMBER KEY`, numbers from 1, or `digest KEY`"
        case .repeated(let line):
            "key file, line \(line): a key of that name was in a line before; take one away"
        case .incomplete: "key file: needs a line `seal 1 KEY` and a line `digest KEY`"
        case .exhausted: "key file: key 32767 is the last; no more can be added"
        }
    }
}
