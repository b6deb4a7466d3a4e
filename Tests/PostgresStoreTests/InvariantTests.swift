import GarageNetwork
import Testing

@testable import PostgresStore

/// The rules hold whatever SQL is used: an operator in psql, a script, a forgotten code path.
@Suite struct InvariantTests {
    /// Inserts a referral as a script would; the person and the key are its number.
    private static func insert(_ number: Int, garage: Int64, state: String = "proposed") -> String {
        """
        INSERT INTO ledger.referral
            (code, organisation, beneficiary, garage, state, month, created_on, created_at,
             answer_by, committed_then, rank, km, extra_km, price_km, request_key, request_hash)
        VALUES (lpad('\(number)', 8, 'X'), 7, \(number), \(garage), '\(state)', '2026-11-01',
                '2026-11-21', now(), now(), 1, 1, 1, 0, 0, 'key-\(number)', '')
        """
    }

    @Test(arguments: [
        // What is tried once one place of one is taken, and the SQLSTATE that refuses it.
        ("one more than the cap", "23514", insert(2, garage: 1)),
        (
            "a raised counter", "23514",
            "UPDATE ledger.garage_month SET committed = committed + 1"
        ),
        ("a cap below the count", "23514", "UPDATE ledger.garage_month SET cap = 0"),
        ("a second open referral", "23505", insert(3, garage: 2).replacing("3, 2, '", "1, 2, '")),
        ("a key used twice", "23505", insert(4, garage: 2).replacing("key-4", "key-1")),
        ("a garage that is not there", "GA001", insert(5, garage: 99)),
        ("a beginning in the middle", "GA002", insert(6, garage: 2, state: "accepted")),
        (
            "a way back", "GA003",
            "UPDATE ledger.referral SET state = 'file';"
                + " UPDATE ledger.referral SET state = 'received'"
        ),
        (
            "a fact after the end", "GA003",
            "UPDATE ledger.referral SET state = 'declined';"
                + " UPDATE ledger.referral SET state = 'received'"
        ),
        ("an unknown state", "23514", insert(7, garage: 2).replacing("'proposed'", "'lost'")),
        ("an altered event", "GA004", "UPDATE ledger.referral_event SET reason = 'other'"),
        ("a deleted event", "GA004", "DELETE FROM ledger.referral_event"),
        ("truncated events", "GA004", "TRUNCATE ledger.referral_event"),
        ("truncated referrals", "GA004", "TRUNCATE ledger.referral"),
        ("a garage that is needed", "23503", "DELETE FROM network.garage WHERE number = 1"),
    ])
    func whatIsRefused(_ what: String, _ sqlState: String, _ text: String) async throws {
        let sql = try await oneTaken()
        let error = #expect(throws: StoreError.self, "\(what)") { try sql.sql(text) }
        #expect(error?.sqlState == sqlState)
        #expect(try sql.violations() == [])
    }

    @Test(arguments: [
        // What an operator does, and the two garages' committed counts after it.
        ("a cancellation", [0, 0], "UPDATE ledger.referral SET state = 'cancelled'"),
        ("a deletion", [0, 0], "DELETE FROM ledger.referral"),
        ("another garage", [0, 1], "UPDATE ledger.referral SET garage = 2"),
        ("another month", [1, 0], "UPDATE ledger.referral SET month = '2026-12-01'"),
        ("another day", [1, 0], "UPDATE ledger.referral SET created_on = '2026-11-20'"),
        ("a step", [1, 0], "UPDATE ledger.referral SET state = 'received'"),
        ("a lower cap", [1, 0], "UPDATE network.garage SET monthly_cap = 0"),
        ("no change", [1, 0], "UPDATE ledger.referral SET km = km"),
        ("two rows", [1, 2], "\(insert(8, garage: 2)); \(insert(9, garage: 2))"),
    ])
    func whatIsCounted(_ what: String, _ committed: [Int], _ text: String) async throws {
        let sql = try await oneTaken()
        try sql.sql(text)
        for (index, expected) in committed.enumerated() {
            let count = try sql.number(
                "SELECT coalesce(sum(committed), 0) FROM ledger.garage_month"
                    + " WHERE garage = \(index + 1)")
            #expect(count == expected, "\(what)")
        }
        #expect(try sql.violations() == [])
    }

