import GarageNetwork
import Testing

@testable import PostgresStore

/// What daemons tell of referrals: everything, once, whoever wrote it.
@Suite struct NewsTests {
    private static var hintsOnly: NetworkFeed.Settings {
        var settings = NetworkFeed.Settings()
        settings.digestSeconds = 3_600
        return settings
    }

    private static func words(_ store: TestStore) -> [String] {
        store.observer.seen.news.map { "\($0.code) \($0.event.rawValue) \($0.state.rawValue)" }
    }

    @Test func bothDaemonsTellOfWhatOneDidEachOnce() async throws {
        try await TestStore.with(settings: Self.hintsOnly) { first in
            try await TestStore.with(first.conninfo, settings: Self.hintsOnly) { second in
                for store in [first, second] { store.observer.listen(true) }
                let referral = try await first.placed()
                for (index, event) in [ReferralEvent.accept, .receive, .quote].enumerated() {
                    _ = try await second.ledger.advance(
                        StepOrder(
                            code: referral.code, step: event, scope: .garage(referral.garage),
                            key: "s\(index)"))
                }
                let expected = [
                    "propose proposed", "accept accepted", "received received", "quoted quoted",
                ].map { "\(referral.code) \($0)" }
                for store in [first, second] {
                    #expect(await eventually { Self.words(store).count >= expected.count })
                    #expect(Self.words(store) == expected)
                }
                let news = try #require(first.observer.seen.news.first)
                #expect(news.organisation == referral.organisation)
                #expect(news.garage == referral.garage)
            }
        }
    }

    @Test func whatAnOperatorDidIsToldWithoutAHint() async throws {
        var settings = NetworkFeed.Settings()
        settings.digestSeconds = 0.2
        try await TestStore.with(settings: settings) { store in
            let referral = try await store.placed()
            #expect(await eventually { store.observer.seen.committed(referral.garage) == 1 })
            store.observer.listen(true)
            try store.connect().sql("UPDATE ledger.referral SET state = 'cancelled'")
            let word = "\(referral.code) cancel cancelled"
            #expect(await eventually { Self.words(store).contains(word) })
            // Many readings later, still once.
            let looks = store.observer.seen.looks
            #expect(await eventually { store.observer.seen.looks >= looks + 4 })
            #expect(Self.words(store).count { $0 == word } == 1)
        }
    }

    @Test func manyWritersAreToldOfOnceEachInTheirOrder() async throws {
        try await TestStore.with { first in
            try await TestStore.with(first.conninfo) { second in
                for store in [first, second] { store.observer.listen(true) }
                let garage = try await first.addGarages(1, cap: 1_000)[0]
                let people = try await first.addPeople(60)
                await withTaskGroup(of: Void.self) { group in
                    for (index, person) in people.enumerated() {
                        let store = index.isMultiple(of: 2) ? first : second
                        group.addTask {
                            let placed = try? await store.ledger.refer(
                                .example(person, at: [garage], key: "k\(index)"))
                            guard let code = placed?.referral?.code else { return }
                            let other = index.isMultiple(of: 3) ? first : second
                            for event in [ReferralEvent.accept, .receive] {
                                _ = try? await other.ledger.advance(
                                    StepOrder(
                                        code: code, step: event, scope: .garage(garage),
                                        key: "\(code)-\(event)"))
                            }
                        }
                    }
                }
                for store in [first, second] {
                    #expect(await eventually { store.observer.seen.news.count >= 180 })
                    let told = Dictionary(grouping: store.observer.seen.news, by: \.code)
                    #expect(told.count == 60)
                    for events in told.values {
                        #expect(events.map(\.event) == [.propose, .accept, .receive])
                    }
                }
            }
        }
    }

    @Test func whatHappenedBeforeAnybodyListenedIsNotToldLater() async throws {
        var settings = NetworkFeed.Settings()
        settings.digestSeconds = 0.1
        try await TestStore.with(settings: settings) { store in
            let first = try await store.placed()
            let looks = store.observer.seen.looks
            #expect(await eventually { store.observer.seen.looks >= looks + 4 })
            store.observer.listen(true)
            let second = try await store.placed()
            #expect(await eventually { !Self.words(store).isEmpty })
            #expect(Self.words(store) == ["\(second.code) propose proposed"])
            #expect(first.code != second.code)
        }
    }

    @Test func newsMakeNoChoiceOld() async throws {
        try await TestStore.with(settings: Self.hintsOnly) { store in
            store.observer.listen(true)
            let referral = try await store.placed()
            #expect(await eventually { !Self.words(store).isEmpty })
            let view = store.observer.seen.view
            // A reminder moves no counter: nothing that a choice depends on.
            let sql = try store.connect()
            try sql.sql(
                "INSERT INTO ledger.referral_event (referral, seq, event, state, on_day,"
                    + " recorded_at, by_role) SELECT number, 1, 'remind', state, created_on,"
                    + " created_at, 'admin' FROM ledger.referral")
            try sql.sql("UPDATE ledger.referral SET steps = 1")
            let person = try await store.addPeople(1)[0]
            let word = await store.ledger.word(
                .example(person, at: [referral.garage], key: "next", view: view))
            #expect(word == "placed")
            #expect(store.observer.seen.view == view)
        }
    }

    @Test func oldNewsAreForgotten() async throws {
        try await TestStore.with { store in
            _ = try await store.placed()
            let sql = try store.connect()
            #expect(try sql.number("SELECT count(*) FROM ledger.news") == 1)
            _ = try sql.run(NewsReads.prune, 3_600)
            #expect(try sql.number("SELECT count(*) FROM ledger.news") == 1)
            try sql.sql("UPDATE ledger.news SET at = now() - interval '2 hours'")
            _ = try sql.run(NewsReads.prune, 3_600)
            #expect(try sql.number("SELECT count(*) FROM ledger.news") == 0)
        }
    }
}
