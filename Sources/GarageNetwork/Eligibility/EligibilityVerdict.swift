/// The answer of all rules together, for an adviser to decide by.
package struct EligibilityVerdict: Sendable {
    package let result: EligibilityResult
    /// The rule that the answer rests on: the one that holds longest, or the one that lacks least.
    package let decisive: Judged?
    /// Every other rule, those that lack least first.
    package let others: [Judged]

    /// A rule with what it says.
    package struct Judged: Equatable, Sendable {
        package let rule: EligibilityRule
        package let finding: EligibilityFinding
    }

    init(_ findings: [(EligibilityRule, EligibilityFinding)]) {
        let judged = findings.map { Judged(rule: $0, finding: $1) }.sorted { a, b in
            (a.finding.lack, a.finding.amount, a.rule.id)
                < (b.finding.lack, b.finding.amount, b.rule.id)
        }
        decisive = judged.first
        others = Array(judged.dropFirst())
        result =
            switch judged.first?.finding {
            case nil: .noRule
            case .holds: .yes
            // Nobody is refused for what was not asked.
            case .proofMissing, .proofTooOld, .placeUnknown, .notSaid: .incomplete
            case .over, .isNot: .no
            }
    }
}

/// Whether a person may come.
package enum EligibilityResult: String, CaseIterable, Sendable {
    case yes, no, incomplete
    /// No rule holds here on this day; nothing can be decided, nor kept.
    case noRule = "no-rule"
}

extension EligibilityFinding {
    /// How far it is from yes.
    fileprivate var lack: Int {
        switch self {
        case .holds: 0
        case .proofTooOld: 1
        case .proofMissing: 2
        case .placeUnknown: 3
        case .over: 4
        case .isNot: 5
        case .notSaid: 6
        }
    }

    /// Of two that hold, the one that holds longer is better; of two ceilings, the nearer.
    fileprivate var amount: Int64 {
        switch self {
        case .holds(_, let through): -Int64(through.ordinal)
        case .over(let cents): cents
        default: 0
        }
    }
}