    /// Nobody loses a place that was given, and nobody gets one until the count is under the cap.
    @Test func aLoweredCapFollowsTheCountDown() async throws {
        try await TestStore.with { store in
            let garage = try await store.addGarages(1, cap: 3)[0]
            let people = try await store.addPeople(4)
            var codes: [ReferralCode] = []
            for (index, person) in people.prefix(3).enumerated() {
                let outcome = try await store.ledger.refer(
                    .example(person, at: [garage], key: "k\(index)"))
                codes.append(try #require(outcome.referral?.code))
            }
            let sql = try store.connect()
            func cap() throws -> Int { try sql.number("SELECT max(cap) FROM ledger.garage_month") }
            try sql.sql("UPDATE network.garage SET monthly_cap = 1")
            #expect(try cap() == 3)
            for (index, expected) in [2, 1, 1].enumerated() {
                let refused = await store.ledger.word(
                    .example(people[3], at: [garage], key: "late"))
                #expect(refused == "full")
                _ = try await store.ledger.advance(
                    StepOrder(code: codes[index], step: .cancel, scope: .everything(.manager)))
                #expect(try cap() == expected)
            }
            let placed = await store.ledger.word(.example(people[3], at: [garage], key: "late"))
            #expect(placed == "placed")
            try sql.sql("UPDATE network.garage SET monthly_cap = 5")
            #expect(try cap() == 5)
            #expect(try sql.violations() == [])
        }
    }

    @Test func countersEqualTheRowsAfterAThousandRandomSteps() async throws {
        try await TestStore.with { store in
            let garages = try await store.addGarages(3, cap: 6)
            let people = try await store.addPeople(25)
            var generator = SplitMix(seed: 20_261_121)
            var codes: [ReferralCode] = []
            for round in 0..<1_000 {
                let person = people[Int.random(in: 0..<people.count, using: &generator)]
                if codes.isEmpty || Int.random(in: 0..<3, using: &generator) == 0 {
                    let order = ReferralOrder.example(
                        person, at: garages.shuffled(using: &generator), key: "k\(round)")
                    if let referral = try await store.ledger.refer(order).referral {
                        codes.append(referral.code)
                    }
                } else {
                    let step = ReferralEvent.allCases.randomElement(using: &generator) ?? .accept
                    let code = codes.randomElement(using: &generator) ?? codes[0]
                    _ = try await store.ledger.advance(
                        StepOrder(
                            code: code, step: step, scope: .everything(.admin), key: "s\(round)"))
                }
            }
            let sql = try store.connect()
            #expect(try sql.violations() == [])
            let events = try sql.number("SELECT count(*) FROM ledger.referral_event")
            #expect(events > 100, "enough happened")
            for garage in garages {
                let stored = try sql.number(
                    "SELECT sum(committed) FROM ledger.garage_month WHERE garage = \(garage)")
                #expect(store.observer.seen.committed(garage) == stored)
            }
        }
    }

    private func oneTaken() async throws -> PostgresConnection {
        let sql = try PostgresConnection(conninfo: await TestCluster.database())
        try sql.sql(
            """
            INSERT INTO network.garage (id, name, latitude, longitude, monthly_cap)
            VALUES ('G1', 'One', 50, 3, 1), ('G2', 'Two', 50, 3, 10);
            INSERT INTO ledger.beneficiary (id, organisation, request_key, request_hash)
            SELECT 'B' || n, 7, n, '' FROM generate_series(1, 20) n;
            \(Self.insert(1, garage: 1))
            """)
        return sql
    }
}

extension String {
    fileprivate func replacing(_ part: String, _ other: String) -> String {
        guard let range = firstRange(of: part) else { return self }
        return self[..<range.lowerBound] + other + self[range.upperBound...]
    }
}

/// A small generator with a seed, so that a failure can be repeated.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
