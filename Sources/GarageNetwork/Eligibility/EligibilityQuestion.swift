/// What an adviser says of a person, and the papers they have seen.
///
/// It is answered and forgotten: amounts are kept nowhere.
package struct EligibilityQuestion: Sendable {
    package var cents: [EligibilityCriterion: Int64]
    package var statuses: [EligibilityCriterion: Bool]
    package var proofs: [ProofSeen]
    package var postcode: String?
    /// The day it is asked on.
    package var day: Day

    package init(
        cents: [EligibilityCriterion: Int64] = [:], statuses: [EligibilityCriterion: Bool] = [:],
        proofs: [ProofSeen] = [], postcode: String? = nil, day: Day
    ) {
        self.cents = cents
        self.statuses = statuses
        self.proofs = proofs
        self.postcode = postcode
        self.day = day
    }

    /// The answer by the rules of a network.
    package func verdict(by versions: [EligibilityRule]) -> EligibilityVerdict {
        let rules = EligibilityRule.inForce(versions, on: day)
            .filter { $0.holds(in: postcode) ?? true }
        return EligibilityVerdict(rules.map { ($0, finding(by: $0)) })
    }

    private func finding(by rule: EligibilityRule) -> EligibilityFinding {
        if rule.criterion.isAmount {
            guard let cents = cents[rule.criterion] else { return .notSaid }
            let over = cents - (rule.ceilingCents ?? 0)
            if over > 0 { return .over(cents: over) }
        } else {
            guard let isSo = statuses[rule.criterion] else { return .notSaid }
            guard isSo else { return .isNot }
        }
        guard rule.holds(in: postcode) != nil else { return .placeUnknown }
        let seen = proofs.filter { rule.proofs.contains($0.type) }.max { $0.on < $1.on }
        guard let seen else { return .proofMissing }
        let last = seen.on.adding(months: rule.proofMaxMonths)
        guard day <= last else {
            return .proofTooOld(seen, since: day.earliest(within: rule.proofMaxMonths))
        }
        return .holds(seen, through: min(last, rule.validTo ?? last))
    }
}

/// A paper and the day it bears.
package struct ProofSeen: Hashable, Sendable {
    package var type: ProofType
    package var on: Day

    package init(type: ProofType, on: Day) {
        self.type = type
        self.on = on
    }
}

/// What one rule says of a person.
package enum EligibilityFinding: Equatable, Sendable {
    case holds(ProofSeen, through: Day)
    /// All holds, but no paper was seen.
    case proofMissing
    /// A paper was seen that is too old: one of `since` or later will do.
    case proofTooOld(ProofSeen, since: Day)
    /// It holds in some places only, and where the person lives was not said.
    case placeUnknown
    /// The amount is that much above the ceiling.
    case over(cents: Int64)
    /// The person is not in this case.
    case isNot
    /// Nothing was said of it.
    case notSaid
}

extension Day {
    /// The first day from which so many months last through this one.
    fileprivate func earliest(within months: Int) -> Day {
        var day = adding(months: -months)
        while day.adding(months: months) < self { day = day + 1 }
        while (day + -1).adding(months: months) >= self { day = day + -1 }
        return day
    }
}
