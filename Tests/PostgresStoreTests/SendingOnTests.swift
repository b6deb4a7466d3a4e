import GarageNetwork
import Geometry
import Testing

@testable import PostgresStore

/// Who is to be sent on, with what has been learnt, and that it happens once.
@Suite struct SendingOnTests {
    private let everybody = Scope.everything(.manager)

    private func waiting(_ store: TestStore) async throws -> [UnplacedRequest] {
        try await store.store.archive.unplaced(visibleTo: everybody, after: nil, limit: 10)
    }

    @Test func aSubjectSaysAllThatChoosingNeeds() async throws {
        try await TestStore.with { store in
            let garages = try await store.addGarages(2)
            let referral = try await store.placed(at: garages)
            try await store.decline(referral, reason: "brand")
            let subject = try #require(try await store.due(at: .relayHours(1)).first)
            #expect(subject.referral.code == referral.code)
            #expect(subject.referral.state == .declined)
            #expect(subject.person.id == referral.beneficiary)
            #expect(subject.person.organisation == OrganisationID(7))
            #expect(subject.origin == ReferralOrder.Origin.lens?.position)
            #expect(subject.reachKm == 25)
            #expect(subject.tried == [garages[0]])
            #expect(subject.reasons == ["brand"])
            let same = try await store.relay.subject(
                referral.code, visibleTo: .organisation(OrganisationID(7)))
            #expect(same == subject)
            for stranger in [Scope.organisation(OrganisationID(8)), .garage(garages[1])] {
                #expect(
                    try await store.relay.subject(referral.code, visibleTo: stranger) == nil)
            }
        }
    }

    /// Each keeps a person off the list.
    @Test func onlyThoseWhoHaveNothingElseAreSentOn() async throws {
        try await TestStore.with { store in
            let garages = try await store.addGarages(2, cap: 100)
            func declined() async throws -> Referral {
                let referral = try await store.placed(at: [garages[0]])
                try await store.decline(referral)
                return referral
            }
            let due = try await declined()
            // Accepted, open again, over again, older than a wish, cancelled, followed.
            _ = try await store.placed(at: [garages[0]])
            let again = try await declined()
            _ = try await store.placed(again.beneficiary, at: [garages[1]], key: "second")
            let over = try await declined()
            let second = try await store.placed(over.beneficiary, at: [garages[1]], key: "second")
            _ = try await store.ledger.advance(
                StepOrder(
                    code: second.code, step: .cancel, scope: everybody, reason: "not-needed",
                    at: .relayStart))
            let followed = try await declined()
            let next = try await store.ledger.refer(
                store.following(followed, at: [garages[1]], on: .relayHours(1)))
            #expect(next.word == "placed")
            let old = try await store.placed(
                at: [garages[0]], on: Instant.relayStart.advanced(bySeconds: -61 * 86_400))
            try await store.decline(old)
            #expect(try await store.due(at: .relayHours(2)).map(\.referral.code) == [due.code])
            // A page at a time.
            #expect(try await store.due(at: .relayHours(2), after: due.number).isEmpty)
            #expect(try await store.due(at: .relayHours(2), limit: 0).isEmpty)
        }
    }

    @Test func whoeverIsAboutToExpireIsCountedByARehearsal() async throws {
        try await TestStore.with { store in
            let garage = try await store.addGarages(1)[0]
            let referral = try await store.placed(at: [garage])
            #expect(try await store.due(at: .relayHours(48), expiring: true).isEmpty)
            let due = try await store.due(at: .relayHours(49), expiring: true)
            #expect(due.map(\.referral.code) == [referral.code])
            #expect(due.first?.tried == [garage])
            #expect(try await store.due(at: .relayHours(49)).isEmpty)
        }
    }

    @Test func theNextReferralFollowsAndIsTheJobs() async throws {
        try await TestStore.with { store in
            let garages = try await store.addGarages(2)
            let referral = try await store.placed(at: [garages[0]])
            _ = try await store.relay.expire(at: .relayHours(49), after: 0, limit: 10)
            let order = store.following(referral, at: [garages[1]], on: .relayHours(49))
            let placed = try #require(try await store.ledger.refer(order).referral)
            #expect(try await store.ledger.refer(order).word == "replayed")
            let history = try #require(
                try await store.ledger.referral(placed.code, visibleTo: everybody))
            #expect(history.referral.course.previous == referral.code)
            #expect(history.referral.course.attempt == 1)
            #expect(history.events.map(\.channel) == [.job])
            #expect(history.events.map(\.by) == [.admin])
            let before = try await store.ledger.referral(referral.code, visibleTo: everybody)
            #expect(before?.referral.course.next == placed.code)
            #expect(try await store.due(at: .relayHours(50)).isEmpty)
            #expect(try store.connect().violations() == [])
        }
    }

    @Test func twoDaemonsSendAPersonOnOnce() async throws {
        try await TestStore.with { first in
            try await TestStore.with(first.conninfo) { second in
                let garages = try await first.addGarages(3, cap: 100)
                var declined: [Referral] = []
                for _ in 0..<12 {
                    let referral = try await first.placed(at: [garages[0]])
                    try await first.decline(referral)
                    declined.append(referral)
                }
                let words = Shared<[String]>([])
                await withTaskGroup(of: Void.self) { group in
                    for (index, referral) in (declined + declined + declined).enumerated() {
                        let store = [first, second][index % 2]
                        let garage = garages[1 + index % 2]
                        group.addTask {
                            let order = store.following(
                                referral, at: [garage], on: .relayHours(1))
                            let word = await store.ledger.word(order)
                            words.change { $0.append(word) }
                        }
                    }
                }
                #expect(words.now.count { $0 == "placed" } == 12)
                #expect(words.now.count { $0 == "replayed" } == 24)
                #expect(try await second.due(at: .relayHours(2)).isEmpty)
                #expect(try first.connect().violations() == [])
            }
        }
    }

    /// What happens between the list and the order.
    @Test(arguments: ["accept", "received", "repaired", "redirect"])
    func whoeverAnswersMeanwhileIsNotSentOn(_ event: String) async throws {
        try await TestStore.with { store in
            let garages = try await store.addGarages(2)
            let referral = try await store.placed(at: [garages[0]])
            _ = try await store.relay.expire(at: .relayHours(49), after: 0, limit: 10)
            let step = try #require(ReferralEvent(rawValue: event))
            let outcome = try await store.ledger.advance(
                StepOrder(
                    code: referral.code, step: step, scope: everybody, key: "k",
                    at: .relayHours(50)))
            #expect(outcome.kind == .moved)
            #expect(
                await store.ledger.word(
                    store.following(referral, at: [garages[1]], on: .relayHours(50)))
                    == "superseded")
            #expect(try store.connect().violations() == [])
        }
    }

    @Test func aChainTeachesAndEndsOnTheManagersListOnce() async throws {
        try await TestStore.with { store in
            let garages = try await store.addGarages(4)
            var referral = try await store.placed(at: [garages[0]])
            try await store.decline(referral, reason: "full")
            for attempt in 1...2 {
                let order = store.following(
                    referral, at: [garages[attempt]], on: .relayHours(1), attempt: attempt)
                referral = try #require(try await store.ledger.refer(order).referral)
                if attempt == 1 {
                    try await store.decline(referral, reason: "brand", at: .relayHours(2))
                } else {
                    _ = try await store.relay.expire(at: .relayHours(9), after: 0, limit: 10)
                }
            }
            let subject = try #require(try await store.due(at: .relayHours(9)).first)
            #expect(subject.tried == Array(garages[0...2]))
            #expect(subject.reasons == ["full", "brand", "no-answer"])
            #expect(subject.referral.course.attempt == 2)
            let last = store.following(referral, at: [], on: .relayHours(9), attempt: 3)
            for _ in 0..<3 { #expect(await store.ledger.word(last) == "full") }
            let kept = try #require(try await waiting(store).first)
            #expect(kept.beneficiary == referral.beneficiary)
            #expect(kept.tries == 1)
            #expect(kept.reasons == ["full", "brand", "no-answer"])
            #expect(kept.previous == referral.code)
            #expect(try await store.due(at: .relayHours(10)).isEmpty, "the manager has them now")
            // One wish, however many garages were asked.
            let day = Instant.relayStart.paris.day
            let demand = try await store.store.archive.demand(from: day, through: day + 3)
            #expect(demand.map(\.garage) == [nil])
            // Withdrawn by a manager: nobody sends them on again.
            let person = referral.beneficiary
            #expect(
                try await store.relay.withdraw(
                    person, reason: .gaveUp, visibleTo: everybody, at: .relayHours(11))
                    == .withdrawn(replayed: false))
            #expect(await store.ledger.word(last) == "superseded")
            #expect(try await waiting(store).isEmpty)
            #expect(try await store.due(at: .relayHours(12)).isEmpty)
        }
    }

    @Test func aWithdrawalIsForThoseWhoWaitAndForTheirOwn() async throws {
        try await TestStore.with { store in
            let people = try await store.addPeople(2)
            for person in people {
                _ = try await store.ledger.refer(.example(person, at: [], key: "k\(person)"))
            }
            let rows: [(Scope, WithdrawalOutcome)] = [
                (.organisation(OrganisationID(8)), .notWaiting), (.garage(1), .notWaiting),
                (.organisation(OrganisationID(7)), .withdrawn(replayed: false)),
                (.organisation(OrganisationID(7)), .withdrawn(replayed: true)),
                (everybody, .withdrawn(replayed: true)),
            ]
            for (scope, expected) in rows {
                let outcome = try await store.relay.withdraw(
                    people[0], reason: .notNeeded, visibleTo: scope, at: .relayStart)
                #expect(outcome == expected)
            }
            #expect(try await waiting(store).map(\.beneficiary) == [people[1]])
            #expect(store.observer.seen.unplaced.count == 1)
            #expect(
                try store.connect().texts(
                    "SELECT concat_ws(' ', ended_by, ended_reason) FROM ledger.unplaced"
                        + " WHERE ended_at IS NOT NULL") == ["withdrawn not-needed"])
            let unknown = try #require(BeneficiaryID("Bnobody"))
            #expect(
                try await store.relay.withdraw(
                    unknown, reason: .notNeeded, visibleTo: everybody, at: nil) == .notWaiting)
        }
    }
}
