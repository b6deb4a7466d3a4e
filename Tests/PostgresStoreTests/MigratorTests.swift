import SQL
import Testing

@testable import PostgresStore

@Suite struct MigratorTests {
    /// Whatever an earlier version left off at, this one goes on from there.
    @Test(arguments: 0...SQL.migrations.count)
    func everyPrefixOfTheMigrationsLeadsToTheSameSchema(_ count: Int) async throws {
        let conninfo = try await TestCluster.emptyDatabase()
        let earlier = Migrator(conninfo: conninfo, files: Array(SQL.migrations.prefix(count)))
        #expect(try await earlier.migrate() == SQL.migrations.prefix(count).map(\.name))
        let whole = Migrator(conninfo: conninfo)
        if count < SQL.migrations.count {
            await #expect(
                throws: MigrationError.behind(SQL.migrations.dropFirst(count).map(\.name))
            ) {
                try await whole.verify()
            }
        }
        #expect(try await whole.migrate() == SQL.migrations.dropFirst(count).map(\.name))
        #expect(try await whole.migrate() == [], "a second time there is nothing to do")
        try await whole.verify()
        let sql = try PostgresConnection(conninfo: conninfo)
        for declaration in Declaration.all { try sql.prepare(declaration) }
        #expect(try sql.violations() == [])
    }

    @Test func aDatabaseThatIsAheadIsRefused() async throws {
        let conninfo = try await TestCluster.database()
        let known = Migrator(conninfo: conninfo, files: SQL.migrations.dropLast())
        let last = try #require(SQL.migrations.last)
        await #expect(throws: MigrationError.ahead(last.name)) { try await known.verify() }
        await #expect(throws: MigrationError.ahead(last.name)) { try await known.migrate() }
    }

    @Test func aFileThatChangedIsRefused() async throws {
        let conninfo = try await TestCluster.database()
        var files = SQL.migrations
        files[1] = SQL.File(name: files[1].name, text: files[1].text + " ")
        let changed = Migrator(conninfo: conninfo, files: files)
        await #expect(throws: MigrationError.changed(files[1].name)) { try await changed.verify() }
        await #expect(throws: MigrationError.changed(files[1].name)) { try await changed.migrate() }
    }

    @Test func aMigrationThatFailsLeavesNothingBehind() async throws {
        let conninfo = try await TestCluster.emptyDatabase()
        let good = SQL.File(name: "V0001_good", text: "CREATE TABLE public.kept (n integer)")
        let bad = SQL.File(
            name: "V0002_bad", text: "CREATE TABLE public.half (n integer); SELECT 1 / 0")
        await #expect(throws: MigrationError.self) {
            try await Migrator(conninfo: conninfo, files: [good, bad]).migrate()
        }
        let sql = try PostgresConnection(conninfo: conninfo)
        #expect(try sql.texts("SELECT to_regclass('public.half')::text") == [nil])
        #expect(try sql.texts("SELECT name FROM meta.migration") == ["V0001_good"])
    }

    @Test func manyDaemonsMayMigrateAtOnce() async throws {
        let conninfo = try await TestCluster.emptyDatabase()
        let applied = try await withThrowingTaskGroup(of: [String].self) { group in
            for _ in 0..<4 {
                group.addTask { try await Migrator(conninfo: conninfo).migrate() }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(applied == SQL.migrations.map(\.name))
    }
}
