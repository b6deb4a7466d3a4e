import GarageNetwork
import Testing

@testable import PostgresStore

/// A batch gives what its orders would get one after another: there is a short way for a batch of
/// which everybody is placed, and orders go with their first candidates only.
@Suite struct BatchTests {
    /// Sends orders as one statement, as the writer would; codes are drawn.
    private static func send(
        _ orders: [ReferralOrder], on sql: PostgresConnection
    ) throws -> [ReferralBatchResult.Answer] {
        var generator = SystemRandomNumberGenerator()
        return try ReferralBatch.run(
            orders, hashes: orders.map { RequestHash.of($0.canonicalRequest) },
            codes: orders.map { _ in ReferralCode.random(using: &generator).text },
            knowing: NetworkPosition.Known(), on: sql
        ).answers
    }

    /// An answer without what is drawn: its word, the garage, its rank and the month's count.
    private static func text(_ answer: ReferralBatchResult.Answer) -> String {
        guard case .outcome(let outcome) = answer else { return "again" }
        guard let referral = outcome.referral else { return outcome.word }
        return [
            outcome.word, "\(referral.garage)", "\(referral.rank)", "\(referral.committedThen)",
            referral.state.rawValue, "\(referral.km)", "\(referral.extraKm)",
            "\(referral.answerBy.microseconds)", referral.beneficiary.text,
        ].joined(separator: " ")
    }

    private static let garageCount = 9

    /// Orders by chance, of which no two have the same key or the same person: of people who have a
    /// referral, of nobody, and some that were sent before, as they were or with another text.
    private static func orders(
        _ people: [BeneficiaryID], after past: [ReferralOrder], using random: inout Chance
    ) -> [ReferralOrder] {
        var orders: [ReferralOrder] = []
        for (index, person) in people.shuffled(using: &random).prefix(12).enumerated() {
            let garages = (1...Int64(garageCount)).shuffled(using: &random)
                .prefix(random.next(garageCount + 1))
            var order = ReferralOrder.example(
                random.next(12) == 0 ? BeneficiaryID("BNOBODY\(index)") ?? person : person,
                at: Array(garages), key: "k\(past.count + index)")
            for place in order.candidates.indices {
                order.candidates[place].km = Double(place) + 0.5
                order.candidates[place].answerBy = Instant(
                    microseconds: 1_900_000_000_000_000 + Int64(place) * 1_000_000)
            }
            if random.next(4) == 0, let old = past.randomElement(using: &random) {
                order = old
                if random.next(4) == 0 { order.canonicalRequest = "other" }
            }
            if orders.allSatisfy({ $0.key != order.key && $0.beneficiary != order.beneficiary }) {
                orders.append(order)
            }
        }
        return orders
    }

