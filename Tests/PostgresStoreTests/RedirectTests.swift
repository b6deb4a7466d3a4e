import GarageNetwork
import Testing

@testable import PostgresStore

/// A redirection: both referrals or neither.
@Suite struct RedirectTests {
    private let own = Scope.organisation(OrganisationID(7))

    private func step(
        _ referral: Referral, _ scope: Scope? = nil, at instant: Instant = .relayHours(1)
    ) -> StepOrder {
        StepOrder(
            code: referral.code, step: .redirect, scope: scope ?? own, reason: "too-far",
            at: instant)
    }

    private func order(
        _ referral: Referral, at garages: [Int64], key: String = "\u{1}redirect",
        request: String = "redirect"
    ) -> ReferralOrder {
        var order = ReferralOrder.example(
            referral.beneficiary, at: garages, key: key, request: request, on: .relayHours(1))
        order.previous = referral.code
        order.search = nil
        return order
    }

    private func word(_ outcome: RedirectOutcome) -> String {
        switch outcome {
        case .redirected(_, _, let replayed): replayed ? "replayed" : "redirected"
        case .noSuchReferral: "nothing"
        case .conflict(let state): "conflict \(state.rawValue)"
        case .full: "full"
        case .openReferral: "open"
        case .keyReused: "reused"
        case .stale: "stale"
        }
    }

    @Test func theOldEndsAndTheNewBegins() async throws {
        try await TestStore.with { store in
            let garages = try await store.addGarages(2)
            let referral = try await store.placed(at: [garages[0]])
            let outcome = try await store.relay.redirect(
                step(referral), to: order(referral, at: [garages[1]]))
            guard case .redirected(let old, let new, replayed: false) = outcome else {
                Issue.record("\(outcome)")
                return
            }
            #expect(old.code == referral.code)
            #expect(old.state == .redirected)
            #expect(old.course.next == new.code)
            #expect(new.garage == garages[1])
            #expect(new.course.previous == old.code)
            #expect(new.course.attempt == 0)
            #expect(store.observer.seen.committed(garages[0]) == 0)
            #expect(store.observer.seen.committed(garages[1]) == 1)
            let history = try await store.ledger.referral(old.code, visibleTo: own)
            #expect(history?.events.last?.event == .redirect)
            #expect(history?.events.last?.reason == "too-far")
            #expect(history?.events.last?.channel == .line)
            // Repeated, with another request, as somebody else, and what follows cannot be undone.
            let rows: [(Scope, String, String)] = [
                (own, "redirect", "replayed"), (own, "other", "reused"),
                (.everything(.manager), "redirect", "replayed"),
                (.organisation(OrganisationID(8)), "redirect", "nothing"),
            ]
            for (scope, request, expected) in rows {
                let again = try await store.relay.redirect(
                    step(referral, scope), to: order(referral, at: garages, request: request))
                #expect(word(again) == expected, "\(scope) \(request)")
            }
            let otherKey = try await store.relay.redirect(
                step(referral), to: order(referral, at: garages, key: "own"))
            #expect(word(otherKey) == "conflict redirected")
            #expect(try store.connect().violations() == [])
        }
    }

    /// From which state, and what is answered.
    @Test(arguments: [
        ([], "redirected"), ([ReferralEvent.accept], "redirected"), ([.receive], "redirected"),
        ([.decline], "redirected"), ([.noShow], "redirected"),
        ([.cancel], "conflict cancelled"), ([.repair], "conflict repaired"),
    ])
    func fromEveryState(_ steps: [ReferralEvent], _ expected: String) async throws {
        try await TestStore.with { store in
            let garages = try await store.addGarages(2)
            let referral = try await store.placed(at: [garages[0]])
            for step in steps {
                _ = try await store.ledger.advance(
                    StepOrder(
                        code: referral.code, step: step, scope: .everything(.manager),
                        reason: "other", key: "s", at: .relayStart))
            }
            let outcome = try await store.relay.redirect(
                step(referral), to: order(referral, at: [garages[1]]))
            #expect(word(outcome) == expected)
            #expect(try store.connect().violations() == [])
        }
    }

