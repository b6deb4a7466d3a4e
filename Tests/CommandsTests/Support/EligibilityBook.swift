import GarageNetwork
import Synchronization

/// Rules and decisions in memory, by the rules of the database.
final class EligibilityBook: EligibilityLedger {
    struct Pages {
        var rules: [EligibilityRule] = []
        var orders: [EligibilityOrder] = []
        /// Who may be decided of; nil for everybody.
        var people: Set<BeneficiaryID>?
        /// Somebody else sets every rule first.
        var isContested = false
        var failure: LedgerError?
    }
    private let pages: Mutex<Pages>

    init(_ change: (inout Pages) -> Void = { _ in }) {
        var pages = Pages()
        change(&pages)
        self.pages = Mutex(pages)
    }

    var now: Pages { pages.withLock { $0 } }
    func change(_ body: (inout Pages) -> Void) { pages.withLock { body(&$0) } }

    private func answer<Value: Sendable>(
        _ body: (inout Pages) -> Value
    ) throws(LedgerError) -> Value {
        if let failure = now.failure { throw failure }
        return pages.withLock { body(&$0) }
    }

    func rules() async throws(LedgerError) -> [EligibilityRule] {
        try answer { $0.rules.sorted { ($0.id, $0.version) < ($1.id, $1.version) } }
    }

    func set(
        _ order: EligibilityRuleOrder
    ) async throws(LedgerError) -> EligibilityRuleOutcome {
        try answer { pages in
            let last = pages.rules.last { $0.id == order.rule.id }
            if pages.isContested || order.rule.version != (last?.version ?? 0) + 1 {
                return .stale
            }
            if let last, last.criterion != order.rule.criterion { return .criterion }
            pages.rules.append(order.rule)
            return .set
        }
    }

    func keep(_ order: EligibilityOrder) async throws(LedgerError) -> KeptEligibility? {
        try answer { pages in
            guard pages.people?.contains(order.beneficiary) ?? true else { return nil }
            let isRepeated = pages.orders.contains {
                $0.beneficiary == order.beneficiary && $0.decision == order.decision
            }
            if !isRepeated { pages.orders.append(order) }
            return KeptEligibility(
                decision: order.decision, role: order.actor.role, at: Rehearsal.start,
                isRepeated: isRepeated)
        }
    }

    func decisions(of person: BeneficiaryID) async throws(LedgerError) -> [KeptEligibility] {
        try answer { pages in
            pages.orders.reversed().filter { $0.beneficiary == person }.map {
                KeptEligibility(
                    decision: $0.decision, role: $0.actor.role, at: Rehearsal.start)
            }
        }
    }
}
