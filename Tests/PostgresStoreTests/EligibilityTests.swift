import GarageNetwork
import SQL
import Testing

@testable import PostgresStore

/// Rules and decisions in the database.
@Suite struct EligibilityStoreTests {
    private static func rule(
        _ version: Int = 1, id: String = "qf", ceiling: Int64? = 80_000
    ) throws -> EligibilityRule {
        EligibilityRule(
            id: id, version: version, territory: "62",
            criterion: ceiling == nil ? .aah : .familyQuotient, ceilingCents: ceiling,
            proofs: [.cafAttestation, .msaAttestation], proofMaxMonths: 3,
            validFrom: try #require(Day("2026-01-01")), validTo: Day("2026-12-31"))
    }

    private static func decision(
        _ result: EligibilityResult = .yes, rule: String = "aah-by-the-state"
    ) throws -> EligibilityDecision {
        let on = try #require(Day("2026-11-21"))
        return EligibilityDecision(
            result: result, rule: rule, version: 3,
            proofs: [ProofSeen(type: .aahNotice, on: on + -30)], on: on,
            validUntil: result == .yes ? on + 60 : nil)
    }

    private static func order(
        _ person: BeneficiaryID, _ decision: EligibilityDecision, organisation: Int64 = 7
    ) -> EligibilityOrder {
        EligibilityOrder(
            beneficiary: person, scope: .organisation(OrganisationID(organisation)),
            decision: decision,
            actor: AuditActor(role: .prescriber, organisation: OrganisationID(organisation)))
    }

    @Test("versions count from one, without a gap, and are read as they were set")
    func versions() async throws {
        try await TestStore.with { store in
            let desk = store.store.eligibility
            #expect(try await desk.rules() == [])
            let rows: [(EligibilityRule, EligibilityRuleOutcome)] = try [
                (Self.rule(2), .stale), (Self.rule(1), .set), (Self.rule(1), .stale),
                (Self.rule(2), .same), (Self.rule(2, ceiling: 90_000), .set),
                (Self.rule(3, ceiling: nil), .criterion),
                (Self.rule(1, id: "aah", ceiling: nil), .set),
            ]
            for (rule, outcome) in rows {
                let order = EligibilityRuleOrder(rule: rule, role: .manager)
                #expect(try await desk.set(order) == outcome)
            }
            let kept = try await desk.rules()
            #expect(
                try kept == [
                    Self.rule(1, id: "aah", ceiling: nil), Self.rule(1),
                    Self.rule(2, ceiling: 90_000),
                ])
        }
    }

    @Test("of many who add the next version at once, one does")
    func contest() async throws {
        try await TestStore.with { store in
            let desk = store.store.eligibility
            let outcomes = try await withThrowingTaskGroup(
                of: EligibilityRuleOutcome.self
            ) { group in
                for ceiling in Int64(1)...20 {
                    group.addTask {
                        let rule = try Self.rule(1, ceiling: ceiling)
                        return try await desk.set(
                            EligibilityRuleOrder(rule: rule, role: .manager))
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.count { $0 == .set } == 1)
            #expect(outcomes.count { $0 == .stale } == 19)
            #expect(try await desk.rules().count == 1)
        }
    }

    @Test(
        "a version is never altered nor taken away",
        arguments: [
            "UPDATE network.eligibility_rule SET ceiling_cents = 1",
            "DELETE FROM network.eligibility_rule", "TRUNCATE network.eligibility_rule",
        ])
    func immutable(statement: String) async throws {
        try await TestStore.with { store in
            let order = EligibilityRuleOrder(rule: try Self.rule(), role: .manager)
            #expect(try await store.store.eligibility.set(order) == .set)
            let connection = try store.connect()
            #expect(throws: StoreError.self) { try connection.script(statement, name: "alter") }
            #expect(try await store.store.eligibility.rules() == [Self.rule()])
        }
    }

    @Test("a decision is read as it was kept, and the same again is that one")
    func decisions() async throws {
        try await TestStore.with { store in
            let desk = store.store.eligibility
            let people = try await store.addPeople(2)
            let (first, other) = (try Self.decision(), try Self.decision(.no))
            #expect(try await desk.keep(Self.order(people[0], first))?.isRepeated == false)
            #expect(try await desk.keep(Self.order(people[0], first))?.isRepeated == true)
            #expect(try await desk.keep(Self.order(people[0], other))?.isRepeated == false)
            #expect(try await desk.keep(Self.order(people[1], first))?.isRepeated == false)
            let kept = try await desk.decisions(of: people[0])
            #expect(kept.map(\.decision) == [other, first])
            #expect(kept.map(\.role) == [.prescriber, .prescriber])
            #expect(try await desk.decisions(of: people[1]).count == 1)
        }
    }

    @Test("nothing is kept of somebody else's person, of one who is halted, or of nobody")
    func strangers() async throws {
        try await TestStore.with { store in
            let desk = store.store.eligibility
            let people = try await store.addPeople(1)
            let nobody = try #require(BeneficiaryID("B0000000000000"))
            let decision = try Self.decision()
            #expect(try await desk.keep(Self.order(nobody, decision)) == nil)
            #expect(try await desk.keep(Self.order(people[0], decision, organisation: 8)) == nil)
            var garage = Self.order(people[0], decision)
            garage.scope = .garage(1)
            #expect(try await desk.keep(garage) == nil)
            try store.connect().script(
                "UPDATE ledger.beneficiary SET halted = 'frozen'", name: "halt")
            #expect(try await desk.keep(Self.order(people[0], decision)) == nil)
            #expect(try await desk.decisions(of: people[0]) == [])
        }
    }

    @Test("the database holds neither the rule nor a paper, and the daemon's role reads nothing")
    func sealed() async throws {
        try await TestStore.with { store in
            let people = try await store.addPeople(1)
            _ = try await store.store.eligibility.keep(
                Self.order(people[0], try Self.decision()))
            let connection = try store.connect()
            let shown = try connection.run(Self.whole)
            #expect(shown.count == 1)
            for word in ["aah", "notice", "2026-10-22"] {
                #expect(!shown.contains { $0.contains(word) })
                // As bytes are shown: the text itself in hexadecimal.
                let hexadecimal = Hexadecimal.text(of: word.utf8)
                #expect(!shown.contains { $0.contains(hexadecimal) })
            }
            try connection.script("SET ROLE garaged_daemon", name: "role")
            #expect(throws: StoreError.self) {
                try connection.script(
                    "SELECT * FROM person.eligibility_decision", name: "read")
            }
        }
    }

    private static let whole = Statement(
        SQL.File(name: "whole", text: "SELECT d::text FROM person.eligibility_decision d"),
        takes: (), returns: (String.self))
}
