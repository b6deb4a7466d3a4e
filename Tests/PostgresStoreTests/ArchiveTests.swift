import GarageNetwork
import Geometry
import Testing

@testable import PostgresStore

/// What reports and forecasts are told of the past.
@Suite struct ArchiveTests {
    /// A day in Paris and ten in its morning.
    private func morning(_ text: String) throws -> (Day, Instant) {
        let day = try #require(Day(text))
        return (day, Instant(paris: day, secondsOfDay: 36_000))
    }

    @Test func aWishIsCountedOnceHoweverManyGaragesWereAsked() async throws {
        try await TestStore.with { store in
            let garages = try await store.addGarages(2)
            let people = try await store.addPeople(2)
            let (monday, atMonday) = try morning("2026-03-02")
            let (tuesday, atTuesday) = try morning("2026-03-03")
            let declined = try await store.ledger.refer(
                .example(people[0], at: garages, key: "k1", on: atMonday))
            let code = try #require(declined.referral?.code)
            _ = try await store.ledger.advance(
                StepOrder(
                    code: code, step: .decline, scope: .everything(.manager), reason: "other",
                    at: atMonday))
            _ = try await store.ledger.refer(
                .example(people[0], at: [garages[1]], key: "k2", on: atTuesday))
            _ = try await store.ledger.refer(
                .example(people[1], at: garages, key: "k3", on: atMonday))

            let archive = store.store.archive
            let demand = try await archive.demand(from: monday, through: tuesday)
            #expect(demand.map(\.day) == [monday, tuesday])
            #expect(demand.map(\.garage) == [garages[0], garages[1]])
            #expect(demand.allSatisfy { $0.organisation == 7 })
            #expect(
                try demand.allSatisfy {
                    $0.origin == (try Coordinate(latitude: 50.3, longitude: 2.9))
                        && $0.reachKm == 25
                })
            let days = try await archive.days(from: monday, through: tuesday)
            #expect(days.map(\.committed) == [1, 1])
            #expect(try await archive.days(from: tuesday, through: tuesday).count == 1)
        }
    }

    @Test func whoLetsPeopleWaitIsCounted() async throws {
        try await TestStore.with { store in
            let garages = try await store.addGarages(2)
            let people = try await store.addPeople(2)
            let (monday, atMonday) = try morning("2026-03-02")
            for (index, person) in people.enumerated() {
                _ = try await store.ledger.refer(
                    .example(person, at: [garages[index]], key: "k\(index)", on: atMonday))
            }
            let referrals = try await store.ledger.referrals(
                visibleTo: .everything(.manager), states: [.proposed], before: nil, limit: 9)
            let first = try #require(referrals.last)
            _ = try await store.ledger.advance(
                StepOrder(
                    code: first.code, step: .accept, scope: .everything(.manager), at: atMonday))
            let counts = try await store.store.archive.answers(since: monday)
            #expect(
                counts == [
                    AnswerCount(
                        garage: garages[0], proposed: 1, unanswered: 0, answered: 1,
                        medianHours: 0, lastAnswer: atMonday),
                    AnswerCount(garage: garages[1], proposed: 1, unanswered: 1),
                ])
            #expect(try await store.store.archive.answers(since: monday + 1).isEmpty)
        }
    }
}
