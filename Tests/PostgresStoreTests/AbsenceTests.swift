import GarageNetwork
import Testing

@testable import PostgresStore

/// Since when a garage is there, and when it was not.
@Suite struct AbsenceTests {
    private func day(_ text: String) throws -> Day { try #require(Day(text)) }

    /// What happened on which day, and what is known at the end.
    struct Story: Sendable, CustomTestStringConvertible {
        let name: String
        let steps: [(day: String, status: String)]
        let absences: [String]
        let awaySince: String?
        var testDescription: String { name }
    }

    private static let paused = "status = 'paused', paused_until = NULL"
    private static let active = "status = 'active', paused_until = NULL"
    private static func until(_ day: String) -> String {
        "status = 'paused', paused_until = '\(day)'"
    }

    @Test(arguments: [
        Story(
            name: "a pause that RESUME ends",
            steps: [("2026-03-02", paused), ("2026-03-05", active)],
            absences: ["2026-03-02…2026-03-04"], awaySince: nil),
        Story(
            name: "a pause of less than a day leaves nothing",
            steps: [("2026-03-02", paused), ("2026-03-02", active)],
            absences: [], awaySince: nil),
        Story(
            name: "a pause that ended by itself",
            steps: [("2026-03-02", until("2026-03-06")), ("2026-03-20", active)],
            absences: ["2026-03-02…2026-03-06"], awaySince: nil),
        Story(
            name: "a pause that is made longer is one",
            steps: [
                ("2026-03-02", until("2026-03-06")), ("2026-03-06", until("2026-03-20")),
                ("2026-03-10", active),
            ],
            absences: ["2026-03-02…2026-03-09"], awaySince: nil),
        Story(
            name: "a second pause after the first had ended",
            steps: [("2026-03-02", until("2026-03-06")), ("2026-03-16", paused)],
            absences: ["2026-03-02…2026-03-06"], awaySince: "2026-03-16"),
        Story(
            name: "left and back",
            steps: [("2026-03-02", "status = 'left'"), ("2026-04-01", active)],
            absences: ["2026-03-02…2026-03-31"], awaySince: nil),
        Story(
            name: "a pause that becomes a departure is one absence",
            steps: [("2026-03-02", paused), ("2026-03-09", "status = 'left'")],
            absences: [], awaySince: "2026-03-02"),
    ])
    func absencesAreRemembered(_ story: Story) async throws {
        try await TestStore.with { store in
            let number = try await store.addGarages(1)[0]
            let sql = try store.connect()
            for step in story.steps {
                try sql.sql(
                    """
                    BEGIN; SET LOCAL garaged.today = '\(step.day)';
                    UPDATE network.garage SET \(step.status) WHERE number = \(number); COMMIT
                    """)
            }
            let garage = try #require(try NetworkReads.garages([number], on: sql).first)
            #expect(garage.absences.map { "\($0.first)…\($0.last)" } == story.absences)
            #expect(garage.awaySince?.description == story.awaySince)
        }
    }

    @Test func aGarageThatComesLaterIsNotCountedFromTheFirstDay() async throws {
        let monday = try day("2026-03-02")
        let clock = TestClock(setTo: Instant(paris: monday, secondsOfDay: 36_000))
        try await TestStore.with(clock: clock) { store in
            let first = try #require(try await store.registry.add(try .example("First")))
            #expect(first.joinedOn == nil, "it was there before anything happened")
            let person = try await store.addPeople(1)[0]
            _ = try await store.ledger.refer(
                .example(person, at: [first.number], key: "k", on: clock.now))
            let second = try #require(try await store.registry.add(try .example("Second")))
            #expect(second.joinedOn == monday, "by the clock that was set")
            _ = try await store.registry.put([try .example("Third"), try .example("First")])
            let garages = try #require(store.observer.seen.image?.garages)
            #expect(garages.map(\.joinedOn) == [nil, monday, monday])
            #expect(store.observer.seen.image?.begins == monday)
        }
    }

    @Test func aPauseBeginsOnTheDayOfTheClock() async throws {
        let monday = try day("2026-03-02")
        let clock = TestClock(setTo: Instant(paris: monday, secondsOfDay: 36_000))
        try await TestStore.with(clock: clock) { store in
            var garage = try #require(try await store.registry.add(try .example("G1")))
            garage.status = .paused(until: nil, reason: "congés")
            let paused = try #require(try await store.registry.update(garage))
            #expect(paused.awaySince == monday)
            garage = paused
            garage.status = .active
            let resumed = try #require(try await store.registry.update(garage))
            #expect(resumed.awaySince == nil)
            #expect(resumed.absences.isEmpty)
            #expect(resumed.revision > paused.revision)
        }
    }
}
