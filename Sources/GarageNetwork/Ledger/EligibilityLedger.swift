/// Where rules of eligibility and decisions by them are kept.
package protocol EligibilityLedger: Sendable {
    /// Every version of every rule, by id and version.
    func rules() async throws(LedgerError) -> [EligibilityRule]
    /// Adds a version: one more than the last, which it must follow.
    func set(_ order: EligibilityRuleOrder) async throws(LedgerError) -> EligibilityRuleOutcome
    /// Keeps a decision; nil for a person who does not exist, is halted, or is not in the scope.
    func keep(_ order: EligibilityOrder) async throws(LedgerError) -> KeptEligibility?
    /// What was decided of a person, and of those who were merged into them, newest first.
    func decisions(
        of person: BeneficiaryID
    ) async throws(LedgerError) -> [KeptEligibility]
}

/// A wish to add a version of a rule.
package struct EligibilityRuleOrder: Equatable, Sendable {
    /// With the number of the version that it is to be.
    package var rule: EligibilityRule
    package var role: Role
    /// When, by a clock that was set; nil for the database's own.
    package var at: Instant?

    package init(rule: EligibilityRule, role: Role, at: Instant? = nil) {
        self.rule = rule
        self.role = role
        self.at = at
    }
}

/// What became of a version of a rule.
package enum EligibilityRuleOutcome: String, Sendable {
    case set = "SET"
    /// The last version says so already.
    case same = "SAME"
    /// Somebody else added a version meanwhile.
    case stale = "STALE"
    /// A rule keeps its criterion.
    case criterion = "CRITERION"
}

/// A decision to be kept.
package struct EligibilityOrder: Equatable, Sendable {
    package var beneficiary: BeneficiaryID
    package var scope: Scope
    package var decision: EligibilityDecision
    package var actor: AuditActor
    /// When, by a clock that was set; nil for the database's own.
    package var at: Instant?

    package init(
        beneficiary: BeneficiaryID, scope: Scope, decision: EligibilityDecision,
        actor: AuditActor, at: Instant? = nil
    ) {
        self.beneficiary = beneficiary
        self.scope = scope
        self.decision = decision
        self.actor = actor
        self.at = at
    }
}

/// A decision that is kept.
package struct KeptEligibility: Equatable, Sendable {
    package var decision: EligibilityDecision
    package var role: Role
    package var at: Instant
    /// Whether the same was decided on that day already.
    package var isRepeated: Bool

    package init(
        decision: EligibilityDecision, role: Role, at: Instant, isRepeated: Bool = false
    ) {
        self.decision = decision
        self.role = role
        self.at = at
        self.isRepeated = isRepeated
    }
}
