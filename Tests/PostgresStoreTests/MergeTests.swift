import GarageNetwork
import Geometry
import Testing

@testable import PostgresStore

/// Two files of one person become one, with all that happened to either, once.
@Suite struct MergeTests {
    private func merge(
        _ from: BeneficiaryID, _ into: BeneficiaryID, as scope: Scope = .of(7),
        key: String = "m", explained: Bool = false
    ) -> MergeOrder {
        MergeOrder(
            beneficiary: from, into: into, scope: scope, key: key, isExplained: explained)
    }

    @Test func theHistoryAndWhatWasKnownGoWithIt() async throws {
        try await TestStore.with { store in
            let garages = try await store.addGarages(2)
            let from = try await store.enrol(.canary) {
                $0.person.vehicle = Vehicle(brand: Brand("Fiat"), year: 2004)
                $0.person.mobility.farKm = 8
                $0.notice = "2026-1"
            }
            let into = try await store.enrol(
                Identity(familyName: "Canari-Zwolf", phone: "0612345678"))
            let old = try await store.place(from, at: garages[0])
            _ = try await store.tell(.cancel, of: old)
            var chosen = ReferralOrder.example(from, at: [garages[1]], key: "own choice")
            chosen.overrideReason = "près de sa mère"
            let open = try #require(try await store.ledger.refer(chosen).referral).code
            let before = try store.connect().texts(
                "SELECT m::text FROM ledger.garage_month m ORDER BY 1")

            #expect(
                try await store.persons.merge(merge(from, into)) == .merged(replayed: false))
            for code in [old, open] {
                #expect(try await store.history(of: code).referral.beneficiary == into)
            }
            #expect(
                try store.connect().texts("SELECT m::text FROM ledger.garage_month m ORDER BY 1")
                    == before)
            let file = try #require(try await store.file(of: into))
            #expect(file.identity.familyName == "Canari-Zwolf", "what was known stays")
            #expect(file.identity.birthDate == Identity.canary.birthDate)
            #expect(file.identity.phone == "0612345678")
            #expect(file.person.vehicle == Vehicle(brand: Brand("Fiat"), year: 2004))
            #expect(file.person.mobility.farKm == 8)
            #expect(file.notice == "2026-1")
            #expect(try await store.file(of: from) == nil)
            #expect(try await store.ledger.beneficiary(from, visibleTo: .of(7)) == nil)
            #expect(await store.ledger.word(.example(from, at: garages, key: "n")) == "nobody")
            #expect(await store.ledger.word(.example(into, at: garages, key: "o")) == "open")
            #expect(
                try store.count(
                    "SELECT count(*) FROM person.file WHERE identity IS NULL AND situation IS NULL"
                        + " AND name_digest IS NULL AND phone_digest IS NULL") == 1)
            #expect(try store.count("SELECT count(*) FROM ledger.invariant_violation") == 0)
        }
    }

    @Test func aReasonThatWasSealedForTheOneIsReadOfTheOther() async throws {
        try await TestStore.with { store in
            let garage = try await store.addGarages(1)[0]
            let from = try await store.enrol(.canary)
            let into = try await store.enrol(.canary)
            var chosen = ReferralOrder.example(from, at: [garage], key: "own choice")
            chosen.overrideReason = "près de sa mère"
            _ = try await store.ledger.refer(chosen)
            _ = try await store.persons.merge(merge(from, into))
            let kept = try #require(
                try store.connect().texts("SELECT override_reason FROM ledger.referral")[0])
            #expect(
                try SealedReason.open(kept, of: into, with: TestStore.vault, statement: "test")
                    == "près de sa mère")
            #expect(throws: StoreError.self) {
                try SealedReason.open(kept, of: from, with: TestStore.vault, statement: "test")
            }
        }
    }

    /// Who asks, of which organisations the two are, and the answer.
    @Test(arguments: [
        (Scope.of(7), 7, 7, MergeOutcome.merged(replayed: false)), (.of(7), 7, 8, .noSuchPerson),
        (.of(7), 8, 7, .noSuchPerson), (.of(9), 7, 7, .noSuchPerson),
        (.garage(1), 7, 7, .noSuchPerson),
        (.everything(.manager), 7, 8, .merged(replayed: false)),
        (.everything(.admin), 8, 8, .merged(replayed: false)),
    ])
    func onlyOnesOwn(
        scope: Scope, first: Int64, second: Int64, outcome: MergeOutcome
    ) async throws {
        try await TestStore.with { store in
            let from = try await store.enrol(.canary, organisation: first)
            let into = try await store.enrol(.canary, organisation: second)
            #expect(try await store.persons.merge(merge(from, into, as: scope)) == outcome)
            #expect((try await store.file(of: from) == nil) == (outcome != .noSuchPerson))
        }
    }

    @Test func twoWhoAreNotAlikeNeedAReason() async throws {
        try await TestStore.with { store in
            let people = try await store.addPeople(2)
            #expect(try await store.persons.merge(merge(people[0], people[1])) == .unlike)
            #expect(try await store.file(of: people[0]) != nil)
            #expect(
                try await store.persons.merge(merge(people[0], people[1], explained: true))
                    == .merged(replayed: false))
        }
    }

    @Test func itIsSafeToRepeatAndAKeyIsOfOnePair() async throws {
        try await TestStore.with { store in
            let people = [
                try await store.enrol(.canary), try await store.enrol(.canary),
                try await store.enrol(.canary),
            ]
            let rows: [(Int, Int, String, MergeOutcome)] = [
                (0, 1, "a", .merged(replayed: false)), (0, 1, "a", .merged(replayed: true)),
                (0, 1, "b", .merged(replayed: true)), (2, 1, "a", .keyReused),
                (1, 0, "c", .noSuchPerson), (0, 2, "d", .noSuchPerson),
                (1, 2, "e", .merged(replayed: false)),
                // Whoever went into one that went further is found there.
                (0, 2, "f", .merged(replayed: true)),
            ]
            for (from, into, key, outcome) in rows {
                let order = merge(people[from], people[into], key: key)
                #expect(try await store.persons.merge(order) == outcome, "\(from) \(into) \(key)")
            }
            #expect(try await store.persons.merge(merge(people[2], people[2])) == .noSuchPerson)
        }
    }

    @Test func twoOpenReferralsAreNotOnePersons() async throws {
        try await TestStore.with { store in
            let garages = try await store.addGarages(2)
            let (from, into) = (try await store.enrol(.canary), try await store.enrol(.canary))
            let one = try await store.place(from, at: garages[0])
            let other = try await store.place(into, at: garages[1])
            #expect(try await store.persons.merge(merge(from, into)) == .bothOpen)
            #expect(try await store.history(of: one).referral.beneficiary == from)
            _ = try await store.tell(.cancel, of: other)
            #expect(
                try await store.persons.merge(merge(from, into)) == .merged(replayed: false))
            #expect(try await store.history(of: one).referral.beneficiary == into)
        }
    }

    /// What each of the two has before, and how many of them wait afterwards.
    @Test(arguments: [
        (waits: true, otherWaits: false, isPlaced: false, isOtherPlaced: false, waiting: 1),
        (true, true, false, false, 1), (true, false, false, true, 0),
        (false, true, true, false, 0),
    ])
    func onePersonWaitsOnce(
        row: (waits: Bool, otherWaits: Bool, isPlaced: Bool, isOtherPlaced: Bool, waiting: Int)
    ) async throws {
        try await TestStore.with { store in
            let garage = try await store.addGarages(1)[0]
            let (from, into) = (try await store.enrol(.canary), try await store.enrol(.canary))
            for (person, waits, isPlaced) in [
                (from, row.waits, row.isPlaced), (into, row.otherWaits, row.isOtherPlaced),
            ] {
                if waits {
                    _ = try await store.ledger.refer(.example(person, at: [], key: "w\(person)"))
                }
                if isPlaced { _ = try await store.place(person, at: garage) }
            }
            #expect(
                try await store.persons.merge(merge(from, into)) == .merged(replayed: false))
            let waiting = try await store.store.archive.unplaced(
                visibleTo: .of(7), after: nil, limit: 9)
            #expect(waiting.map(\.beneficiary) == Array(repeating: into, count: row.waiting))
            #expect(try store.count("SELECT count(*) FROM ledger.invariant_violation") == 0)
        }
    }

    @Test(arguments: [Halt.objection, .frozen])
    func whoeverIsHaltedIsLeftAlone(halt: Halt) async throws {
        try await TestStore.with { store in
            let (from, into) = (try await store.enrol(.canary), try await store.enrol(.canary))
            try store.connect().sql(
                "UPDATE ledger.beneficiary SET halted = '\(halt.rawValue)' WHERE id = '\(from)'")
            #expect(try await store.persons.merge(merge(from, into)) == .halted(halt))
            #expect(try await store.persons.merge(merge(into, from)) == .halted(halt))
        }
    }

    /// Both ways and twice, from two daemons, while both are being referred: one file stays, with
    /// one open referral at most, and no referral is left with the one that ended.
    @Test func atOnceFromTwoDaemons() async throws {
        try await TestStore.with { store in
            let garages = try await store.addGarages(3, cap: 100)
            try await TestStore.with(store.conninfo) { second in
                for round in 0..<6 {
                    let a = try await store.enrol(.canary)
                    let b = try await store.enrol(.canary)
                    let outcomes = await withTaskGroup(of: String.self) { group in
                        for (index, desk) in [store, second, store, second].enumerated() {
                            let order = merge(
                                index < 2 ? a : b, index < 2 ? b : a, key: "\(round) \(index)",
                                explained: true)
                            group.addTask {
                                let done = try? await desk.persons.merge(order)
                                return done.map { "\($0)" } ?? "busy"
                            }
                            let person = index < 2 ? a : b
                            group.addTask {
                                await desk.ledger.word(
                                    .example(person, at: garages, key: "r\(round) \(index)"))
                            }
                        }
                        return await group.reduce(into: []) { $0.append($1) }
                    }
                    let ended = try store.count(
                        "SELECT count(*) FROM ledger.beneficiary WHERE halted = 'merged'"
                            + " AND id IN ('\(a)', '\(b)')")
                    #expect(ended <= 1, "\(outcomes)")
                    #expect(
                        try store.count(
                            "SELECT count(*) FROM ledger.referral r JOIN ledger.beneficiary b"
                                + " ON b.number = r.beneficiary WHERE b.halted = 'merged'") == 0,
                        "\(outcomes)")
                }
            }
            #expect(try store.count("SELECT count(*) FROM ledger.invariant_violation") == 0)
        }
    }
}
