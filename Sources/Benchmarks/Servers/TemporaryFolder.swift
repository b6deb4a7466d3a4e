import Foundation

/// A folder that is removed when nothing needs it any more; PostgreSQL's account can reach it.
final class TemporaryFolder {
    let url: URL

    init() throws {
        url = Self.name()
        try FileManager.default.createDirectory(
            at: url, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    var path: String { url.path }

    /// A name that nobody has, for something that lives no longer than the bench.
    static func name(_ ending: String = "") -> URL {
        FileManager.default.temporaryDirectory
            .appending(path: "\(prefix)\(getpid())-\(UUID().uuidString.prefix(8))\(ending)")
    }

    private static let prefix = "garaged-bench-"

    /// Removes what a bench left that was killed.
    static func sweep() {
        let files = FileManager.default
        let folder = files.temporaryDirectory
        for name in (try? files.contentsOfDirectory(atPath: folder.path)) ?? [] {
            guard let owner = owner(ofName: name), kill(owner, 0) != 0, errno == ESRCH else {
                continue
            }
            try? files.removeItem(at: folder.appending(path: name))
        }
    }

    /// The process that made it; nil where the name is none of ours.
    static func owner(ofName name: String) -> pid_t? {
        guard name.hasPrefix(prefix) else { return nil }
        let parts = name.dropFirst(prefix.count).split(separator: "-")
        return parts.count == 2 ? parts.first.flatMap { pid_t($0) } : nil
    }
}
