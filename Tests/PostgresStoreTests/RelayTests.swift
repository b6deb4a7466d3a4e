import GarageNetwork
import Testing

@testable import PostgresStore

/// Reminders and expiries: once each, whoever does them and however often.
@Suite struct RelayTests {
    private let everybody = Scope.everything(.manager)

    /// Hours since it was proposed, reminders and expiries due.
    @Test func whatIsDueFollowsTheTimesOfEachCandidate() async throws {
        try await TestStore.with { store in
            let garages = try await store.addGarages(2)
            _ = try await store.placed(at: [garages[0]])
            _ = try await store.placed(at: [garages[1]], hours: 10)
            let never = try await store.placed(at: [garages[0]]) {
                $0.candidates[0].remindAt = nil
            }
            let expected: [(Int64, Int, Int)] = [
                (0, 0, 0), (4, 0, 0), (5, 1, 0), (10, 1, 0), (11, 0, 1), (24, 1, 1), (48, 1, 1),
                (49, 0, 3),
            ]
            for (hours, reminders, expiries) in expected {
                let due = try await store.relay.due(at: .relayHours(hours))
                #expect(due == DueCount(reminders: reminders, expiries: expiries), "\(hours) h")
            }
            #expect(never.answerBy == .relayHours(48))
        }
    }

    @Test func aReminderIsWrittenOnceAndMovesNothing() async throws {
        try await TestStore.with { store in
            let garage = try await store.addGarages(1)[0]
            let referral = try await store.placed(at: [garage])
            for expected in [1, 0, 0] {
                let page = try await store.relay.remind(at: .relayHours(30), after: 0, limit: 10)
                #expect(page == RelayPage(done: expected, failed: 0, next: nil))
            }
            let history = try #require(
                try await store.ledger.referral(referral.code, visibleTo: everybody))
            #expect(history.events.map(\.event) == [.propose, .remind])
            #expect(history.events.last?.by == .admin)
            #expect(history.events.last?.channel == .job)
            #expect(history.events.last?.recordedAt == .relayHours(30))
            #expect(history.referral.state == .proposed)
            // What answers before the reminder's time is not reminded.
            let other = try await store.placed(at: [garage])
            try await store.decline(other)
            #expect(try await store.relay.due(at: .relayHours(30)).reminders == 0)
            #expect(try store.connect().violations() == [])
        }
    }

    @Test func anExpiryGivesThePlaceBackInMemoryToo() async throws {
        try await TestStore.with { store in
            let garages = try await store.addGarages(2)
            let late = try await store.placed(at: [garages[0]])
            let early = try await store.placed(at: [garages[1]], hours: 90)
            let page = try await store.relay.expire(at: .relayHours(49), after: 0, limit: 10)
            #expect(page == RelayPage(done: 1, failed: 0, next: nil))
            #expect(store.observer.seen.committed(garages[0]) == 0)
            #expect(store.observer.seen.committed(garages[1]) == 1)
            let ended = try await store.ledger.referral(late.code, visibleTo: everybody)
            #expect(ended?.referral.state == .expired)
            #expect(ended?.events.last?.on == Instant.relayHours(49).paris.day)
            let open = try await store.ledger.referral(early.code, visibleTo: everybody)
            #expect(open?.referral.state == .proposed)
            #expect(try store.connect().violations() == [])
        }
    }

    /// Two daemons, pages of seven, each asking until nothing is due: once each.
    @Test func twoDaemonsShareTheWork() async throws {
        try await TestStore.with { first in
            try await TestStore.with(first.conninfo) { second in
                let garages = try await first.addGarages(3, cap: 100)
                for person in try await first.addPeople(90) {
                    _ = try await first.placed(person, at: garages, key: "k")
                }
                let done = Shared<[Int]>([])
                await withTaskGroup(of: Void.self) { group in
                    for daemon in [first, second, first, second] {
                        group.addTask {
                            var position: Int64? = 0
                            while let from = position {
                                guard
                                    let page = try? await daemon.relay.expire(
                                        at: .relayHours(49), after: from, limit: 7)
                                else { return }
                                done.change { $0.append(page.done) }
                                position = page.next
                            }
                        }
                    }
                }
                #expect(done.now.reduce(0, +) == 90)
                let sql = try first.connect()
                #expect(
                    try sql.number(
                        "SELECT count(*) FROM ledger.referral_event WHERE event = 'expire'") == 90)
                #expect(try sql.number("SELECT sum(committed) FROM ledger.garage_month") == 0)
                #expect(try sql.violations() == [])
            }
        }
    }

    @Test func aRowThatSomebodyHoldsIsLeftToThem() async throws {
        try await TestStore.with { store in
            let garage = try await store.addGarages(1)[0]
            let held = try await store.placed(at: [garage])
            _ = try await store.placed(at: [garage])
            let other = try store.connect()
            try other.sql(
                "BEGIN; SELECT FROM ledger.referral WHERE code = '\(held.code)' FOR UPDATE")
            #expect(
                try await store.relay.expire(at: .relayHours(49), after: 0, limit: 10).done == 1)
            try other.sql("ROLLBACK")
            #expect(
                try await store.relay.expire(at: .relayHours(49), after: 0, limit: 10).done == 1)
        }
    }

    /// Somebody spoilt a counter by hand: only that garage's referral cannot be ended.
    @Test func oneThatIsRefusedDoesNotStopTheOthers() async throws {
        try await TestStore.with { store in
            let garages = try await store.addGarages(3)
            for garage in garages { _ = try await store.placed(at: [garage]) }
            let sql = try store.connect()
            try sql.sql(
                "UPDATE ledger.garage_month SET committed = 0 WHERE garage = \(garages[1])")
            let page = try await store.relay.expire(at: .relayHours(49), after: 0, limit: 2)
            #expect(page.done == 1)
            #expect(page.failed == 1)
            let rest = try await store.relay.expire(
                at: .relayHours(49), after: try #require(page.next), limit: 2)
            #expect(rest == RelayPage(done: 1, failed: 0, next: nil))
            #expect(
                try sql.number("SELECT count(*) FROM ledger.referral WHERE state = 'expired'") == 2)
            try sql.sql(
                "UPDATE ledger.garage_month SET committed = 1 WHERE garage = \(garages[1])")
            #expect(
                try await store.relay.expire(at: .relayHours(50), after: 0, limit: 2).done == 1)
            #expect(try sql.violations() == [])
        }
    }
}
