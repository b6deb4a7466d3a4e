import CLoad
import Foundation

/// Programs and places of this machine.
enum Tools {
    /// The path of a program: in PATH, or where distributions keep servers and PostgreSQL's.
    static func find(_ name: String) -> String? {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        let files = FileManager.default
        if name.contains("/") { return files.isExecutableFile(atPath: name) ? name : nil }
        let versions = ((try? files.contentsOfDirectory(atPath: "/usr/lib/postgresql")) ?? [])
            .sorted { (Int($0) ?? 0) > (Int($1) ?? 0) }
        let folders =
            path.split(separator: ":").map(String.init) + ["/usr/sbin", "/usr/local/sbin"]
            + versions.map { "/usr/lib/postgresql/\($0)/bin" }
        return folders.map { "\($0)/\(name)" }.first { files.isExecutableFile(atPath: $0) }
    }

    /// The same, or a failure that says what is missing.
    static func require(_ name: String) throws -> String {
        guard let path = find(name) else { throw BenchFailure("\(name) is not installed") }
        return path
    }

    /// The bench itself, which lies beside its tests too.
    static var ownProgram: String {
        let link = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        return URL(filePath: link ?? CommandLine.arguments[0]).deletingLastPathComponent()
            .appending(path: "Benchmarks").path
    }

    /// A port of this machine that nobody listens on now.
    static func freePort() throws -> Int {
        let port = Int(load_free_port())
        guard port > 0 else { throw BenchFailure("no free port") }
        return port
    }

    /// Whom PostgreSQL runs as where the bench is root's, since it refuses root.
    static var accountForPostgres: (user: uid_t, group: gid_t)? {
        guard geteuid() == 0, let entry = getpwnam("postgres")?.pointee else { return nil }
        return (entry.pw_uid, entry.pw_gid)
    }

    /// Lets this process and its children open as many files as they may.
    static func raiseFileLimit() {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
        limit.rlim_cur = limit.rlim_max
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
}
