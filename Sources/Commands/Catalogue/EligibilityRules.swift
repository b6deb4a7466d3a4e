import GarageNetwork
import LineProtocol
import Matching

extension Command {
    static let ruleSet = Command(
        "RULE-SET",
        "Adds a version of a rule of eligibility: what is not given stays as in the last one.",
        access: .roles([.manager]), effect: .writes, requires: [RuleKeys.rule],
        takes: [
            RuleKeys.criterion, RuleKeys.ceiling, RuleKeys.territory, RuleKeys.proofs,
            RuleKeys.months, RuleKeys.from, RuleKeys.to, RuleKeys.dryRun,
        ],
        errors: [.missingKey, .range, .conflict, .storeDown],
        example: "RULE-SET rule=qf criterion=qf ceiling=800 proofs=caf-attestation dry_run=yes"
    ) { call throws(RequestError) in
        let wish = try call.ruleWish()
        let words = EligibilityWords(try call.language())
        let isDry = try call.optional(RuleKeys.dryRun) == .yes
        let (environment, role) = (call.environment, call.session.caller?.role ?? .manager)
        let today = environment.clock.now.paris.day
        return .later { () async throws(RequestError) -> Reply in
            let versions = try await environment.eligibilityRules().filter { $0.id == wish.id }
            let last = versions.last
            var rule = try wish.rule(after: last, today: today)
            let isSame = last.map { $0.isSame(as: rule) } ?? false
            if let last, isSame { rule = last }
            if !isDry, !isSame {
                let order = EligibilityRuleOrder(
                    rule: rule, role: role, at: environment.writtenInstant)
                let outcome = try await ledger { () async throws(LedgerError) in
                    try await environment.desks.eligibility.set(order)
                }
                switch outcome {
                case .set, .same: break
                case .stale: throw .ruleMoved
                case .criterion: throw .ruleKeepsCriterion
                }
            }
            let current = EligibilityRule.inForce(versions + (isSame ? [] : [rule]), on: today)
            return .listing(
                [rule.row(isInForce: current.contains(rule), in: words)],
                [
                    Field("dry_run", .truth(isDry)), Field("changed", .truth(!isSame)),
                    Field("replaces", last.map { .text(words.rule($0)) } ?? .missing),
                ])
        }
    }
}

enum RuleKeys {
    static let rule = Key<RuleID>("rule", "The rule; a new name makes a new rule.")
    static let shown = Key<RuleID>("rule", "Every version of this rule only.")
    static let near = Key<RuleTerritory>(
        "territory", "Only rules that hold somewhere among these postal codes.")
    static let on = Key<Day>("on", "The day on which they hold.", default: "today")
    static let criterion = Key<EligibilityCriterion>(
        "criterion", "What it asks about; a new rule needs it, and keeps it.")
    static let ceiling = Key<Euros>(
        "ceiling", "Of qf and income-tax: up to this many euros are enough.")
    static let territory = Key<RuleTerritory>(
        "territory", "The first digits of the postal codes where it holds, or all.",
        default: "all")
    static let proofs = Key<ProofList>("proofs", "The papers of which one must be seen.")
    static let months = Key<ProofMonths>(
        "proof_max_months", "How old a paper may be.", default: "3")
    static let from = Key<Day>("valid_from", "The first day of this version.", default: "today")
    static let to = Key<RuleEnd>("valid_to", "Its last day, or none.", default: "none")
    static let dryRun = Key<Choice>("dry_run", "Say what it would be, and write nothing.")
}

extension RequestError {
    fileprivate static let ruleMoved = RequestError(
        .conflict, "rule: somebody else has just changed it; RULES rule=… shows how")
    fileprivate static let ruleKeepsCriterion = RequestError(
        .conflict, "criterion: a rule keeps its own; take another name for another rule")
}

/// What RULE-SET says; nil for what stays.
private struct RuleWish: Sendable {
    let id: String
    var criterion: EligibilityCriterion?
    var ceiling: Int64?
    var territory: RuleTerritory?
    var proofs: [ProofType]?
    var months: Int?
    var from: Day?
    var to: RuleEnd?

    /// The version after the last one.
    func rule(after last: EligibilityRule?, today: Day) throws(RequestError) -> EligibilityRule {
        guard let criterion = criterion ?? last?.criterion else {
            throw RequestError(
                .missingKey, "RULE-SET needs criterion=… (\(EligibilityCriterion.notation))")
        }
        if let last, last.criterion != criterion { throw .ruleKeepsCriterion }
        guard let proofs = proofs ?? last?.proofs else {
            throw RequestError(.missingKey, "RULE-SET needs proofs=… (\(ProofList.notation))")
        }
        let ceiling = ceiling ?? last?.ceilingCents
        guard criterion.isAmount == (ceiling != nil) else {
            throw RequestError(
                criterion.isAmount ? .missingKey : .range,
                criterion.isAmount
                    ? "RULE-SET needs ceiling=… (\(Euros.notation))"
                    : "ceiling: only qf and income-tax have one")
        }
        var rule = EligibilityRule(
            id: id, version: (last?.version ?? 0) + 1,
            territory: territory.map(\.prefix) ?? last?.territory, criterion: criterion,
            ceilingCents: ceiling, proofs: proofs,
            proofMaxMonths: months ?? last?.proofMaxMonths ?? 3, validFrom: from ?? today,
            validTo: to.map(\.day) ?? last?.validTo)
        // The same again says no new first day.
        if from == nil, let last {
            var unmoved = rule
            unmoved.validFrom = last.validFrom
            if unmoved.isSame(as: last) { rule = unmoved }
        }
        if let last = rule.validTo, last < rule.validFrom {
            throw RequestError(
                .range, "valid_to: its last day \(last) is before its first; say valid_to=none")
        }
        return rule
    }
}

extension EligibilityRule {
    /// Whether another version says the same.
    fileprivate func isSame(as other: EligibilityRule) -> Bool {
        var other = other
        other.version = version
        return self == other
    }

    func row(isInForce: Bool, in words: EligibilityWords) -> Reply.Row {
        [
            Field("rule", .text(id)), Field("version", .count(version)),
            Field("territory", territory.map { .text($0) } ?? .missing),
            Field("criterion", .text(criterion.rawValue)),
            Field("ceiling_cents", .cents(ceilingCents)),
            Field("proofs", .list(proofs.map(\.rawValue))),
            Field("proof_max_months", .count(proofMaxMonths)),
            Field("valid_from", .text("\(validFrom)")),
            Field("valid_to", validTo.map { .text("\($0)") } ?? .missing),
            Field("in_force", .truth(isInForce)), Field("text", .text(words.rule(self))),
        ]
    }
}

extension Call {
    fileprivate func ruleWish() throws(RequestError) -> RuleWish {
        RuleWish(
            id: try required(RuleKeys.rule).text, criterion: try optional(RuleKeys.criterion),
            ceiling: try optional(RuleKeys.ceiling)?.cents,
            territory: try optional(RuleKeys.territory),
            proofs: try optional(RuleKeys.proofs)?.types,
            months: try optional(RuleKeys.months)?.value, from: try optional(RuleKeys.from),
            to: try optional(RuleKeys.to))
    }
}
