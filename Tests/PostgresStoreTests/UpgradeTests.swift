import GarageNetwork
import Geometry
import SQL
import Testing

@testable import PostgresStore

/// A database of before persons were kept apart.
@Suite struct UpgradeTests {
    private static let before = """
        INSERT INTO network.garage (id, name, latitude, longitude, monthly_cap)
        VALUES ('G1', 'One', 50, 3, 10);
        INSERT INTO person.beneficiary
            (id, organisation, latitude, longitude, mode, km_max, minutes_max, brand, drives,
             request_key, request_hash)
        SELECT 'BOLD' || n, 7, 50.25, 2.75, 'bike', 12, 45, 'renault', false,
               'mrs martin ' || n, sha256('asked')
          FROM generate_series(1, 3) n;
        INSERT INTO ledger.referral
            (code, organisation, beneficiary, garage, state, month, created_on, created_at,
             answer_by, committed_then, rank, km, extra_km, price_km, request_key, request_hash,
             override_reason)
        VALUES ('2345678W', 7, 1, 1, 'proposed', '2099-11-01', '2099-11-21',
                '2099-11-21 10:00+01', '2099-11-23', 1, 1, 9, 0, 0, 'refer mrs martin',
                sha256('asked'), 'canary reason');
        INSERT INTO ledger.unplaced
            (organisation, beneficiary, latitude, longitude, reach_km, since, since_on, tried,
             reachable, taken, closed, unsuitable)
        VALUES (7, 2, 50.25, 2.75, 20, now(), '2026-11-21',
                ARRAY['try mrs martin', 'and again'], 1, 1, 0, 0);
        INSERT INTO ledger.quote
            (referral, version, on_day, amount_cents, recorded_at, by_role, request_key,
             request_hash)
        SELECT number, 1, '2099-11-21', 45000, now(), 'garage', 'quote mrs martin', sha256('asked')
          FROM ledger.referral
        """

    private func upgraded() async throws -> String {
        let conninfo = try await TestCluster.emptyDatabase()
        _ = try await Migrator(conninfo: conninfo, files: Array(SQL.migrations.prefix(15)))
            .migrate()
        let sql = try PostgresConnection(conninfo: conninfo)
        try sql.sql(Self.before)
        _ = try await Migrator(conninfo: conninfo).migrate()
        return conninfo
    }

    @Test func nothingOfAPlaceAndNoTypedKeyIsLeft() async throws {
        let sql = try PostgresConnection(conninfo: try await upgraded())
        let columns = try sql.texts(
            """
            SELECT attname::text FROM pg_catalog.pg_attribute
             WHERE attrelid = 'ledger.beneficiary'::regclass AND attnum > 0 AND NOT attisdropped
               AND attname IN ('latitude', 'longitude', 'mode', 'km_max', 'minutes_max')
            """)
        #expect(columns == [])
        for (table, column) in [
            ("ledger.beneficiary", "request_key"), ("ledger.referral", "request_key"),
            ("ledger.quote", "request_key"), ("ledger.unplaced", "array_to_string(tried, ' ')"),
            ("ledger.referral", "override_reason"),
        ] {
            #expect(
                try sql.number("SELECT count(*) FROM \(table) WHERE \(column) ~ 'martin|canary'")
                    == 0, "\(table).\(column)")
        }
        #expect(
            try sql.texts("SELECT unnest(tried) FROM ledger.unplaced")
                == [KeptKey.of("try mrs martin"), KeptKey.of("and again")])
        #expect(
            try sql.texts("SELECT request_key FROM ledger.quote")
                == [KeptKey.of("quote mrs martin")])
        #expect(try sql.texts("SELECT to_regclass('person.beneficiary')::text") == [nil])
        #expect(try sql.violations() == [])
    }

    @Test func oldKeysReplayAndTheSituationIsReadAndThenSealed() async throws {
        try await TestStore.with(try await upgraded()) { store in
            let old = try #require(BeneficiaryID("BOLD1"))
            let new = try #require(BeneficiaryID("BNEW1"))
            func order(_ request: String) throws -> EnrolmentOrder {
                EnrolmentOrder(
                    organisation: OrganisationID(7), key: "mrs martin 1",
                    canonicalRequest: request,
                    person: Beneficiary(
                        id: new, organisation: OrganisationID(7),
                        position: try Coordinate(latitude: 50, longitude: 3)), at: nil)
            }
            #expect(
                try await store.ledger.enrol(order("asked")) == .enrolled(old, replayed: true))
            #expect(try await store.ledger.enrol(order("another")) == .keyReused)
            let again = ReferralOrder.example(old, at: [1], key: "refer mrs martin")
            #expect(try await store.ledger.refer(again).word == "replayed")
            for isSealed in [false, true] {
                let person = try #require(
                    try await store.ledger.beneficiary(old, visibleTo: .everything(.admin)))
                #expect(person.position.latitude == 50.25 && person.position.longitude == 2.75)
                #expect(person.mode == .bike && person.kmMax == 12 && person.minutesMax == 45)
                #expect(person.vehicle.drives == false)
                let count = isSealed ? 0 : 3
                let done = try await store.store.persons.reseal()
                #expect(done == Resealing(resealed: count))
            }
            let sql = try store.connect()
            #expect(try sql.number("SELECT count(*) FROM person.file WHERE clear IS NULL") == 3)
        }
    }
}
