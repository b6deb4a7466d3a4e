import GarageNetwork
import Testing

@testable import PostgresStore

/// What a daemon loads again: what nobody told it of, and nothing else.
@Suite struct DigestCheckTests {
    private static var often: NetworkFeed.Settings {
        var settings = NetworkFeed.Settings()
        (settings.digestSeconds, settings.loadShare) = (0.05, 0)
        return settings
    }

    /// Waits until memory has been compared with the database a few times more.
    private static func severalChecks(of store: TestStore) async -> Bool {
        let before = store.observer.seen.digests
        return await eventually { store.observer.seen.digests >= before + 4 }
    }

    @Test func whatTheDaemonDoesIsNeverLoadedAgain() async throws {
        try await TestStore.with(settings: Self.often) { store in
            let garages = try await store.addGarages(3)
            #expect(store.observer.seen.loads == 1, "that of the start")
            var garage = try #require(store.observer.seen.image?.garages.first)
            garage.name = "Renamed"
            garage.monthlyCap = 9
            let written = try #require(try await store.registry.update(garage))
            for (index, person) in try await store.addPeople(6).enumerated() {
                // The first referral of a month also makes rows of garages that nobody is sent to.
                _ = try await store.ledger.refer(
                    .example(person, at: garages, key: "k\(index)"))
            }
            #expect(written.monthlyCap == 9)
            #expect(await Self.severalChecks(of: store))
            let seen = store.observer.seen
            #expect(seen.loads == 1)
            let sql = try store.connect()
            #expect(try NetworkReads.digest(at: nil, on: sql) == seen.digest)
        }
    }

    @Test(arguments: [(NetworkLoad.oneByOneMax, 1), (NetworkLoad.oneByOneMax + 1, 2)])
    func manyGaragesAreReadPageByPage(count: Int, loads: Int) async throws {
        try await TestStore.with { store in
            _ = try await store.registry.put(try (1...count).map { try Garage.example("G\($0)") })
            #expect(store.observer.seen.loads == loads)
            #expect(store.observer.seen.image?.garages.count == count)
        }
    }

    @Test func aGarageChangedBehindAllBacksIsFoundByOneLoad() async throws {
        try await TestStore.with(settings: Self.often) { store in
            _ = try await store.addGarages(3)
            let loads = store.observer.seen.loads
            try store.connect().sql(
                """
                SET session_replication_role = replica;
                UPDATE network.garage SET name = 'Behind', rev = rev + 1 WHERE id = 'G1'
                """)
            let isFound = await eventually {
                store.observer.seen.image?.garages.contains { $0.name == "Behind" } ?? false
            }
            #expect(isFound)
            #expect(await Self.severalChecks(of: store))
            #expect(store.observer.seen.loads == loads + 1)
        }
    }

    @Test(arguments: ["garage_month", "garage_day"])
    func countsChangedBehindAllBacksAreReadAlone(table: String) async throws {
        try await TestStore.with(settings: Self.often) { store in
            let garage = try await store.addGarages(1)[0]
            let person = try await store.addPeople(1)[0]
            _ = try await store.ledger.refer(.example(person, at: [garage], key: "k"))
            let loads = store.observer.seen.loads
            try store.connect().sql(
                """
                SET session_replication_role = replica;
                UPDATE ledger.\(table) SET committed = 4, rev = rev + 1 WHERE garage = \(garage)
                """)
            let isFound = await eventually {
                let seen = store.observer.seen
                let days = seen.days[garage]?.values.map(\.committed) ?? []
                return table == "garage_month" ? seen.committed(garage) == 4 : days == [4]
            }
            #expect(isFound)
            #expect(store.observer.seen.loads == loads)
        }
    }

    /// A database that was set back has rows of lower revisions, which memory never takes.
    @Test func whatALoadCannotMendIsLoadedOnce() async throws {
        try await TestStore.with(settings: Self.often) { store in
            _ = try await store.addGarages(2)
            var garage = try #require(store.observer.seen.image?.garages.first)
            garage.name = "Renamed"
            _ = try await store.registry.update(garage)
            let loads = store.observer.seen.loads
            try store.connect().sql(
                """
                SET session_replication_role = replica;
                UPDATE network.garage SET rev = 0 WHERE id = '\(garage.id)'
                """)
            #expect(await eventually { store.observer.seen.loads > loads })
            #expect(await Self.severalChecks(of: store))
            #expect(store.observer.seen.loads == loads + 1)
        }
    }
}
