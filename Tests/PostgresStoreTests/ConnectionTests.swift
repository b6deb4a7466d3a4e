import SQL
import Testing

@testable import PostgresStore

@Suite struct ConnectionTests {
    @Test func anErrorNeverHoldsWhatTheRowHeld() async throws {
        let sql = try PostgresConnection(conninfo: await TestCluster.database())
        let canary = "Canari-Dupont"
        for text in [
            """
            INSERT INTO network.garage (id, name, latitude, longitude)
            VALUES ('\(canary)!', '', 0, 0)
            """,
            "SELECT '\(canary)'::integer",
            "SELECT '\(canary)'::date",
        ] {
            let error = #expect(throws: StoreError.self) { try sql.sql(text) }
            #expect(error?.reason == .refused)
            #expect(error?.description.contains("Canari") == false)
        }
    }

    @Test(
        arguments: [
            ("40001", StoreError.Reason.conflict), ("40P01", .conflict), ("55P03", .slow),
            ("57014", .slow), ("57P01", .unreachable), ("25006", .unreachable),
            ("08006", .unreachable), ("53100", .unreachable), ("42P01", .mismatch),
            ("23505", .refused), ("22003", .refused), ("GA003", .refused), (nil, .unreachable),
        ] as [(String?, StoreError.Reason)])
    func everySQLStateHasAReason(_ state: String?, _ reason: StoreError.Reason) {
        #expect(StoreError.Reason(sqlState: state) == reason)
    }

    @Test func aStatementThatTakesTooLongIsGivenUpByTheServer() async throws {
        let sql = try PostgresConnection(conninfo: await TestCluster.emptyDatabase())
        let error = #expect(throws: StoreError.self) { try sql.sql("SELECT pg_sleep(30)") }
        #expect(error?.reason == .slow)
        try sql.sql("SELECT 1")
    }

    @Test func aServerThatDoesNotAnswerInTimeIsLeft() async throws {
        let sql = try PostgresConnection(
            conninfo: await TestCluster.emptyDatabase(), options: .migration)
        let error = #expect(throws: StoreError.self) {
            try sql.script("SELECT pg_sleep(30)", name: "slow", deadlineMilliseconds: 50)
        }
        #expect(error?.missedDeadline == true)
        #expect(!sql.isUsable, "what was asked may still be done")
    }

    @Test func aConnectionThatWasCutIsNoticedBeforeItIsUsed() async throws {
        let conninfo = try await TestCluster.emptyDatabase()
        let sql = try PostgresConnection(conninfo: conninfo)
        #expect(sql.isAlive())
        try PostgresConnection(conninfo: conninfo).sql(
            "SELECT pg_terminate_backend(\(sql.serverProcess), 5000)")
        #expect(await eventually { !sql.isAlive() })
    }

    @Test func aTransactionThatFailsLeavesNothing() async throws {
        let sql = try PostgresConnection(conninfo: await TestCluster.emptyDatabase())
        try sql.sql("CREATE TABLE public.t (n integer)")
        #expect(throws: StoreError.self) {
            try sql.transaction { () throws(StoreError) in
                try sql.sql("INSERT INTO public.t VALUES (1)")
                try sql.sql("SELECT 1 / 0")
            }
        }
        #expect(try sql.number("SELECT count(*) FROM public.t") == 0)
    }

    @Test func nobodyThereIsUnreachable() {
        let error = #expect(throws: StoreError.self) {
            _ = try PostgresConnection(conninfo: "host=/nowhere dbname=none")
        }
        #expect(error?.reason == .unreachable)
    }

    @Test func hostsThatOnlyReadAreLeft() async throws {
        let conninfo = try await TestCluster.emptyDatabase()
        let name = try #require(conninfo.split(separator: "=").last)
        try PostgresConnection(conninfo: conninfo).sql(
            "ALTER DATABASE \(name) SET default_transaction_read_only = on")
        #expect(throws: StoreError.self) { _ = try PostgresConnection(conninfo: conninfo) }
        let any = conninfo + " target_session_attrs=any"
        #expect(throws: Never.self) { _ = try PostgresConnection(conninfo: any) }
    }
}
