import GarageNetwork
import Testing

@testable import PostgresStore

/// What a daemon sees of changes that it did not make.
@Suite struct FeedTests {
    @Test func whatAnotherDaemonDidIsSeen() async throws {
        var hintsOnly = NetworkFeed.Settings()
        hintsOnly.digestSeconds = 3_600
        try await TestStore.with { first in
            try await TestStore.with(first.conninfo, settings: hintsOnly) { second in
                let garage = try await first.addGarages(1)[0]
                let person = try await first.addPeople(1)[0]
                _ = try await first.ledger.refer(.example(person, at: [garage], key: "k"))
                let seen = await eventually {
                    second.observer.seen.committed(garage) == 1
                        && second.observer.seen.image?.garages.count == 1
                }
                #expect(seen, "by the hint alone")
            }
        }
    }

    @Test func whatAnOperatorDidIsSeenWithoutAHint() async throws {
        try await TestStore.with { store in
            let garage = try await store.addGarages(1)[0]
            let person = try await store.addPeople(1)[0]
            _ = try await store.ledger.refer(.example(person, at: [garage], key: "k"))
            let sql = try store.connect()
            try sql.sql("UPDATE ledger.referral SET state = 'cancelled'")
            try sql.sql("UPDATE network.garage SET name = 'Renamed'")
            try sql.sql(
                "INSERT INTO network.closure (garage, first_day, last_day)"
                    + " VALUES (\(garage), '2026-12-24', '2026-12-26')")
            let seen = await eventually {
                let seen = store.observer.seen
                return seen.committed(garage) == 0
                    && seen.image?.garages.first?.name == "Renamed"
                    && seen.image?.garages.first?.closures.count == 1
            }
            #expect(seen)
        }
    }

    @Test func theImageIsWhatTheDatabaseHolds() async throws {
        try await TestStore.with { store in
            let garages = try await store.addGarages(3)
            for (index, person) in try await store.addPeople(4).enumerated() {
                _ = try await store.ledger.refer(
                    .example(person, at: [garages[index % 2]], key: "k\(index)"))
            }
            let load = NetworkLoad(clock: TestClock())
            let image = try load.image(on: try store.connect()).image
            #expect(image.garages.map(\.number) == garages)
            let placed = image.counts.filter { $0.committed > 0 }
            #expect(placed.map(\.committed) == [2, 2])
            #expect(image.days.map(\.committed) == [2, 2])
            let seen = store.observer.seen
            for count in placed {
                #expect(seen.counts[count.garage]?[count.month] == count)
            }
            for day in image.days { #expect(seen.days[day.garage]?[day.day] == day) }
            let later = try load.image(on: try store.connect()).image
            #expect(later.revision > image.revision)
        }
    }

    /// Sessions are cut while people are referred; at rest the picture is the database's.
    @Test func lostSessionsLeaveNothingStale() async throws {
        try await TestStore.with { store in
            let garages = try await store.addGarages(4, cap: 1_000)
            let people = try await store.addPeople(200)
            let sql = try store.connect()
            for (index, person) in people.enumerated() {
                if index % 20 == 0 {
                    try sql.sql(
                        """
                        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                         WHERE datname = current_database() AND pid <> pg_backend_pid()
                         ORDER BY random() LIMIT 2
                        """)
                }
                let order = ReferralOrder.example(
                    person, at: [garages[index % 4]], key: "k\(index)")
                let done = await eventually {
                    ["placed", "replayed"].contains(await store.ledger.word(order))
                }
                #expect(done)
            }
            #expect(try sql.violations() == [])
            #expect(try sql.number("SELECT count(*) FROM ledger.referral") == 200)
            let same = await eventually {
                garages.allSatisfy { store.observer.seen.committed($0) == 50 }
            }
            #expect(same)
        }
    }

    @Test func retriesGrowAndStayUnderTheirLimit() {
        var backOff = BackOff()
        for _ in 0..<20 {
            let wait = backOff.next()
            #expect(wait >= .milliseconds(50))
            #expect(wait <= .milliseconds(BackOff.millisecondsMax))
        }
    }

    @Test func fewConnectionsAreTriedInOneSecond() {
        let health = StoreHealth(observer: RecordingObserver())
        #expect(health.waitBeforeTrying() == nil)
        for _ in 0..<StoreHealth.triesPerSecond { health.connectingFailed("away") }
        let wait = health.waitBeforeTrying()
        #expect(wait != nil)
        #expect(health.waitBeforeTrying(now: .now + .seconds(1)) == nil)
    }
}
