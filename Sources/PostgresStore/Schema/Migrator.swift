import Crypto
package import SQL

/// Brings a database to the schema this program knows, or says why it cannot be used.
package struct Migrator: Sendable {
    private let conninfo: String
    private let files: [SQL.File]

    /// Any number that no other program is likely to lock.
    private static let lockKey = 7_480_2026
    /// Longer than a migration of a full database takes.
    private static let deadlineMilliseconds = 600_000

    package init(conninfo: String, files: [SQL.File] = SQL.migrations) {
        self.conninfo = conninfo
        self.files = files
    }

    /// Applies what is missing, each file in one transaction; several daemons may do it at once.
    ///
    /// - Returns: the names of what was applied.
    package func migrate() async throws(MigrationError) -> [String] {
        try await onThread { connection throws(MigrationError) in
            try wrap { () throws(StoreError) in
                try connection.script(
                    "SELECT pg_advisory_lock(\(Self.lockKey))", name: "migration_lock",
                    deadlineMilliseconds: Self.deadlineMilliseconds)
                try connection.script(SQL.metaCreate.text, name: SQL.metaCreate.name)
            }
            let missing = try self.missing(on: connection)
            for (version, file) in missing {
                try wrap { () throws(StoreError) in
                    try self.apply(file, version, on: connection)
                }
            }
            return missing.map(\.file.name)
        }
    }

    /// Checks that every migration was applied, in the form this program has it, and no other.
    package func verify() async throws(MigrationError) {
        try await onThread { connection throws(MigrationError) in
            let missing = try self.missing(on: connection).map(\.file.name)
            guard missing.isEmpty else { throw .behind(missing) }
        }
    }

    private func apply(
        _ file: SQL.File, _ version: Int32, on connection: PostgresConnection
    ) throws(StoreError) {
        try connection.transaction { () throws(StoreError) in
            try connection.script(
                file.text, name: file.name, deadlineMilliseconds: Self.deadlineMilliseconds)
            _ = try connection.run(Self.record, version, file.name, file.sha256)
        }
    }

    private func missing(
        on connection: PostgresConnection
    ) throws(MigrationError) -> [(version: Int32, file: SQL.File)] {
        let applied = try wrap { () throws(StoreError) in
            try connection.run(Self.exists).first == true ? connection.run(Self.applied) : []
        }
        let known = zip(Int32(1)..., files)
        guard applied.count <= files.count else {
            throw .ahead(applied.map(\.1).last ?? "")
        }
        for ((_, file), (_, name, sha256)) in zip(known, applied) {
            guard file.name == name, file.sha256 == sha256 else { throw .changed(name) }
        }
        return Array(known.dropFirst(applied.count))
    }

    private static let exists = Statement(SQL.metaExists, takes: (), returns: (Bool.self))
    private static let applied = Statement(
        SQL.migrationsApplied, takes: (), returns: (Int32.self, String.self, String.self))
    private static let record = Statement(
        SQL.migrationRecord, takes: (Int32.self, String.self, String.self), returns: ())

    private func onThread<Value: Sendable>(
        _ body: @escaping @Sendable (PostgresConnection) throws(MigrationError) -> Value
    ) async throws(MigrationError) -> Value {
        let result = await withCheckedContinuation {
            (continuation: CheckedContinuation<Result<Value, MigrationError>, Never>) in
            PosixThread.start("migrator") {
                let result = Result { () throws(MigrationError) in
                    let connection = try wrap { () throws(StoreError) in
                        try PostgresConnection(conninfo: conninfo, options: .migration)
                    }
                    return try body(connection)
                }
                continuation.resume(returning: result)
            }
        }
        return try result.get()
    }
}

/// Why a database cannot be used by this program.
package enum MigrationError: Error, Equatable, CustomStringConvertible, Sendable {
    /// It has a migration this program does not know.
    case ahead(String)
    /// It was made by a file that has another text now.
    case changed(String)
    /// It lacks migrations that this program needs.
    case behind([String])
    case database(StoreError)

    package var description: String {
        switch self {
        case .ahead(let name):
            "the database has migration \(name), which is newer than this garaged: install the"
                + " version of garaged that made it"
        case .changed(let name):
            "migration \(name) was applied with another text than this garaged has: install the"
                + " version of garaged that made it"
        case .behind(let names):
            "the database lacks \(names.joined(separator: ", ")): run garaged migrate"
        case .database(let error): error.description
        }
    }
}

private func wrap<Value>(
    _ body: () throws(StoreError) -> Value
) throws(MigrationError) -> Value {
    do throws(StoreError) { return try body() } catch { throw .database(error) }
}

extension SQL.File {
    /// Of its text, in hexadecimal.
    var sha256: String {
        Hexadecimal.text(of: SHA256.hash(data: Array(text.utf8)))
    }
}
