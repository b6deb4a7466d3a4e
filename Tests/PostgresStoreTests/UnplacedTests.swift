import GarageNetwork
import Geometry
import Testing

@testable import PostgresStore

/// Whoever finds no garage is kept until they are placed.
@Suite struct UnplacedTests {
    private let everybody = Scope.everything(.manager)

    private func list(
        _ store: TestStore, _ scope: Scope? = nil, after: Int64? = nil, limit: Int = 10
    ) async throws -> [UnplacedRequest] {
        try await store.store.archive.unplaced(
            visibleTo: scope ?? everybody, after: after, limit: limit)
    }

    @Test func aPersonWaitsWithWhatTheLastTryFound() async throws {
        try await TestStore.with { store in
            let person = try await store.addPeople(1)[0]
            #expect(
                try await store.ledger.refer(.example(person, at: [], key: "k1")) == .full)
            let kept = try #require(try await list(store).first)
            #expect(kept.beneficiary == person)
            #expect(kept.organisation == 7)
            #expect(kept.origin == ReferralOrder.Origin.lens?.position)
            #expect(kept.origin.latitude == 50.3)
            #expect(kept.origin.longitude == 2.9)
            #expect(kept.reachKm == 25)
            #expect(
                [kept.tries, kept.reachable, kept.full, kept.closed, kept.unsuitable]
                    == [1, 3, 0, 2, 1])
            let waiting = store.observer.seen.unplaced
            #expect(waiting == UnplacedSummary(count: 1, oldest: kept.since.paris.day))
        }
    }

    /// Key of the try, garages it was thought possible at, tries and full ones afterwards.
    @Test func theSameKeyAgainIsNotAnotherTry() async throws {
        try await TestStore.with { store in
            let garages = try await store.addGarages(2, cap: 0)
            let person = try await store.addPeople(1)[0]
            let tries: [(key: String, at: [Int64], tries: Int, full: Int)] = [
                ("a", [], 1, 0), ("a", [], 1, 0), ("b", garages, 2, 2), ("a", [], 2, 0),
                ("b", [], 2, 0), ("c", [garages[0]], 3, 1),
            ]
            for row in tries {
                #expect(
                    try await store.ledger.refer(.example(person, at: row.at, key: row.key))
                        == .full)
                let kept = try await list(store)
                #expect(kept.map(\.tries) == [row.tries], "after \(row)")
                #expect(kept.map(\.full) == [row.full], "after \(row)")
            }
        }
    }

    @Test func aPlaceEndsTheWaitAndTheWishCountsOnce() async throws {
        var often = NetworkFeed.Settings()
        often.digestSeconds = 0.2
        try await TestStore.with(settings: often) { store in
            let garage = try await store.addGarages(1)[0]
            let people = try await store.addPeople(2)
            for person in people {
                _ = try await store.ledger.refer(.example(person, at: [], key: "k\(person)"))
            }
            let placed = try await store.ledger.refer(
                .example(people[0], at: [garage], key: "later"))
            #expect(placed.word == "placed")
            #expect(try await list(store).map(\.beneficiary) == [people[1]])
            #expect(await eventually { store.observer.seen.unplaced.count == 1 })
            let today = try #require(placed.referral?.createdAt.paris.day)
            let demand = try await store.store.archive.demand(from: today, through: today)
            #expect(Set(demand.map(\.garage)) == [garage, nil])
            #expect(demand.count == 2)
            #expect(demand.allSatisfy { $0.origin == ReferralOrder.Origin.lens?.position })

            // One who is withdrawn waits no longer, but the wish was there.
            try store.connect().sql(
                "UPDATE ledger.unplaced SET ended_at = now(), ended_by = 'withdrawn'"
                    + " WHERE ended_at IS NULL")
            #expect(try await list(store).isEmpty)
            #expect(
                try await store.store.archive.demand(from: today, through: today).count == 2)
            let again = try await store.ledger.refer(.example(people[1], at: [], key: "again"))
            #expect(again == .full)
            #expect(try await list(store).map(\.tries) == [1], "a new wait")
        }
    }

    /// Two daemons at one moment: one places, the other finds nothing, and neither sees the other.
    @Test func whoeverIsPlacedMeanwhileDoesNotWait() async throws {
        try await TestStore.with { store in
            let garage = try await store.addGarages(1)[0]
            let person = try await store.addPeople(1)[0]
            _ = try await store.ledger.refer(.example(person, at: [], key: "k1"))
            _ = try await store.ledger.refer(.example(person, at: [garage], key: "k2"))
            let sql = try store.connect()
            try sql.sql("UPDATE ledger.unplaced SET ended_at = NULL, ended_by = NULL")
            #expect(try await list(store).isEmpty)
            _ = try sql.run(ChangeReads.settle)
            #expect(
                try sql.texts("SELECT ended_by FROM ledger.unplaced") == ["placed"])
            #expect(try ChangeReads.networkState(on: sql).unplaced == .none)
        }
    }

    @Test func onlyWhoeverTheWholeNetworkFailedIsKept() async throws {
        try await TestStore.with { store in
            let garage = try await store.addGarages(1)[0]
            let people = try await store.addPeople(2)
            var chosen = ReferralOrder.example(people[0], at: [], key: "own choice")
            chosen.search = nil
            #expect(try await store.ledger.refer(chosen) == .full)
            _ = try await store.ledger.refer(.example(people[1], at: [garage], key: "k"))
            #expect(
                try await store.ledger.refer(.example(people[1], at: [], key: "k2"))
                    == .openReferral)
            let replayed = try await store.ledger.refer(
                .example(people[1], at: [], key: "k"))
            #expect(replayed.word == "replayed")
            let stranger = try #require(BeneficiaryID("B0000000000000"))
            #expect(
                try await store.ledger.refer(.example(stranger, at: [], key: "k3"))
                    == .noSuchBeneficiary)
            #expect(try await list(store).isEmpty)
            #expect(try store.connect().number("SELECT count(*) FROM ledger.unplaced") == 0)
        }
    }

    @Test func everybodySeesTheirOwnPageByPage() async throws {
        try await TestStore.with { store in
            let ours = try await store.addPeople(3)
            let theirs = try await store.addPeople(1, organisation: 8)[0]
            for person in ours {
                _ = try await store.ledger.refer(.example(person, at: [], key: "k\(person)"))
            }
            _ = try await store.ledger.refer(
                .example(theirs, at: [], key: "k", organisation: 8))
            #expect(try await list(store).map(\.beneficiary) == ours + [theirs])
            #expect(
                try await list(store, .organisation(OrganisationID(8))).map(\.beneficiary)
                    == [theirs])
            #expect(try await list(store, .garage(1)).isEmpty)
            let first = try await list(store, limit: 2)
            #expect(first.map(\.beneficiary) == Array(ours.prefix(2)))
            let rest = try await list(store, after: first.last?.number, limit: 2)
            #expect(rest.map(\.beneficiary) == [ours[2], theirs])
        }
    }

    /// Written by somebody else, or by an operator: brought by the next look at the database.
    @Test func anotherDaemonHearsOfThoseWhoWait() async throws {
        try await TestStore.with { first in
            var often = NetworkFeed.Settings()
            often.digestSeconds = 0.2
            try await TestStore.with(first.conninfo, settings: often) { second in
                let person = try await first.addPeople(1)[0]
                _ = try await first.ledger.refer(.example(person, at: [], key: "k"))
                #expect(await eventually { second.observer.seen.unplaced.count == 1 })
                try first.connect().sql(
                    "UPDATE ledger.unplaced SET ended_at = now(), ended_by = 'withdrawn'")
                #expect(await eventually { second.observer.seen.unplaced == .none })
            }
        }
    }
}
