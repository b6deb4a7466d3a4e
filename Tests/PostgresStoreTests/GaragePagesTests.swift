import GarageNetwork
import Testing

@testable import PostgresStore

/// A network read page by page is the one that is read row by row.
@Suite struct GaragePagesTests {
    /// Some ordinary garages, and one of every kind that is not.
    private static let seed = """
        INSERT INTO network.garage (id, name, latitude, longitude, town, postcode, phone)
        SELECT 'G' || n, 'Garage « été » ' || n, 43 + n * 0.1234567, -0.1 * n, 'Ville ' || n,
               lpad(n::text, 5, '0'), '+33' || n FROM generate_series(1, 23) n;
        UPDATE network.garage SET takes_heavy = false WHERE id = 'G2';
        UPDATE network.garage SET heavy_brands = '{renault,dacia}' WHERE id = 'G3';
        UPDATE network.garage SET light_brands = '{nissan}', age_years_max = 12 WHERE id = 'G4';
        UPDATE network.garage SET odometer_km_max = 200000 WHERE id = 'G5';
        UPDATE network.garage SET fiscal_power_max = 7 WHERE id = 'G6';
        UPDATE network.garage SET status = 'paused', paused_until = '2027-01-31',
               pause_reason = 'travaux' WHERE id = 'G7';
        UPDATE network.garage SET status = 'left' WHERE id = 'G8';
        UPDATE network.garage SET mute_since = '2026-11-02' WHERE id = 'G9';
        UPDATE network.garage SET target_min = 2, target_max = 4, monthly_cap = 6 WHERE id = 'G10';
        UPDATE network.garage SET checked_on = '2026-10-01' WHERE id = 'G11';
        UPDATE network.garage SET joined_on = '2026-01-15' WHERE id = 'G12';
        UPDATE network.garage SET takes_light = false WHERE id = 'G13';
        UPDATE network.garage SET target_max = 0, target_min = 0, monthly_cap = 0 WHERE id = 'G14';
        INSERT INTO network.closure (garage, first_day, last_day)
        SELECT number, '2026-12-24', '2026-12-26' FROM network.garage WHERE id IN ('G15', 'G22');
        INSERT INTO network.absence (garage, first_day, last_day)
        SELECT number, '2026-03-01', '2026-03-09' FROM network.garage WHERE id = 'G16';
        INSERT INTO network.lesson (garage, kind, value, learnt_on, until_day, declines)
        SELECT number, 'brand', 'renault', '2026-11-01', '2027-04-30', 1
          FROM network.garage WHERE id = 'G17';
        DELETE FROM network.garage WHERE id = 'G18';
        """

    @Test(arguments: [1, 2, 5, 7, 21, 22, 23, 100] as [Int32])
    func pagesOfAnySizeHoldTheNetwork(rows: Int32) async throws {
        let sql = try PostgresConnection(conninfo: await TestCluster.database())
        #expect(try GaragePages.all(expecting: 0, rows: rows, on: sql).isEmpty)
        try sql.sql(Self.seed)
        let whole = try NetworkReads.garages(Array(0...30), on: sql)
        #expect(whole.count == 22)
        let paged = try GaragePages.all(expecting: 22, rows: rows, on: sql)
        #expect(Array(paged) == whole)
        let unusual = paged.indices.count { !paged.isOrdinary(at: $0) }
        #expect(unusual == 7, "those with a status, periods or lessons")
        // The connection answers other questions after.
        #expect(try sql.number("SELECT count(*) FROM network.garage") == 22)
    }

    /// A plan made on empty tables must not read all garages for one, once there are a million.
    @Test func aGarageIsLookedUpWhateverThePlannerBelieves() async throws {
        let sql = try PostgresConnection(conninfo: await TestCluster.database())
        // The plan for any garages, which a connection keeps after some questions.
        try sql.sql("SET plan_cache_mode = force_generic_plan")
        try sql.prepare(NetworkReads.garages.declaration)
        let plan = try sql.texts("EXPLAIN EXECUTE garages_load('{1,2}')").compactMap(\.self)
        let condition = "Index Cond: ((number = n.number)"
        #expect(plan.contains { $0.contains(condition) }, "\(plan)")
    }

    @Test func anIDThatIsNoneIsRefused() async throws {
        let sql = try PostgresConnection(conninfo: await TestCluster.database())
        try sql.sql(Self.seed)
        try sql.sql("ALTER TABLE network.garage DROP CONSTRAINT garage_id_check")
        try sql.sql("UPDATE network.garage SET id = 'é' WHERE id = 'G1'")
        #expect(throws: StoreError.self) { try GaragePages.all(expecting: 22, on: sql) }
    }
}
