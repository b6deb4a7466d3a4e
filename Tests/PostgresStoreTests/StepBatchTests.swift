import GarageNetwork
import Testing

@testable import PostgresStore

/// Files of facts: all or none, whose they are, keys, repetitions.
@Suite struct StepBatchTests {
    /// Some referrals of as many people at one garage.
    private static func codes(_ count: Int, in store: TestStore) async throws -> [ReferralCode] {
        let garage = try await store.addGarages(1, cap: 1_000)[0]
        var codes: [ReferralCode] = []
        for person in try await store.addPeople(count) {
            codes.append(try await store.place(person, at: garage, on: .inNovember))
        }
        return codes
    }

    private static func events(in store: TestStore) throws -> Int {
        try store.connect().number("SELECT count(*) FROM ledger.referral_event")
    }

    @Test func oneRowThatIsNotPossibleStopsAll() async throws {
        try await TestStore.with { store in
            let codes = try await Self.codes(4, in: store)
            _ = try await store.tell(.cancel, of: codes[3])
            let unknown = try #require(ReferralCode("2345678W"))
            let day = "2026-11-09"
            let good = try [
                StepOrder.on(.receive, day, of: codes[0]), .on(.quote, day, of: codes[1]),
            ]
            let before = try Self.events(in: store)
            let bad: [(StepOrder, StepOutcome.Kind)] = try [
                (.on(.receive, day, of: unknown), .noSuchReferral),
                (.on(.receive, day, of: codes[3]), .conflict(.cancelled)),
                // Decisions are made by somebody, not told by a file.
                (.on(.cancel, day, of: codes[2]), .conflict(.proposed)),
            ]
            for (order, kind) in bad {
                #expect(try await store.record(good + [order]) == [.moved, .moved, kind])
                #expect(try Self.events(in: store) == before)
            }
            #expect(try await store.record(good, isRehearsal: true) == [.moved, .moved])
            #expect(try Self.events(in: store) == before)
            #expect(try await store.record(good) == [.moved, .moved])
            #expect(try await store.record(good) == [.replayed, .replayed])
            #expect(try Self.events(in: store) == before + 2)
            #expect(try await store.record([]) == [])
            #expect(try store.connect().violations() == [])
        }
    }

    @Test func aFileTouchesOnlyWhatIsItsSenders() async throws {
        try await TestStore.with { store in
            let code = try await Self.codes(1, in: store)[0]
            let garage = try await store.history(of: code).referral.garage
            var order = try StepOrder.on(.receive, "2026-11-09", of: code)
            let scopes: [(Scope, StepOutcome.Kind)] = [
                (.garage(garage + 1), .noSuchReferral),
                (.organisation(OrganisationID(8)), .noSuchReferral), (.garage(garage), .moved),
                (.organisation(OrganisationID(7)), .replayed),
            ]
            for (scope, kind) in scopes {
                order.scope = scope
                #expect(try await store.record([order]) == [kind])
            }
            let last = try #require(try await store.history(of: code).events.last)
            #expect(last.by == .garage && last.channel == .dealer)
        }
    }

    @Test func aKeyNamesOneRow() async throws {
        try await TestStore.with { store in
            let codes = try await Self.codes(2, in: store)
            func order(_ code: ReferralCode, _ event: ReferralEvent, _ key: String) throws
                -> StepOrder
            {
                var order = try StepOrder.on(event, "2026-11-09", of: code)
                order.key = key
                return order
            }
            let first = try order(codes[0], .receive, "a")
            let other = try order(codes[1], .receive, "a")
            #expect(try await store.record([first, first]) == [.moved, .replayed])
            #expect(try await store.record([first]) == [.replayed])
            #expect(try await store.record([other]) == [.keyReused])
            let third = try order(codes[1], .receive, "b")
            let fourth = try order(codes[1], .quote, "b")
            #expect(try await store.record([third, fourth]) == [.moved, .keyReused])
            // The same key by the line is the same request.
            #expect(try await store.ledger.advance(first).isReplayed == true)
        }
    }

    /// Shuffled, doubled, and with other people's referrals going on meanwhile.
    @Test func aLongFileSaysWhatItsFactsSay() async throws {
        try await TestStore.with { store in
            let codes = try await Self.codes(120, in: store)
            let late = try await store.addPeople(30)
            let garage = try await store.history(of: codes[0]).referral.garage
            let facts = ReferralEvent.allCases.filter(\.isFact)
            var random = SplitMix(seed: 4)
            var told: [ReferralCode: [ToldFact]] = [:]
            for code in codes {
                told[code] = try (0..<Int.random(in: 1...8, using: &random)).map { _ in
                    let day = try #require(Day("2026-11-05")).ordinal
                    return ToldFact(
                        facts.randomElement(using: &random) ?? .receive,
                        on: Day(ordinal: day + Int32.random(in: 0...40, using: &random)))
                }
            }
            let orders = told.flatMap { code, facts in
                (facts + facts).map {
                    StepOrder(
                        code: code, step: $0.event, scope: .everything(.manager),
                        channel: .dealer, on: $0.on)
                }
            }.shuffled(using: &random)
            async let recorded = store.record(orders)
            for person in late { _ = try await store.place(person, at: garage) }
            let kinds = try await recorded
            let count = told.values.reduce(0) { $0 + Set($1).count }
            #expect(kinds.count { $0 == .moved } == count)
            #expect(kinds.allSatisfy { $0 == .moved || $0 == .replayed })
            for (code, facts) in told {
                let found = try await store.history(of: code)
                #expect(found.referral.state == ReferralState.proposed.after(all: facts))
                #expect(found.referral.course == ReferralCourse(telling: facts))
            }
            #expect(try store.connect().violations() == [])
            let committed = try store.connect().number(
                "SELECT sum(committed) FROM ledger.garage_month")
            let knows = await eventually { store.observer.seen.committed(garage) == committed }
            #expect(knows)
        }
    }
}
