import GarageNetwork
import SQL
import Testing

@testable import PostgresStore

/// What a session of each role may do, asked of PostgreSQL itself.
@Suite struct RoleTests {
    private static let refused = "42501"

    private func state(of text: String, as role: String) async throws -> String? {
        let sql = try PostgresConnection(conninfo: await TestCluster.database())
        try sql.sql("SET ROLE \(role)")
        do throws(StoreError) {
            try sql.sql(text)
            return nil
        } catch {
            return error.sqlState
        }
    }

    @Test(arguments: [
        "SELECT * FROM person.file", "SELECT count(*) FROM person.file",
        "SELECT f.number FROM person.file AS f LIMIT 0", "DELETE FROM person.file",
        "INSERT INTO person.file (number, last_contact_on) VALUES (1, now())",
        "UPDATE person.file SET clear = NULL", "CREATE TABLE person.copied (n bigint)",
        "COPY person.file TO STDOUT", "SELECT * FROM person.key",
        "UPDATE audit.entry SET role = 'nobody'", "DELETE FROM audit.entry",
        "TRUNCATE audit.entry", "ALTER TABLE audit.entry DISABLE TRIGGER ALL",
        "DROP TABLE audit.entry", "INSERT INTO meta.migration VALUES (99, 'x', 'x', now())",
        "CREATE ROLE somebody", "CREATE TABLE ledger.own (n bigint)",
    ])
    func theDaemonMayNot(_ text: String) async throws {
        #expect(try await state(of: text, as: "garaged_daemon") == Self.refused)
    }

    @Test(arguments: [
        "SELECT * FROM access.token", "UPDATE access.token SET revoked_at = now()",
        "SELECT * FROM notice.message", "DELETE FROM notice.message",
        "SELECT * FROM notice.contact", "INSERT INTO notice.contact DEFAULT VALUES",
        "SELECT * FROM operation.job_run", "SELECT * FROM alerting.alert",
        "UPDATE audit.entry SET role = 'nobody'", "DELETE FROM audit.entry",
        "TRUNCATE audit.entry", "UPDATE network.garage SET name = 'x'",
        "DELETE FROM ledger.beneficiary", "UPDATE ledger.referral SET km = 1",
    ])
    func theRoleOfPersonsMayNot(_ text: String) async throws {
        #expect(try await state(of: text, as: "garaged_person") == Self.refused)
    }

    @Test(arguments: ["SELECT * FROM person.file", "SELECT * FROM ledger.beneficiary"])
    func theRoleOfPersonsMay(_ text: String) async throws {
        #expect(try await state(of: text, as: "garaged_person") == nil)
    }

    /// Whatever table, view, sequence or function there will be.
    @Test func reportsReadTheirViewsAndNothingElse() async throws {
        let sql = try PostgresConnection(conninfo: await TestCluster.database())
        let readable = try sql.texts(
            """
            SELECT DISTINCT n.nspname::text
              FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
             WHERE n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
               AND c.relkind IN ('r', 'v', 'm', 'p')
               AND has_table_privilege('garaged_reports', c.oid,
                                       'SELECT, INSERT, UPDATE, DELETE, TRUNCATE')
               AND has_schema_privilege('garaged_reports', n.oid, 'USAGE')
            """)
        #expect(readable == ["reporting"])
        let writable = try sql.texts(
            """
            SELECT c.oid::regclass::text FROM pg_catalog.pg_class c
             WHERE c.relnamespace = 'reporting'::regnamespace
               AND has_table_privilege('garaged_reports', c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')
            """)
        #expect(writable == [])
        for view in try sql.texts(
            "SELECT viewname::text FROM pg_catalog.pg_views WHERE schemaname = 'reporting'")
        {
            try sql.sql(
                "SET ROLE garaged_reports; SELECT * FROM reporting.\(view ?? ""); RESET ROLE")
        }
    }

    /// A table that is added, but not given to its role, is found here.
    @Test func everyTableOfPersonsIsTheirRolesAlone() async throws {
        let sql = try PostgresConnection(conninfo: await TestCluster.database())
        let foreign = try sql.texts(
            """
            SELECT c.oid::regclass::text FROM pg_catalog.pg_class c
             WHERE c.relnamespace = 'person'::regnamespace AND c.relkind IN ('r', 'v', 'm', 'p')
               AND (pg_get_userbyid(c.relowner) <> 'garaged_person'
                    OR has_table_privilege('garaged_daemon', c.oid,
                                           'SELECT, INSERT, UPDATE, DELETE, TRUNCATE')
                    OR has_any_column_privilege('garaged_daemon', c.oid, 'SELECT'))
            """)
        #expect(foreign == [])
        let open = try sql.texts(
            """
            SELECT p.oid::regprocedure::text FROM pg_catalog.pg_proc p
             WHERE p.pronamespace = 'person'::regnamespace
               AND has_function_privilege('garaged_reports', p.oid, 'EXECUTE')
            """)
        #expect(open == [], "REVOKE ALL ON FUNCTION … FROM PUBLIC")
    }

    /// Each thread of the store takes its role as soon as it is connected.
    @Test func theStoreSpeaksAsItsRoles() async throws {
        try await TestStore.with { store in
            _ = try await store.addGarages(1)
            _ = try await store.ledger.beneficiary(
                try #require(try await store.addPeople(1).first), visibleTo: .everything(.admin))
            for (session, role) in [
                (ConnectionOptions.daemon, "garaged_daemon"), (.job, "garaged_daemon"),
                (.person, "garaged_person"),
            ] {
                let sql = try PostgresConnection(conninfo: store.conninfo, options: session)
                #expect(try sql.texts("SELECT current_user::text") == [role])
            }
        }
    }
}
