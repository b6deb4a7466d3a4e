import Crypto
import GarageNetwork
import Geometry
import Sealing
import Testing

@testable import PostgresStore

/// The keys of a database, and what becomes of rows when there is a new one.
@Suite struct KeyTests {
    private static let digest = SymmetricKey(size: .bits256)
    private static let keys = (1...3).map { _ in SymmetricKey(size: .bits256) }

    /// A ring with the keys of these numbers.
    private static func ring(_ numbers: Int16...) throws -> KeyRing {
        let pairs = numbers.map { ($0, keys[Int($0) - 1]) }
        return try #require(
            KeyRing(
                keys: Dictionary(uniqueKeysWithValues: pairs), digestKey: digest))
    }

    private func connect(_ conninfo: String) throws -> PostgresConnection {
        try PostgresConnection(conninfo: conninfo, options: .person)
    }

    private func enrol(
        _ ids: [String], with vault: KeyRing, on sql: PostgresConnection
    ) throws {
        let orders = try ids.map { text in
            let id = try #require(BeneficiaryID(text))
            return EnrolmentOrder(
                organisation: OrganisationID(7), key: "enrol-\(text)", canonicalRequest: text,
                person: Beneficiary(
                    id: id, organisation: OrganisationID(7),
                    position: try Coordinate(latitude: 50.3, longitude: 2.9)),
                identity: Identity(familyName: "Canari", givenName: text), at: nil)
        }
        _ = try EnrolmentBatch.run(orders.map { SealedEnrolment($0, with: vault) }, on: sql)
    }

    private func reseal(
        _ vault: KeyRing, on sql: PostgresConnection
    ) throws -> (resealed: Int, stuck: [String]) {
        var done = (resealed: 0, stuck: [String]())
        for kind in ResealingRound.Kind.allCases {
            var after: Int64? = 0
            while let number = after {
                let progress = try ResealingRound(kind: kind, vault: vault)
                    .run(after: number, on: sql)
                done.resealed += progress.resealed
                done.stuck += progress.stuck
                after = progress.next
            }
        }
        return done
    }

    @Test func anEmptyDatabaseTakesTheKeysAndThenKnowsThem() async throws {
        let sql = try connect(await TestCluster.database())
        try PersonKeys.check(try Self.ring(1), keptAt: "/keys", on: sql)
        try PersonKeys.check(try Self.ring(1), keptAt: "/keys", on: sql)
        try PersonKeys.check(try Self.ring(1, 2), keptAt: "/keys", on: sql)
        #expect(try sql.texts("SELECT number::text FROM person.key ORDER BY 1") == ["0", "1", "2"])
        // Nothing is sealed with the second.
        try PersonKeys.check(try Self.ring(1), keptAt: "/keys", on: sql)
    }

    @Test func anotherFileIsRefusedAndNotRecorded() async throws {
        let sql = try connect(await TestCluster.database())
        try PersonKeys.check(try Self.ring(1), keptAt: "/keys", on: sql)
        for (ring, word) in [
            (KeyRing.random(), "digest"),
            (
                try #require(
                    KeyRing(keys: [1: Self.keys[1], 2: Self.keys[2]], digestKey: Self.digest)),
                "seal 1"
            ),
        ] {
            let error = #expect(throws: StoreError.self) {
                try PersonKeys.check(ring, keptAt: "/keys", on: sql)
            }
            #expect(error?.reason == .mismatch)
            #expect(error?.message.contains("`\(word)`") == true)
        }
        #expect(try sql.number("SELECT count(*) FROM person.key") == 2)
    }

    @Test func aKeyThatSomethingWasSealedWithIsWanted() async throws {
        let sql = try connect(await TestCluster.database())
        try enrol(["B1"], with: try Self.ring(1), on: sql)
        try PersonKeys.check(try Self.ring(1, 2), keptAt: "/keys", on: sql)
        let error = #expect(throws: StoreError.self) {
            try PersonKeys.check(try Self.ring(2), keptAt: "/keys", on: sql)
        }
        #expect(error?.message.contains("lacks `seal 1`") == true)
        #expect(try reseal(try Self.ring(1, 2), on: sql).resealed == 1)
        try PersonKeys.check(try Self.ring(2), keptAt: "/keys", on: sql)
    }

    /// More than a round has, some of them of before there was a key.
    @Test func everythingIsSealedWithTheNewestKeyOnce() async throws {
        let sql = try connect(await TestCluster.database())
        let count = Int(ResealingRound.countMax) + 7
        let ids = (1...count).map { "B\($0)" }
        for start in stride(from: 0, to: count, by: 256) {
            try enrol(Array(ids[start..<min(count, start + 256)]), with: try Self.ring(1), on: sql)
        }
        try sql.sql(
            """
            UPDATE person.file
               SET clear = '{"latitude": 50.25, "longitude": 3.5, "kmMax": 12}',
                   situation = NULL, identity = NULL, sealed_with = NULL
             WHERE number % 3 = 0
            """)
        let both = try Self.ring(1, 2)
        #expect(try reseal(both, on: sql).resealed == count)
        #expect(try reseal(both, on: sql).resealed == 0)
        #expect(
            try sql.number(
                "SELECT count(*) FROM person.file WHERE sealed_with = 2 AND clear IS NULL")
                == count)
        let id = try #require(BeneficiaryID("B3"))
        let third = try BeneficiaryReads.one(
            id, .everything(.admin), with: try Self.ring(2), on: sql)
        #expect(third?.position.latitude == 50.25 && third?.kmMax == 12)
    }

    @Test func whatDoesNotOpenIsToldAndDoesNotStopTheRest() async throws {
        let sql = try connect(await TestCluster.database())
        try enrol(["B1", "B2", "B3"], with: try Self.ring(1), on: sql)
        // One has the file of another.
        try sql.sql(
            """
            UPDATE person.file SET situation = (SELECT situation FROM person.file WHERE number = 1)
             WHERE number = 2
            """)
        let done = try reseal(try Self.ring(1, 2), on: sql)
        #expect(done.resealed == 2 && done.stuck == ["B2"])
        #expect(
            try sql.texts("SELECT sealed_with::text FROM person.file ORDER BY number")
                == ["2", "1", "2"])
    }
}
