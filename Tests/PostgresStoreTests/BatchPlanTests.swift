import GarageNetwork
import Testing

@testable import PostgresStore

/// A plan that is made when the tables are empty must still be a good one when they are not: a
/// daemon prepares its statements at its start, and statistics come a minute after the rows.
@Suite struct BatchPlanTests {
    /// Asks for people, in one statement; how many found a place.
    private static func refer(
        _ people: ArraySlice<BeneficiaryID>, to garages: [Int64], on sql: PostgresConnection,
        as key: String = "k"
    ) throws -> Int {
        var generator = SystemRandomNumberGenerator()
        let orders = people.map { person in
            ReferralOrder.example(person, at: garages, key: "\(key)\(person.text)")
        }
        let answers = try ReferralBatch.run(
            orders, hashes: orders.map { RequestHash.of($0.canonicalRequest) },
            codes: orders.map { _ in ReferralCode.random(using: &generator).text },
            knowing: NetworkPosition.Known(), on: sql
        ).answers
        return answers.count {
            if case .outcome(.placed) = $0 { true } else { false }
        }
    }

    /// The rows of a table that are read to place people, of which nothing stays.
    private static func readPlacing(
        _ people: ArraySlice<BeneficiaryID>, at garages: [Int64], from table: String,
        on sql: PostgresConnection
    ) throws -> Int {
        // The server counts on from earlier transactions until it finds time to publish.
        let counted = """
            SELECT idx_tup_fetch + seq_tup_read FROM pg_stat_xact_user_tables
             WHERE relid = 'ledger.\(table)'::regclass
            """
        try sql.sql("BEGIN")
        let before = try sql.number(counted)
        #expect(try refer(people, to: garages, on: sql, as: "last") == people.count)
        let read = try sql.number(counted) - before
        try sql.sql("ROLLBACK")
        return read
    }

    @Test func aBatchReadsNoReferralOfOthers() async throws {
        try await TestStore.with { store in
            let garages = try await store.addGarages(4, cap: 1_000)
            let people = try await store.addPeople(410)
            let sql = try store.connect()
            // Each table is empty when its plan is made.
            for start in stride(from: 0, to: 400, by: 50) {
                #expect(try Self.refer(people[start..<start + 50], to: garages, on: sql) == 50)
            }
            let read = try Self.readPlacing(
                people[400...], at: garages, from: "referral", on: sql)
            // A few for each of the ten, and not the 400 that are there for each.
            #expect(read <= 50, "\(read) referrals were read for 10")
        }
    }

    @Test func aBatchReadsNoWaitOfOthers() async throws {
        try await TestStore.with { store in
            let garages = try await store.addGarages(4, cap: 1_000)
            let people = try await store.addPeople(460)
            let sql = try store.connect()
            // One waits when the plans are made.
            #expect(try Self.refer(people[0..<1], to: [], on: sql) == 0)
            for start in stride(from: 400, to: 450, by: 5) {
                #expect(try Self.refer(people[start..<start + 5], to: garages, on: sql) == 5)
            }
            for start in stride(from: 1, to: 400, by: 50) {
                let these = people[start..<min(400, start + 50)]
                #expect(try Self.refer(these, to: [], on: sql) == 0)
            }
            let read = try Self.readPlacing(
                people[390..<400] + people[450...], at: garages, from: "unplaced", on: sql)
            #expect(read <= 60, "\(read) waits were read for 20, of whom 10 waited")
        }
    }
}
