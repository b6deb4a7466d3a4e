import GarageNetwork
import Testing

@testable import PostgresStore

/// What a wish to refer can be answered.
@Suite struct ReferTests {
    @Test func aPlaceIsTakenAtTheFirstCandidateWithRoom() async throws {
        try await TestStore.with { store in
            let garages = try await store.addGarages(2, cap: 1)
            let people = try await store.addPeople(3)
            let first = try await store.ledger.refer(.example(people[0], at: garages, key: "k1"))
            #expect(first.referral?.garage == garages[0])
            #expect(first.referral?.rank == 1)
            #expect(first.referral?.committedThen == 1)
            #expect(first.referral?.km == 9.25)
            #expect(first.referral?.extraKm == 0.75)
            #expect(first.referral?.state == .proposed)
            let second = try await store.ledger.refer(.example(people[1], at: garages, key: "k2"))
            #expect(second.referral?.garage == garages[1])
            #expect(second.referral?.rank == 2)
            let third = try await store.ledger.refer(.example(people[2], at: garages, key: "k3"))
            #expect(third == .full)
            #expect(try store.connect().violations() == [])
        }
    }

    @Test func theSameKeyGivesTheSameAnswerAndAnotherRequestIsRefused() async throws {
        try await TestStore.with { store in
            let garages = try await store.addGarages(1)
            let people = try await store.addPeople(2)
            let placed = try await store.ledger.refer(.example(people[0], at: garages, key: "k"))
            let again = try await store.ledger.refer(.example(people[0], at: garages, key: "k"))
            #expect(again.word == "replayed")
            #expect(again.referral == placed.referral)
            let other = try await store.ledger.refer(
                .example(people[1], at: garages, key: "k", request: "something else"))
            #expect(other == .keyReused)
            let elsewhere = try await store.addPeople(1, organisation: 8)
            let sameWord = try await store.ledger.refer(
                .example(elsewhere[0], at: garages, key: "k", organisation: 8))
            #expect(sameWord.word == "placed", "a key is its organisation's own")
            #expect(try store.connect().number("SELECT count(*) FROM ledger.referral") == 2)
        }
    }

    @Test func aPersonWaitsForOneGarageAtATime() async throws {
        try await TestStore.with { store in
            let garages = try await store.addGarages(2)
            let person = try await store.addPeople(1)[0]
            let first = try await store.ledger.refer(.example(person, at: garages, key: "k1"))
            let second = try await store.ledger.refer(.example(person, at: garages, key: "k2"))
            #expect(second == .openReferral)
            let code = try #require(first.referral?.code)
            _ = try await store.ledger.advance(
                StepOrder(code: code, step: .cancel, scope: .everything(.manager), reason: "moved"))
            let third = try await store.ledger.refer(.example(person, at: garages, key: "k3"))
            #expect(third.word == "placed")
            #expect(third.referral?.committedThen == 1, "the cancellation gave the place back")
        }
    }

    @Test func aPersonOfAnotherOrganisationIsLikeNobody() async throws {
        try await TestStore.with { store in
            let garages = try await store.addGarages(1)
            let person = try await store.addPeople(1, organisation: 8)[0]
            let stranger = try #require(BeneficiaryID("B0000000000000"))
            for (index, id) in [person, stranger].enumerated() {
                let outcome = try await store.ledger.refer(
                    .example(id, at: garages, key: "k\(index)", organisation: 7))
                #expect(outcome == .noSuchBeneficiary)
            }
            let network = try await store.ledger.refer(
                .example(person, at: garages, key: "k", organisation: 0))
            #expect(network.word == "placed", "the network itself may refer anybody")
        }
    }

    @Test func aGarageThatLeftOrIsPausedOrUnknownHasNoRoom() async throws {
        try await TestStore.with { store in
            let garages = try await store.addGarages(3)
            let sql = try store.connect()
            try sql.sql("UPDATE network.garage SET status = 'left' WHERE number = \(garages[0])")
            try sql.sql(
                """
                UPDATE network.garage SET status = 'paused', paused_until = '2999-01-01'
                 WHERE number = \(garages[1])
                """)
            let people = try await store.addPeople(2)
            let none = try await store.ledger.refer(
                .example(people[0], at: [garages[0], garages[1], 999_999], key: "k1"))
            #expect(none == .full)
            let nobody = try await store.ledger.refer(.example(people[0], at: [], key: "k2"))
            #expect(nobody == .full)
            try sql.sql(
                "UPDATE network.garage SET paused_until = '2020-01-01' WHERE status = 'paused'")
            let resumed = try await store.ledger.refer(
                .example(people[0], at: [garages[0], garages[1]], key: "k3"))
            #expect(resumed.referral?.garage == garages[1])
        }
    }

    @Test func aClockThatWasSetDecidesTheMonthAndTheDay() async throws {
        try await TestStore.with { store in
            let garages = try await store.addGarages(1, cap: 1)
            let people = try await store.addPeople(3)
            // Midnight in Paris is an hour before midnight UTC in winter.
            let lastOfNovember = try #require(Instant(iso8601: "2025-11-30T22:59:59Z"))
            let firstOfDecember = try #require(Instant(iso8601: "2025-11-30T23:00:00Z"))
            let november = try await store.ledger.refer(
                .example(people[0], at: garages, key: "k1", on: lastOfNovember))
            #expect(november.referral?.month.description == "2025-11")
            #expect(november.referral?.createdAt == lastOfNovember)
            let december = try await store.ledger.refer(
                .example(people[1], at: garages, key: "k2", on: firstOfDecember))
            #expect(december.referral?.month.description == "2025-12")
            let full = try await store.ledger.refer(
                .example(people[2], at: garages, key: "k3", on: firstOfDecember))
            #expect(full == .full)
            #expect(try store.connect().violations() == [])
        }
    }

    @Test func oneBadRowDoesNotFailItsBatch() async throws {
        try await TestStore.with { store in
            let garages = try await store.addGarages(1, cap: 100)
            let people = try await store.addPeople(20)
            let outcomes = await withTaskGroup(of: (Int, String).self) { group in
                for (index, person) in people.enumerated() {
                    group.addTask {
                        var order = ReferralOrder.example(person, at: garages, key: "k\(index)")
                        // More than the schema allows.
                        if index == 7 { order.candidates[0].rank = 40_000 }
                        return (index, await store.ledger.word(order))
                    }
                }
                return await group.reduce(into: [Int: String]()) { $0[$1.0] = $1.1 }
            }
            for index in people.indices {
                #expect(outcomes[index] == (index == 7 ? "fault" : "placed"))
            }
            #expect(try store.connect().violations() == [])
        }
    }
}
