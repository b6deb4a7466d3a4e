import GarageNetwork
import Testing

@testable import PostgresStore

/// The views that other programs read: no person, nothing of one to four people, all explained.
@Suite struct ReportingViewTests {
    private let day = Day(ordinal: 20_700)
    private let views = [
        "departed", "impact", "impact_index",
        "garage_month", "referral_flow", "step_delay", "decline_reason", "prescriber_share",
        "no_show", "unplaced", "quote",
    ]

    /// Garage n has n people of one prescriber; all came, had a quote and were repaired but for the
    /// same number who were declined.
    private func lives() -> [PastLife] {
        var lives: [PastLife] = []
        for garage in Int64(1)...6 {
            for index in 0..<(2 * garage) {
                let number = Int64(lives.count + 1)
                var life = PastLife(
                    number: number, organisation: garage % 2 + 1, garage: garage,
                    createdAt: Instant(paris: day, secondsOfDay: 30_000))
                if index < garage {
                    life.tell(.accept, on: day)
                    life.tell(.noShow, on: day + 1)
                    life.tell(.receive, on: day + 2)
                    life.tell(.quote, on: day + 3, amountCents: 10_000)
                    life.tell(.repair, on: day + 4)
                } else {
                    life.tell(.decline, on: day + 1, reason: "g\(garage)")
                }
                lives.append(life)
            }
        }
        return lives
    }

    private func prepared(_ store: TestStore) throws -> PostgresConnection {
        let connection = try store.connect()
        try connection.write(lives())
        try connection.sql(
            """
            SET session_replication_role = replica;
            INSERT INTO ledger.garage_month (garage, month, cap, committed, received)
            SELECT g, '\(day.month.first)', 1000, g, g FROM generate_series(1, 6) AS g;
            INSERT INTO ledger.unplaced (organisation, beneficiary, latitude, longitude, reach_km,
                                         since, since_on, tried, reachable, taken, closed,
                                         unsuitable, ended_at, ended_by)
            SELECT 1, i, 50, 3, 30, '\(day)', '\(day)', '{}', 0, 0, 0, 0,
                   CASE WHEN i > 5 THEN date '\(day)' END,
                   CASE WHEN i > 5 THEN 'withdrawn' END
              FROM generate_series(1, 9) AS i;
            SET session_replication_role = origin
            """)
        return connection
    }

    @Test("four people are null and five are 5, in every column")
    func folded() async throws {
        try await TestStore.with { store in
            let connection = try prepared(store)
            func values(_ columns: String, _ rest: String) throws -> [String] {
                try connection.texts(
                    "SELECT concat_ws(' ', \(columns)) FROM reporting.\(rest)"
                ).compactMap { $0 }
            }
            func cell(_ column: String) -> String { "coalesce(\(column)::text, '-')" }
            func row(_ columns: String...) -> String { columns.map(cell).joined(separator: ", ") }
            for (garage, count) in [(1, "-"), (4, "-"), (5, "5"), (6, "6")] {
                let here = "WHERE garage = 'G\(garage)'"
                #expect(
                    try values(row("committed", "received"), "garage_month \(here)")
                        == ["\(count) \(count)"])
                let flow = row("accepted", "declined", "no_show", "received", "repaired")
                #expect(
                    try values(flow, "referral_flow \(here)")
                        == ["\(count) \(count) 0 \(count) \(count)"])
                #expect(
                    try values(
                        row("cases", "median", "p90"), "step_delay \(here) AND step = 'reception'")
                        == [count == "-" ? "- - -" : "\(count) 2 2"])
                #expect(
                    try values(row("cases", "share"), "prescriber_share \(here)")
                        == [count == "-" ? "- -" : "\(count) 1"])
                #expect(
                    try values(
                        row("expected", "no_shows", "rate", "came_after"), "no_show \(here)")
                        == [count == "-" ? "- - - -" : "\(count) \(count) 1 \(count)"])
                #expect(
                    try values(row("cases", "with_amount", "amount_cents"), "quote \(here)")
                        == [count == "-" ? "- - -" : "\(count) \(count) \(garage)0000"])
                #expect(
                    try values(cell("cases"), "decline_reason WHERE reason = 'g\(garage)'")
                        == [count])
            }
            #expect(
                try values(
                    row("requests", "waiting", "placed_later", "withdrawn"), "unplaced")
                    == ["9 5 0 -"])
            #expect(
                try values("received_band", "garage_month WHERE garage IN ('G4', 'G5')")
                    == ["below", "in"])
        }
    }

    @Test("prescribers of private kinds are one")
    func privateKinds() async throws {
        try await TestStore.with { store in
            let connection = try prepared(store)
            let names = try connection.texts(
                "SELECT DISTINCT prescriber FROM reporting.prescriber_share ORDER BY 1")
            #expect(names == ["P1", "other"])
        }
    }

    @Test("every view and column says what it is, and none is of a person")
    func documented() async throws {
        try await TestStore.with { store in
            let connection = try store.connect()
            let names = try connection.texts(
                "SELECT viewname::text FROM pg_catalog.pg_views WHERE schemaname = 'reporting'")
            #expect(Set(names) == Set(views))
            let silent = try connection.texts(
                """
                SELECT c.relname || '.' || a.attname
                  FROM pg_catalog.pg_class c
                  JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
                 WHERE c.relnamespace = 'reporting'::regnamespace
                   AND (col_description(c.oid, a.attnum) IS NULL
                        OR obj_description(c.oid, 'pg_class') IS NULL
                        OR a.attname IN ('beneficiary', 'code', 'referral', 'number', 'latitude',
                                         'longitude', 'organisation'))
                """)
            #expect(silent.isEmpty)
        }
    }

    @Test("a role of an operator's reads the views, and nothing under them")
    func roles() async throws {
        try await TestStore.with { store in
            let connection = try prepared(store)
            let role = "reader_\(UInt32.random(in: 0 ... .max))"
            try connection.sql(
                """
                CREATE ROLE \(role);
                GRANT USAGE ON SCHEMA reporting TO \(role);
                GRANT SELECT ON ALL TABLES IN SCHEMA reporting TO \(role);
                SET ROLE \(role)
                """)
            for view in views {
                _ = try connection.texts("SELECT count(*)::text FROM reporting.\(view)")
                _ = try connection.texts("SELECT v::text FROM reporting.\(view) v")
            }
            for hidden in ["ledger.referral", "ledger.milestone", "audit.entry"] {
                #expect(throws: StoreError.self) {
                    _ = try connection.texts("SELECT count(*)::text FROM \(hidden)")
                }
            }
            try connection.sql("RESET ROLE; DROP OWNED BY \(role); DROP ROLE \(role)")
        }
    }
}