    @Test(arguments: [UInt64(1), 2, 3])
    func aBatchIsItsOrdersOneByOne(_ seed: UInt64) async throws {
        try await TestStore.with { together in
            try await TestStore.with { alone in
                var random = Chance(state: seed)
                let caps = (0..<Self.garageCount).map { _ in random.next(7) }
                var people: [BeneficiaryID] = []
                for store in [together, alone] {
                    for (index, cap) in caps.enumerated() {
                        _ = try await store.registry.add(try .example("G\(index + 1)", cap: cap))
                    }
                }
                people = (0..<60).compactMap { BeneficiaryID("BP\($0)") }
                for store in [together, alone] {
                    try store.connect().sql(
                        """
                        INSERT INTO ledger.beneficiary (id, organisation, request_key, request_hash)
                        SELECT 'BP' || i, 7, 'e' || i, '' FROM generate_series(0, 59) AS i
                        """)
                }
                let (one, other) = (try together.connect(), try alone.connect())
                var words: Set<Substring> = []
                var past: [ReferralOrder] = []
                for round in 0..<8 {
                    let orders = Self.orders(people, after: past, using: &random)
                    past += orders
                    let found = try Self.send(orders, on: one).map(Self.text)
                    let expected = try orders.map { order in
                        try Self.send([order], on: other).map(Self.text).joined()
                    }
                    #expect(found == expected, "seed \(seed), round \(round)")
                    words.formUnion(found.compactMap { $0.split(separator: " ").first })
                }
                #expect(
                    words.isSuperset(of: ["placed", "full", "open", "nobody", "replayed", "reused"])
                )
                for table in Self.kept {
                    #expect(try one.texts(table) == other.texts(table), "seed \(seed)")
                }
                #expect(try one.violations() == [])
                #expect(try other.violations() == [])
            }
        }
    }

    /// What is kept, without what is drawn and what counts transactions.
    private static let kept = [
        "SELECT concat_ws(' ', garage, month, cap, committed, received) FROM ledger.garage_month"
            + " WHERE committed > 0 ORDER BY 1",
        "SELECT concat_ws(' ', garage, day, committed) FROM ledger.garage_day ORDER BY 1",
        "SELECT concat_ws(' ', r.beneficiary, r.garage, r.rank, r.committed_then, r.km,"
            + " r.remind_at, e.seq, e.event, e.state, e.on_day, e.by_role, e.actor, e.channel)"
            + " FROM ledger.referral r JOIN ledger.referral_event e ON e.referral = r.number"
            + " ORDER BY 1",
        "SELECT concat_ws(' ', beneficiary, tries, reachable, taken, closed, unsuitable, ended_by)"
            + " FROM ledger.unplaced ORDER BY 1",
    ]

    /// The first four of the first order are full: the last place of its fifth is the first order's
    /// all the same, though the second order names that garage first.
    @Test func candidatesThatWereNotNamedComeBeforeLaterOrders() async throws {
        try await TestStore.with { store in
            let garages = try await store.addGarages(6, cap: 1)
            let people = try await store.addPeople(6)
            let sql = try store.connect()
            for (index, person) in people.prefix(4).enumerated() {
                _ = try Self.send(
                    [.example(person, at: [garages[index]], key: "a\(index)")], on: sql)
            }
            let answers = try Self.send(
                [
                    .example(people[4], at: Array(garages.prefix(5)), key: "b"),
                    .example(people[5], at: [garages[4], garages[5]], key: "c"),
                ], on: sql)
            let referrals = answers.map { answer -> Referral? in
                guard case .outcome(let outcome) = answer else { return nil }
                return outcome.referral
            }
            #expect(referrals.map { $0?.garage } == [garages[4], garages[5]])
            #expect(referrals.map { $0?.rank } == [5, 2])
            #expect(try sql.violations() == [])
        }
    }

    /// Nothing is kept of those who wait before all candidates were looked at.
    @Test(arguments: [ReferralBatch.candidatesFirst, ReferralBatch.candidatesFirst + 1, 50])
    func whoeverFindsAllFullIsKeptOnce(_ count: Int) async throws {
        try await TestStore.with { store in
            let garages = try await store.addGarages(count, cap: 0)
            let person = try await store.addPeople(1)[0]
            let outcome = try await store.ledger.refer(.example(person, at: garages, key: "k"))
            #expect(outcome == .full)
            let sql = try store.connect()
            #expect(
                try sql.texts("SELECT concat_ws(' ', tries, taken) FROM ledger.unplaced")
                    == ["1 \(count)"])
        }
    }

    @Test func theLastPlaceWantedByAWholeBatchIsGivenOnce() async throws {
        try await TestStore.with { first in
            try await TestStore.with(first.conninfo) { second in
                let garages = try await first.addGarages(1, cap: 1)
                let people = try await first.addPeople(60)
                let words = await withTaskGroup(of: String.self) { group in
                    for (index, person) in people.enumerated() {
                        let ledger = (index % 2 == 0 ? first : second).ledger
                        group.addTask {
                            await ledger.word(.example(person, at: garages, key: "k\(index)"))
                        }
                    }
                    return await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
                }
                #expect(words == ["placed": 1, "full": 59])
                #expect(try first.connect().violations() == [])
            }
        }
    }

    @Test(arguments: [
        // Referrals made by hand in one statement: garage, month and day of each.
        (
            "a month that is not there",
            [(1, "2026-11-01", "2026-11-21"), (2, "2026-11-01", "2026-11-21")]
        ),
        ("two days", [(1, "2026-11-01", "2026-11-20"), (1, "2026-11-01", "2026-11-21")]),
        ("two months", [(1, "2026-11-01", "2026-11-30"), (1, "2026-12-01", "2026-12-01")]),
        (
            "one of two months is there",
            [(1, "2026-10-01", "2026-10-05"), (2, "2026-10-01", "2026-10-05")]
        ),
    ])
    func whatIsMadeByHandIsCounted(_ what: String, _ made: [(Int, String, String)]) async throws {
        try await TestStore.with { store in
            let garages = try await store.addGarages(2, cap: 5)
            _ = try await store.addPeople(made.count)
            let sql = try store.connect()
            try sql.sql(
                "INSERT INTO ledger.garage_month (garage, month, cap)"
                    + " VALUES (\(garages[0]), '2026-10-01', 5)")
            let rows = made.enumerated().map { index, row in
                """
                ('ABCDEFG\(index)', 7, \(index + 1), \(garages[row.0 - 1]), '\(row.1)', '\(row.2)',
                 now(), now(), 1, 1, 1, 0, 0, 'key-\(index)', '')
                """
            }
            try sql.sql(
                """
                INSERT INTO ledger.referral
                    (code, organisation, beneficiary, garage, month, created_on, created_at,
                     answer_by, committed_then, rank, km, extra_km, price_km, request_key,
                     request_hash)
                VALUES \(rows.joined(separator: ", "))
                """)
            #expect(try sql.violations() == [], "\(what)")
            let told = try sql.texts(
                """
                SELECT string_agg(DISTINCT concat_ws(' ', g, c.day), ','
                                  ORDER BY concat_ws(' ', g, c.day))
                  FROM ledger.change x
                 CROSS JOIN LATERAL unnest(x.garages[cardinality(x.months) + 1:], x.days)
                    AS c(g, day) WHERE cardinality(x.days) > 0
                """)
            let expected = Set(made.map { "\(garages[$0.0 - 1]) \($0.2)" }).sorted()
            #expect(told == [expected.joined(separator: ",")], "\(what)")
        }
    }
}

@Suite struct PooledGeneratorTests {
    @Test func noNumberComesTwice() {
        var generator = PooledGenerator()
        let numbers = (0..<1_000).map { _ in generator.next() }
        #expect(Set(numbers).count == numbers.count)
        #expect(numbers.contains { $0 > .max / 2 } && numbers.contains { $0 < .max / 2 })
    }
}

/// Numbers that are the same in every run (SplitMix64).
private struct Chance: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func next(_ count: Int) -> Int { Int.random(in: 0..<count, using: &self) }
}
