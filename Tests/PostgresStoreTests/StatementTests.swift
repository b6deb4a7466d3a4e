import SQL
import Sealing
import Testing

@testable import PostgresStore

/// What the program declares is what the database has.
@Suite struct StatementTests {
    @Test func everyStatementFitsTheSchema() async throws {
        let sql = try PostgresConnection(conninfo: await TestCluster.database())
        for declaration in Declaration.all { try sql.prepare(declaration) }
        let own: Set = ["meta_create", "meta_exists", "migration_record", "migrations_applied"]
        let files = Set(SQL.statements.map(\.name))
        #expect(Set(Declaration.all.map(\.name)).union(own) == files)
    }

    @Test func aDeclarationOfOtherTypesIsRefused() async throws {
        let sql = try PostgresConnection(conninfo: await TestCluster.database())
        let text = "SELECT number FROM network.garage WHERE id = $1"
        let right = Statement(
            SQL.File(name: "right", text: text), takes: (String.self), returns: (Int64.self))
        try sql.prepare(right.declaration)
        let wrongColumn = Statement(
            SQL.File(name: "column", text: text), takes: (String.self), returns: (Int32.self))
        let wrongParameter = Statement(
            SQL.File(name: "parameter", text: text), takes: (Int64.self), returns: (Int64.self))
        let tooFew = Statement(SQL.File(name: "few", text: text), takes: (), returns: (Int64.self))
        for declaration in [
            wrongColumn.declaration, wrongParameter.declaration, tooFew.declaration,
        ] {
            #expect(throws: StoreError.self) { try sql.prepare(declaration) }
        }
    }

    @Test func aSchemaThatDoesNotFitIsToldAtStart() async throws {
        let conninfo = try await TestCluster.database()
        try PostgresConnection(conninfo: conninfo).sql(
            "ALTER TABLE access.token ALTER COLUMN organisation TYPE integer")
        let store = PostgresStore(
            conninfo: conninfo, observer: RecordingObserver(), clock: TestClock(), logger: .silent,
            vault: KeyRing.random())
        store.start()
        try await store.loaded()
        let error = await #expect(throws: StoreError.self) { try await store.ready() }
        #expect(error?.reason == .mismatch)
        #expect(error?.statement == "token_add")
        await store.shutdown()
    }

    @Test(arguments: SQL.statements + SQL.checks)
    func everyFileBeginsWithWhatItIs(_ file: SQL.File) {
        #expect(file.text.hasPrefix("-- "))
    }
}
