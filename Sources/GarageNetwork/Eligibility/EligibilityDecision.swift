/// What was decided of a person: never an amount, never a paper.
package struct EligibilityDecision: Equatable, Sendable {
    package var result: EligibilityResult
    /// The rule that it rests on.
    package var rule: String
    package var version: Int
    /// The papers that were seen for this rule, by type and day.
    package var proofs: [ProofSeen]
    package var on: Day
    /// Of a yes: the last day.
    package var validUntil: Day?

    package init(
        result: EligibilityResult, rule: String, version: Int, proofs: [ProofSeen], on: Day,
        validUntil: Day?
    ) {
        self.result = result
        self.rule = rule
        self.version = version
        self.proofs = proofs
        self.on = on
        self.validUntil = validUntil
    }
}

extension EligibilityVerdict {
    /// What may be kept of it, which is no more than it rests on; nil where no rule holds.
    package func decision(on day: Day, seen proofs: [ProofSeen]) -> EligibilityDecision? {
        guard let decisive, result != .noRule else { return nil }
        var until: Day?
        if case .holds(_, let through) = decisive.finding { until = through }
        return EligibilityDecision(
            result: result, rule: decisive.rule.id, version: decisive.rule.version,
            proofs: proofs.filter { decisive.rule.proofs.contains($0.type) }, on: day,
            validUntil: until)
    }
}
