import Foundation
import Logging
import SQL
import Synchronization

@testable import PostgresStore

/// One PostgreSQL for the whole run, and a database of its own for each test.
enum TestCluster {
    /// A connection string of a fresh database with the schema of this version.
    static func database() async throws -> String { try await database(from: "pattern") }

    /// A connection string of a fresh database without any schema.
    static func emptyDatabase() async throws -> String { try await database(from: "template0") }

    static let folder = newFolder("garaged-store-tests")
    private static let last = Mutex(0)

    private static let cluster = Task { () throws -> String in
        let cluster = EmbeddedCluster(stateFolder: folder, logger: .silent)
        toStop.withLock { $0 = cluster }
        atexit { TestCluster.end() }
        let conninfo = try await cluster.start()
        let server = try PostgresConnection(conninfo: conninfo, options: .migration)
        // Tests are about what is done, not about when the disk is reached.
        try server.script("ALTER SYSTEM SET fsync = off", name: "test")
        try server.script("SELECT pg_reload_conf()", name: "test")
        try server.script("CREATE DATABASE pattern", name: "test", deadlineMilliseconds: 60_000)
        _ = try await Migrator(conninfo: conninfo.naming("pattern")).migrate()
        return conninfo
    }

    private static let toStop = Mutex<EmbeddedCluster?>(nil)

    private static func end() {
        let ended = DispatchSemaphore(value: 0)
        Task.detached {
            await toStop.withLock({ $0 })?.stop()
            ended.signal()
        }
        ended.wait()
        removeFolder(folder)
    }

    private static func database(from pattern: String) async throws -> String {
        let conninfo = try await cluster.value
        let name = last.withLock { last in
            last += 1
            return "test_\(last)"
        }
        let server = try PostgresConnection(conninfo: conninfo, options: .migration)
        // Two copies of one pattern at a time would disturb each other.
        try server.script("SELECT pg_advisory_lock(1)", name: "test", deadlineMilliseconds: 60_000)
        try server.script(
            "CREATE DATABASE \(name) TEMPLATE \(pattern)", name: "test",
            deadlineMilliseconds: 60_000)
        return conninfo.naming(name)
    }
}

/// A folder that every account may enter: PostgreSQL does not run as root.
func newFolder(_ name: String) -> String {
    "\(FileManager.default.temporaryDirectory.path)/\(name)-\(UInt32.random(in: 0 ... .max))"
}

func removeFolder(_ path: String) { try? FileManager.default.removeItem(atPath: path) }

extension Logger {
    static var silent: Logger { Logger(label: "test") { _ in SwiftLogNoOpLogHandler() } }
}

extension String {
    /// The connection string of another database of the same server.
    func naming(_ database: String) -> String {
        split(separator: " ").filter { !$0.hasPrefix("dbname=") }.joined(separator: " ")
            + " dbname=\(database)"
    }
}

extension PostgresConnection {
    /// Runs SQL written in a test.
    func sql(_ text: String) throws(StoreError) { try script(text, name: "test") }

    /// The first column of each row, as text.
    func texts(_ text: String) throws(StoreError) -> [String?] {
        try run(
            Statement(
                SQL.File(name: "test_\(UInt32.random(in: 0 ... .max))", text: text), takes: (),
                returns: (String?.self)))
    }

    func number(_ text: String) throws(StoreError) -> Int {
        Int(try texts("SELECT (\(text))::text").first.flatMap { $0 } ?? "") ?? -1
    }

    /// What the checks of the schema found; empty when all is well.
    func violations() throws(StoreError) -> [String] {
        var found: [String] = []
        for check in SQL.checks {
            found += try texts("SELECT concat_ws(' ', what, id, day, found) FROM (\(check.text)) c")
                .compactMap { $0 }
        }
        return found
    }
}
