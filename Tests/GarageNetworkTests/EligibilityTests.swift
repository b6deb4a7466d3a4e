import GarageNetwork
import Testing

private func day(_ text: String) throws -> Day { try #require(Day(text)) }

private func rule(
    _ id: String = "qf", version: Int = 1, territory: String? = nil,
    _ criterion: EligibilityCriterion = .familyQuotient, ceiling: Int64? = 80_000,
    proofs: [ProofType] = [.cafAttestation], months: Int = 3, from: String = "2026-01-01",
    to: String? = nil
) throws -> EligibilityRule {
    EligibilityRule(
        id: id, version: version, territory: territory, criterion: criterion,
        ceilingCents: criterion.isAmount ? ceiling : nil, proofs: proofs, proofMaxMonths: months,
        validFrom: try day(from), validTo: try to.map { try day($0) })
}

@Suite struct EligibilityRuleTests {
    /// Boundary first: the day before, the first, the last, the day after.
    @Test(arguments: [
        ("2025-12-31", []), ("2026-01-01", ["qf 1"]), ("2026-06-30", ["qf 1"]),
        ("2026-07-01", ["qf 2"]), ("2026-09-30", ["qf 2"]),
        // Version 2 ended: version 1, which had no end, does not come back.
        ("2026-10-01", []), ("2026-12-31", []), ("2027-01-01", ["qf 3"]),
    ])
    func theHighestVersionThatHasBegunHolds(on text: String, expected: [String]) throws {
        let versions = [
            try rule("qf", version: 3, from: "2027-01-01"),
            try rule("qf", version: 1),
            try rule("qf", version: 2, from: "2026-07-01", to: "2026-09-30"),
        ]
        let found = EligibilityRule.inForce(versions, on: try day(text))
        #expect(found.map { "\($0.id) \($0.version)" } == expected)
    }

    @Test(
        arguments: [
            (nil, nil, true), (nil, "62300", true), ("62", nil, nil), ("62", "62300", true),
            ("62", "59000", false), ("62300", "62300", true), ("62300", "62301", false),
            ("6", "06000", false),
        ] as [(String?, String?, Bool?)])
    func aTerritoryIsTheBeginningOfAPostalCode(
        territory: String?, postcode: String?, expected: Bool?
    ) throws {
        #expect(try rule(territory: territory).holds(in: postcode) == expected)
    }

    @Test(arguments: [
        ("2026-10-02", 3, "2027-01-02"), ("2026-11-30", 3, "2027-02-28"),
        ("2023-11-30", 3, "2024-02-29"), ("2026-01-31", 1, "2026-02-28"),
        ("2026-03-31", -1, "2026-02-28"), ("2026-01-15", -1, "2025-12-15"),
        ("2026-05-15", 0, "2026-05-15"), ("2026-05-15", 36, "2029-05-15"),
    ])
    func monthsAreCountedAsPeopleCountThem(from: String, months: Int, to: String) throws {
        #expect(try day(from).adding(months: months) == day(to))
    }
}

@Suite struct EligibilityVerdictTests {
    private let today = "2026-11-21"

    private func question(
        cents: [EligibilityCriterion: Int64] = [:], statuses: [EligibilityCriterion: Bool] = [:],
        proof: ProofType? = .cafAttestation, on: String = "2026-10-02", postcode: String? = nil
    ) throws -> EligibilityQuestion {
        EligibilityQuestion(
            cents: cents, statuses: statuses,
            proofs: try proof.map { [ProofSeen(type: $0, on: try day(on))] } ?? [],
            postcode: postcode, day: try day(today))
    }

    @Test(
        arguments: [
            (0, .yes), (79_999, .yes), (80_000, .yes), (80_001, .no), (9_999_999, .no),
        ] as [(Int64, EligibilityResult)])
    func theCeilingItselfIsEnough(cents: Int64, expected: EligibilityResult) throws {
        let verdict = try question(cents: [.familyQuotient: cents]).verdict(by: [rule()])
        #expect(verdict.result == expected)
        if expected == .no { #expect(verdict.decisive?.finding == .over(cents: cents - 80_000)) }
    }

    @Test(arguments: [
        ("2026-08-20", false, "2026-08-21"), ("2026-08-21", true, "2026-11-21"),
        ("2026-11-21", true, "2027-02-21"), ("2026-08-22", true, "2026-11-22"),
    ])
    func aPaperIsGoodThroughTheDayThatEndsItsMonths(
        on: String, isGood: Bool, other: String
    ) throws {
        let verdict = try question(cents: [.familyQuotient: 1], on: on).verdict(by: [rule()])
        let seen = ProofSeen(type: .cafAttestation, on: try day(on))
        #expect(
            try verdict.decisive?.finding
                == (isGood
                    ? .holds(seen, through: day(other)) : .proofTooOld(seen, since: day(other))))
        #expect(verdict.result == (isGood ? .yes : .incomplete))
    }

    /// Whatever the month is like, `since` is the first day of which a paper is still good.
    @Test func theOldestPaperThatIsGoodIsNamedExactly() throws {
        let first = try day("2023-12-01")
        for offset in 0..<500 {
            let today = first + offset
            for months in [1, 3, 6, 12] {
                let old = ProofSeen(type: .cafAttestation, on: today + -2_000)
                let asked = EligibilityQuestion(
                    cents: [.familyQuotient: 1], proofs: [old], day: today)
                let rules = [try rule(months: months, from: "2020-01-01")]
                guard case .proofTooOld(_, let since)? = asked.verdict(by: rules).decisive?.finding
                else {
                    Issue.record("not too old")
                    return
                }
                #expect(since.adding(months: months) >= today)
                #expect((since + -1).adding(months: months) < today)
            }
        }
    }

    @Test func aRuleThatEndsEndsWhatWasDecidedByIt() throws {
        let verdict = try question(cents: [.familyQuotient: 1])
            .verdict(by: [rule(to: "2026-12-31")])
        let decision = try #require(verdict.decision(on: day(today), seen: []))
        #expect(try decision.validUntil == day("2026-12-31"))
        let last = try question(cents: [.familyQuotient: 1]).verdict(by: [rule(to: today)])
        #expect(try last.decision(on: day(today), seen: [])?.validUntil == day(today))
        let past = try question(cents: [.familyQuotient: 1]).verdict(by: [rule(to: "2026-11-20")])
        #expect(past.result == .noRule)
        #expect(try past.decision(on: day(today), seen: []) == nil)
    }

    @Test func anyRuleThatHoldsIsEnoughAndTheLongestIsNamed() throws {
        let rules = [
            try rule(), try rule("rsa", .rsa, proofs: [.rsaAttestation]),
            try rule("sheet", .prescription, proofs: [.prescriptionSheet], months: 6),
        ]
        var asked = try question(
            cents: [.familyQuotient: 90_000], statuses: [.rsa: true, .prescription: true])
        asked.proofs = [
            ProofSeen(type: .rsaAttestation, on: try day("2026-10-01")),
            ProofSeen(type: .prescriptionSheet, on: try day("2026-10-01")),
        ]
        let verdict = asked.verdict(by: rules)
        #expect(verdict.result == .yes)
        #expect(verdict.decisive?.rule.id == "sheet")
        #expect(verdict.others.map(\.rule.id) == ["rsa", "qf"])
        let decision = try #require(verdict.decision(on: day(today), seen: asked.proofs))
        // Only what the answer rests on is kept.
        #expect(decision.proofs == [ProofSeen(type: .prescriptionSheet, on: try day("2026-10-01"))])
        #expect(try decision.validUntil == day("2027-04-01"))
    }

    @Test func theNewestPaperCountsAndOnlyOneThatTheRuleKnows() throws {
        var asked = try question(cents: [.familyQuotient: 1])
        asked.proofs = [
            ProofSeen(type: .cafAttestation, on: try day("2026-11-01")),
            ProofSeen(type: .cafAttestation, on: try day("2026-01-01")),
        ]
        #expect(asked.verdict(by: [try rule()]).result == .yes)
        let other = try question(cents: [.familyQuotient: 1], proof: .payslip)
        #expect(other.verdict(by: [try rule()]).decisive?.finding == .proofMissing)
        let msa = try question(cents: [.familyQuotient: 1], proof: .msaAttestation)
        let both = try rule(proofs: [.cafAttestation, .msaAttestation])
        #expect(msa.verdict(by: [both]).result == .yes)
    }

    @Test func whatLacksLeastIsNamedFirst() throws {
        let rules = [
            try rule("a-not", .rsa), try rule("b-over", ceiling: 100),
            try rule("c-over", ceiling: 900),
            try rule("d-place", territory: "62", ceiling: 90_000), try rule("e-silent", .aah),
        ]
        let asked = try question(
            cents: [.familyQuotient: 1_000], statuses: [.rsa: false], proof: nil)
        let verdict = asked.verdict(by: rules)
        #expect(verdict.result == .incomplete)
        #expect(
            ([verdict.decisive?.rule.id] + verdict.others.map(\.rule.id))
                == ["d-place", "c-over", "b-over", "a-not", "e-silent"])
    }

    @Test func nobodyIsRefusedForWhatWasNotAsked() throws {
        let rules = [try rule(), try rule("rsa", .rsa)]
        #expect(try question().verdict(by: rules).result == .incomplete)
        #expect(try question(statuses: [.rsa: false]).verdict(by: rules).result == .no)
        #expect(try question().verdict(by: []).result == .noRule)
        #expect(
            try question(cents: [.familyQuotient: 1], postcode: "59000")
                .verdict(by: [rule(territory: "62")]).result == .noRule)
    }
}
