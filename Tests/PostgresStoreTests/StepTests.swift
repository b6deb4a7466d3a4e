import GarageNetwork
import Testing

@testable import PostgresStore

/// What happens to a referral after it was made.
@Suite struct StepTests {
    @Test func theDatabaseKnowsTheSameTransitionsAsTheProgram() async throws {
        let sql = try PostgresConnection(conninfo: await TestCluster.database())
        var expected: [String] = []
        for event in ReferralEvent.allCases {
            for state in ReferralState.allCases {
                guard let next = state.after(event) else { continue }
                expected.append("\(event.rawValue) \(state.rawValue) \(next.rawValue)")
            }
        }
        let stored = try sql.texts(
            "SELECT concat_ws(' ', event, from_state, to_state) FROM ledger.referral_transition")
        #expect(stored.compactMap { $0 }.sorted() == expected.sorted())
        for state in ReferralState.allCases {
            let committed = try sql.texts(
                "SELECT ledger.is_committed('\(state.rawValue)')::text")
            #expect(committed == [state.isCommitted ? "true" : "false"])
        }
    }

    @Test func aReferralGoesThroughItsStepsAndKeepsThemAll() async throws {
        try await TestStore.with { store in
            let (referral, garage) = try await placed(in: store)
            let scope = Scope.garage(garage)
            let steps: [(ReferralEvent, ReferralState)] = [
                (.accept, .accepted), (.receive, .received), (.completeFile, .fileComplete),
                (.quote, .quoted), (.quoteAccepted, .quoted), (.repair, .repaired),
                (.answerSatisfaction, .closed),
            ]
            for (index, (step, state)) in steps.enumerated() {
                let outcome = try await store.ledger.advance(
                    StepOrder(
                        code: referral.code, step: step, scope: scope,
                        amountCents: step == .quote ? 45_000 : nil, key: "s\(index)"))
                #expect(outcome.state == state)
            }
            let history = try await store.ledger.referral(
                referral.code, visibleTo: .everything(.manager))
            #expect(history?.referral.state == .closed)
            #expect(history?.events.map(\.event) == [.propose] + steps.map(\.0))
            #expect(history?.events.map(\.state) == [.proposed] + steps.map(\.1))
            #expect(history?.events[4].amountCents == 45_000)
            #expect(history?.events[1].by == .garage)
            #expect(try store.connect().violations() == [])
        }
    }

    @Test func aStepThatIsNotPossibleSaysWhereTheReferralStands() async throws {
        try await TestStore.with { store in
            let (referral, garage) = try await placed(in: store)
            let step = StepOrder(
                code: referral.code, step: .rebook, scope: .garage(garage), key: "s")
            #expect(try await store.ledger.advance(step) == .conflict(.proposed))
        }
    }

    @Test func theSameKeyChangesNothingAndAnotherStepWithItIsRefused() async throws {
        try await TestStore.with { store in
            let (referral, garage) = try await placed(in: store)
            var step = StepOrder(
                code: referral.code, step: .receive, scope: .garage(garage), key: "s")
            #expect(try await store.ledger.advance(step).isReplayed == false)
            #expect(try await store.ledger.advance(step).isReplayed == true)
            step.step = .noShow
            #expect(try await store.ledger.advance(step) == .keyReused)
            // Without a key, the step that was the last one is a repetition.
            let code = try await placed(in: store).0.code
            let accept = StepOrder(code: code, step: .accept, scope: .everything(.manager))
            #expect(try await store.ledger.advance(accept).isReplayed == false)
            #expect(try await store.ledger.advance(accept).isReplayed == true)
            #expect(try store.connect().violations() == [])
        }
    }

    @Test func aForeignReferralIsAnsweredLikeOneThatDoesNotExist() async throws {
        try await TestStore.with { store in
            let (referral, garage) = try await placed(in: store)
            let foreign: [Scope] = [.organisation(OrganisationID(8)), .garage(garage + 1)]
            for scope in foreign {
                let step = StepOrder(code: referral.code, step: .cancel, scope: scope)
                #expect(try await store.ledger.advance(step) == .noSuchReferral)
                #expect(try await store.ledger.referral(referral.code, visibleTo: scope) == nil)
                let all = Set(ReferralState.allCases)
                let listed = try await store.ledger.referrals(
                    visibleTo: scope, states: all, before: nil, limit: 10)
                #expect(listed == [])
                let person = try await store.ledger.beneficiary(
                    referral.beneficiary, visibleTo: scope)
                #expect(person == nil)
            }
            let own: [Scope] = [
                .organisation(OrganisationID(7)), .garage(garage), .everything(.manager),
            ]
            for scope in own {
                let found = try await store.ledger.referral(referral.code, visibleTo: scope)
                #expect(found?.referral == referral)
                let person = try await store.ledger.beneficiary(
                    referral.beneficiary, visibleTo: scope)
                #expect(person?.id == referral.beneficiary)
            }
        }
    }

    @Test func aPersonCountsAsReceivedInTheMonthTheyCame() async throws {
        try await TestStore.with { store in
            let garage = try await store.addGarages(1)[0]
            let person = try await store.addPeople(1)[0]
            let november = try #require(Instant(iso8601: "2025-11-27T09:00:00Z"))
            let placed = try await store.ledger.refer(
                .example(person, at: [garage], key: "k", on: november))
            let code = try #require(placed.referral?.code)
            _ = try await store.ledger.advance(
                StepOrder(
                    code: code, step: .receive, scope: .garage(garage), on: Day("2025-12-02"),
                    key: "s", at: november.advanced(bySeconds: 6 * 86_400)))
            let counts = try await [
                store.ledger.counts(of: try #require(Month("2025-11"))),
                store.ledger.counts(of: try #require(Month("2025-12"))),
            ].map { $0.map { [$0.committed, $0.received] } }
            #expect(counts == [[[1, 0]], [[0, 1]]])
            #expect(try store.connect().violations() == [])
        }
    }

    @Test func referralsAreListedLatestFirstPageByPage() async throws {
        try await TestStore.with { store in
            let garage = try await store.addGarages(1)[0]
            for (index, person) in try await store.addPeople(5).enumerated() {
                _ = try await store.ledger.refer(
                    .example(person, at: [garage], key: "k\(index)"))
            }
            let scope = Scope.organisation(OrganisationID(7))
            let first = try await store.ledger.referrals(
                visibleTo: scope, states: [.proposed], before: nil, limit: 2)
            let second = try await store.ledger.referrals(
                visibleTo: scope, states: [.proposed], before: first.last?.number, limit: 10)
            #expect(first.count == 2)
            #expect(second.count == 3)
            let numbers = (first + second).map(\.number)
            #expect(numbers == numbers.sorted(by: >))
            let none = try await store.ledger.referrals(
                visibleTo: scope, states: [.closed], before: nil, limit: 10)
            #expect(none == [])
        }
    }

    private func placed(in store: TestStore) async throws -> (Referral, Int64) {
        let sql = try store.connect()
        let known = try sql.texts("SELECT max(number)::text FROM network.garage").first ?? nil
        let garage: Int64
        if let known, let number = Int64(known) {
            garage = number
        } else {
            garage = try await store.addGarages(1)[0]
        }
        let person = try await store.addPeople(1)[0]
        let outcome = try await store.ledger.refer(
            .example(person, at: [garage], key: "of-\(person)"))
        return (try #require(outcome.referral), garage)
    }
}

extension StepOutcome {
    var state: ReferralState? {
        if case .moved(let referral, _) = self { referral.state } else { nil }
    }
    var isReplayed: Bool? { if case .moved(_, let replayed) = self { replayed } else { nil } }
}