    @Test func whereNobodyCanTakeThemNothingChanges() async throws {
        try await TestStore.with { store in
            let garages = try await store.addGarages(2, cap: 1)
            let referral = try await store.placed(at: [garages[0]])
            _ = try await store.placed(at: [garages[1]])
            for candidates in [[], [garages[1]]] {
                let outcome = try await store.relay.redirect(
                    step(referral), to: order(referral, at: candidates))
                #expect(outcome == .full)
            }
            let history = try #require(
                try await store.ledger.referral(referral.code, visibleTo: own))
            #expect(history.referral.state == .proposed)
            #expect(history.events.map(\.event) == [.propose])
            #expect(store.observer.seen.committed(garages[0]) == 1)
            let sql = try store.connect()
            #expect(try sql.number("SELECT count(*) FROM ledger.unplaced") == 0)
            #expect(try sql.violations() == [])
        }
    }

    @Test func aPersonWhoHasAnotherGarageKeepsBoth() async throws {
        try await TestStore.with { store in
            let garages = try await store.addGarages(3)
            let referral = try await store.placed(at: [garages[0]])
            try await store.decline(referral)
            _ = try await store.placed(referral.beneficiary, at: [garages[1]], key: "second")
            let outcome = try await store.relay.redirect(
                step(referral), to: order(referral, at: [garages[2]]))
            #expect(outcome == .openReferral)
            let history = try await store.ledger.referral(referral.code, visibleTo: own)
            #expect(history?.referral.state == .declined)
        }
    }

    @Test func whoeverWasSentOnAlreadyIsNotRedirected() async throws {
        try await TestStore.with { store in
            let garages = try await store.addGarages(3)
            let referral = try await store.placed(at: [garages[0]])
            try await store.decline(referral)
            let next = try await store.ledger.refer(
                store.following(referral, at: [garages[1]], on: .relayHours(1)))
            #expect(next.word == "placed")
            let outcome = try await store.relay.redirect(
                step(referral), to: order(referral, at: [garages[2]]))
            #expect(outcome == .conflict(.declined))
        }
    }

    @Test func theKeyOfAnotherRequestIsRefused() async throws {
        try await TestStore.with { store in
            let garages = try await store.addGarages(2)
            let first = try await store.placed(at: [garages[0]])
            let used = try await store.placed(at: [garages[0]]) { $0.key = "used" }
            let outcome = try await store.relay.redirect(
                step(first), to: order(first, at: [garages[1]], key: "used"))
            #expect(outcome == .keyReused)
            #expect(used.state == .proposed)
            let history = try await store.ledger.referral(first.code, visibleTo: own)
            #expect(history?.referral.state == .proposed)
        }
    }

    /// Two daemons redirect, send on and answer at the same time: one of them wins.
    @Test func twinsAreOne() async throws {
        try await TestStore.with { first in
            try await TestStore.with(first.conninfo) { second in
                let garages = try await first.addGarages(4, cap: 100)
                for round in 0..<10 {
                    let referral = try await first.placed(at: [garages[0]])
                    let words = Shared<[String]>([])
                    await withTaskGroup(of: Void.self) { group in
                        for (index, store) in [first, second, first, second].enumerated() {
                            let change = step(referral)
                            let order = order(
                                referral, at: [garages[1 + index % 3]], key: "r\(round)")
                            group.addTask {
                                let outcome = try? await store.relay.redirect(change, to: order)
                                let word = outcome.map { self.word($0) } ?? "busy"
                                words.change { $0.append(word) }
                            }
                        }
                    }
                    #expect(
                        words.now.sorted() == ["redirected", "replayed", "replayed", "replayed"])
                }
                #expect(try first.connect().violations() == [])
            }
        }
    }

    @Test func aChoiceMadeWithoutKnowingIsMadeAgain() async throws {
        try await TestStore.with { first in
            try await TestStore.with(first.conninfo) { second in
                let garages = try await first.addGarages(2)
                let referral = try await first.placed(at: [garages[0]])
                _ = await eventually { second.observer.seen.committed(garages[0]) == 1 }
                _ = try await first.placed(at: [garages[0]])
                var order = order(referral, at: [garages[1]])
                order.view = 0
                #expect(try await second.relay.redirect(step(referral), to: order) == .stale)
                // What was committed is known after one refusal more, at the latest.
                var words: [String] = []
                for _ in 0..<3 where words.last != "redirected" {
                    order.view = second.observer.seen.view
                    words.append(
                        word(try await second.relay.redirect(step(referral), to: order)))
                }
                #expect(words.last == "redirected", "its own step is no news to itself: \(words)")
                #expect(second.observer.seen.committed(garages[0]) == 1)
                #expect(second.observer.seen.committed(garages[1]) == 1)
            }
        }
    }
}
