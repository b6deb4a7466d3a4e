import GarageNetwork
import Testing

@testable import PostgresStore

/// The invariants, under callers that get in each other's way.
@Suite struct ConcurrencyTests {
    /// Through two daemons: within one, twins meet in a batch; between two, in the database.
    @Test func twinsForTheLastPlaceAreOneReferral() async throws {
        try await TestStore.with { first in
            try await TestStore.with(first.conninfo) { second in
                let garages = try await first.addGarages(1, cap: 100)
                let people = try await first.addPeople(100)
                let daemons = [first, second]
                for (round, person) in people.enumerated() {
                    let cap = round + 1
                    try first.connect().sql(
                        "UPDATE network.garage SET monthly_cap = \(cap)")
                    var words: [String] = []
                    await withTaskGroup(of: String.self) { group in
                        for twin in 0..<8 {
                            group.addTask {
                                await daemons[twin % 2].ledger.word(
                                    .example(person, at: garages, key: "k\(round)"))
                            }
                        }
                        for await word in group { words.append(word) }
                    }
                    let expected = ["placed"] + Array(repeating: "replayed", count: 7)
                    #expect(words.sorted() == expected, "round \(round)")
                }
                #expect(try first.connect().violations() == [])
            }
        }
    }

    @Test func theCapHoldsUnderSixteenWritersOfTwoDaemons() async throws {
        try await TestStore.with { first in
            try await TestStore.with(first.conninfo) { second in
                let garages = try await first.addGarages(20, cap: 10)
                let people = try await first.addPeople(400)
                let next = Shared(0)
                let words = Shared<[String: Int]>([:])
                await withTaskGroup(of: Void.self) { group in
                    for writer in 0..<16 {
                        let ledger = [first, second][writer % 2].ledger
                        group.addTask {
                            while true {
                                let index = next.change { index in
                                    defer { index += 1 }
                                    return index
                                }
                                guard index < people.count else { return }
                                let order = ReferralOrder.example(
                                    people[index], at: garages.shuffled(), key: "k\(index)")
                                let word = await ledger.word(order)
                                words.change { $0[word, default: 0] += 1 }
                            }
                        }
                    }
                }
                #expect(words.now == ["placed": 200, "full": 200])
                let sql = try first.connect()
                #expect(try sql.violations() == [])
                #expect(try sql.number("SELECT sum(committed) FROM ledger.garage_month") == 200)
            }
        }
    }

    @Test func twoOrdersForOnePersonInOneBatchAreOneReferral() async throws {
        try await TestStore.with { store in
            let garages = try await store.addGarages(1)
            for (round, person) in try await store.addPeople(30).enumerated() {
                async let one = store.ledger.refer(
                    .example(person, at: garages, key: "a\(round)"))
                async let two = store.ledger.refer(
                    .example(person, at: garages, key: "b\(round)"))
                let words = try await [one.word, two.word].sorted()
                let expected = round < 10 ? ["open", "placed"] : ["full", "full"]
                #expect(words == expected, "round \(round)")
            }
            #expect(try store.connect().violations() == [])
        }
    }

    /// The observer hears of a place before whoever asked for it does.
    @Test func anAnswerIsNeverAheadOfTheSnapshot() async throws {
        try await TestStore.with { store in
            let garages = try await store.addGarages(1, cap: 50)
            let people = try await store.addPeople(50)
            await withTaskGroup(of: Void.self) { group in
                for (index, person) in people.enumerated() {
                    group.addTask {
                        let order = ReferralOrder.example(person, at: garages, key: "k\(index)")
                        let placed = try? await store.ledger.refer(order).referral
                        let seen = store.observer.seen.committed(garages[0])
                        #expect(seen >= placed?.committedThen ?? .max)
                    }
                }
            }
            #expect(store.observer.seen.committed(garages[0]) == 50)
        }
    }
}
