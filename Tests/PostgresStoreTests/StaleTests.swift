import GarageNetwork
import Testing

@testable import PostgresStore

/// A choice that lacks what somebody else has committed is made again; nobody else's is.
@Suite struct StaleTests {
    /// No hint and no digest helps: what is found is found by the choice itself.
    private var deaf: NetworkFeed.Settings {
        var settings = NetworkFeed.Settings()
        settings.digestSeconds = 3_600
        settings.hintSpacingSeconds = 3_600
        return settings
    }

    private func two(_ body: (TestStore, TestStore) async throws -> Void) async throws {
        try await TestStore.with(settings: deaf) { first in
            try await TestStore.with(first.conninfo, settings: deaf) { second in
                try await body(first, second)
            }
        }
    }

    /// An order by what the store shows now.
    private func order(
        _ store: TestStore, _ person: BeneficiaryID, at garages: [Int64], key: String,
        on instant: Instant? = nil
    ) -> ReferralOrder {
        .example(person, at: garages, key: key, on: instant, view: store.observer.seen.view)
    }

    /// Asked until it is not stale: how often it was, and how it ended.
    private func settle(
        _ store: TestStore, _ person: BeneficiaryID, at garages: [Int64], key: String
    ) async throws -> (stale: Int, outcome: ReferralOutcome) {
        for stale in 0..<4 {
            let outcome = try await store.ledger.refer(
                order(store, person, at: garages, key: key))
            if outcome != .stale { return (stale, outcome) }
        }
        return (4, .stale)
    }

    @Test func aloneNothingIsEverStale() async throws {
        try await TestStore.with(settings: deaf) { store in
            let garages = try await store.addGarages(3, cap: 100)
            for (index, person) in try await store.addPeople(30).enumerated() {
                let word = await store.ledger.word(
                    order(store, person, at: [garages[index % 3]], key: "k\(index)"))
                #expect(word == "placed", "request \(index)")
                guard index % 7 == 0 else { continue }
                let latest = try await store.ledger.referrals(
                    visibleTo: .everything(.manager), states: [.proposed], before: nil, limit: 1)
                _ = try await store.ledger.advance(
                    StepOrder(
                        code: try #require(latest.first?.code), step: .accept,
                        scope: .everything(.manager)))
                _ = try await store.registry.put([try .example("Own\(index)")])
            }
        }
    }

    @Test func whatAnotherDaemonPlacedIsKnownBeforeTheNextChoice() async throws {
        try await two { first, second in
            let garages = try await first.addGarages(2, cap: 100)
            var found = 0
            for (index, person) in try await first.addPeople(20).enumerated() {
                let turn = index % 2 == 0 ? first : second
                let (stale, outcome) = try await settle(
                    turn, person, at: garages, key: "k\(index)")
                #expect(outcome.word == "placed")
                found += stale
                #expect(turn.observer.seen.committed(garages[0]) == index + 1)
                #expect(
                    turn.observer.seen.days[garages[0]]?.values.map(\.committed)
                        == [index + 1])
            }
            // One hint each gets through at the start; the others wait for longer than the test.
            #expect((17...19).contains(found), "every turn but the first, and once each")
        }
    }

    /// Whatever a choice depends on, by whatever way it changed.
    @Test(
        arguments: [
            "UPDATE ledger.referral SET state = 'cancelled'",
            "UPDATE network.garage SET status = 'paused'",
            "UPDATE network.garage SET monthly_cap = 3",
            "INSERT INTO network.closure (garage, first_day, last_day)"
                + " SELECT number, '2026-12-24', '2026-12-26' FROM network.garage",
        ])
    func whatAnOperatorChangedIsKnownToo(_ statement: String) async throws {
        try await TestStore.with(settings: deaf) { store in
            let garage = try await store.addGarages(2)
            let people = try await store.addPeople(3)
            _ = try await store.ledger.refer(order(store, people[0], at: garage, key: "k1"))
            let sql = try store.connect()
            try sql.sql(statement)
            let stale = try await store.ledger.refer(
                order(store, people[1], at: garage, key: "k2"))
            #expect(stale == .stale)
            #expect(try sql.number("SELECT count(*) FROM ledger.referral") == 1)
            let load = try NetworkLoad(clock: TestClock()).image(on: sql)
            #expect(
                store.observer.seen.image?.garages.sorted { $0.id < $1.id }
                    == Array(load.image.garages))
            for count in load.image.counts {
                let seen = store.observer.seen.counts[count.garage]?[count.month]
                #expect(seen?.committed ?? 0 == count.committed)
            }
            let again = try await store.ledger.refer(
                order(store, people[1], at: garage, key: "k2"))
            #expect(again != .stale)
        }
    }

    @Test func aViewThatWasOvertakenIsStaleThoughTheDatabaseIsKnown() async throws {
        try await two { first, second in
            let garage = try await first.addGarages(1)[0]
            let people = try await first.addPeople(3)
            let old = second.observer.seen.view
            _ = try await first.ledger.refer(order(first, people[0], at: [garage], key: "k1"))
            _ = try await settle(second, people[1], at: [garage], key: "k2")
            let late = ReferralOrder.example(people[2], at: [garage], key: "k3", view: old)
            #expect(try await second.ledger.refer(late) == .stale)
            var any = late
            any.view = nil
            #expect(try await second.ledger.refer(any).word == "placed")
        }
    }

    @Test func anAnswerThatIsThereIsGivenHoweverOldTheView() async throws {
        try await two { first, second in
            let garage = try await first.addGarages(1)[0]
            let people = try await first.addPeople(2)
            _ = try await settle(second, people[0], at: [garage], key: "k0")
            _ = try await settle(first, people[1], at: [garage], key: "k1")
            let repeated = try await second.ledger.refer(
                order(second, people[1], at: [], key: "k1"))
            #expect(repeated.word == "replayed")
        }
    }

    /// A reader that saw less must not undo what one that saw more has taken over.
    @Test func anOlderSnapshotChangesNothing() {
        let observer = RecordingObserver()
        let position = NetworkPosition(observer: observer)
        position.made(NetworkChange(), by: "7", seen: "8:8:")
        #expect(position.known.seen == nil, "before a load nothing is compared")
        position.load(
            NetworkImage(garages: [], counts: [], days: [], revision: 1), seen: "10:12:10")
        let view = observer.seen.view
        #expect(!position.isOld(view))
        position.made(NetworkChange(), by: "12", seen: "10:13:10")
        position.take(NetworkChange(), seen: "9:11:9")
        #expect(position.known == NetworkPosition.Known(seen: "10:13:10", own: ["12"]))
        #expect(!position.isOld(view), "nothing of others was taken over")
        position.take(NetworkChange(removed: [1]), seen: "13:13:")
        #expect(position.known == NetworkPosition.Known(seen: "13:13:", own: []))
        #expect(position.isOld(view))
        #expect(!position.isOld(nil))
        position.load(
            NetworkImage(garages: [], counts: [], days: [], revision: 2), seen: "11:11:")
        #expect(position.known.seen == "11:11:", "what the load lacks is looked for again")
    }
}
