import GarageNetwork
import Synchronization

/// A ``MobilityLedger`` in memory: keys, scopes, halts and corrections follow the rules of the real
/// one.
final class MobilityBook: MobilityLedger {
    struct Pages {
        /// Who may be assessed.
        var people: [BeneficiaryID: Beneficiary] = [:]
        var questionnaires: [KeptQuestionnaire] = []
        var kept: [BeneficiaryID: [KeptAssessment]] = [:]
        /// What the verbs asked for, in order.
        var orders: [AssessmentOrder] = []
        var keys: [String: (canonical: String, number: Int64)] = [:]
        var knowsVersion = true
        var failure: LedgerError?
    }
    private let pages: Mutex<Pages>

    init(_ change: (inout Pages) -> Void = { _ in }) {
        var pages = Pages()
        if let person = Rehearsal.oneAtLens { pages.people[person.id] = person }
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

    func questionnaires() async throws(LedgerError) -> [KeptQuestionnaire] {
        try answer { $0.questionnaires }
    }

    func keep(_ questionnaires: [KeptQuestionnaire]) async throws(LedgerError) {
        try answer { pages in
            let known = Set(pages.questionnaires.map(\.version))
            pages.questionnaires += questionnaires.filter { !known.contains($0.version) }
        }
    }

    func assess(_ order: AssessmentOrder) async throws(LedgerError) -> AssessmentOutcome {
        try answer { pages in
            guard var person = Self.person(order.person, order.scope, in: pages) else {
                return .noSuchPerson
            }
            if let before = pages.keys[order.key] {
                return before.canonical == order.canonicalRequest
                    ? .kept(number: before.number, replayed: true) : .keyReused
            }
            if let halt = person.halt { return .halted(halt) }
            guard pages.knowsVersion else { return .unknownVersion }
            let number = Int64(pages.orders.count + 1)
            pages.orders.append(order)
            pages.keys[order.key] = (order.canonicalRequest, number)
            var kept = pages.kept[order.person] ?? []
            let isLatest = kept.allSatisfy { $0.figures.on <= order.figures.on }
            for place in kept.indices
            where kept[place].figures.kind == order.figures.kind
                && kept[place].figures.on == order.figures.on
            {
                kept[place].isSuperseded = true
            }
            kept.append(
                KeptAssessment(number: number, figures: order.figures, isSuperseded: false))
            pages.kept[order.person] = kept
            person.mobility = order.hint.applied(to: person.mobility, isLatest: isLatest)
            pages.people[order.person] = person
            return .kept(number: number, replayed: false)
        }
    }

    func assessments(
        of person: BeneficiaryID, visibleTo scope: Scope
    ) async throws(LedgerError) -> [KeptAssessment]? {
        try answer { pages in
            Self.person(person, scope, in: pages).map { pages.kept[$0.id] ?? [] }
        }
    }

    private static func person(
        _ id: BeneficiaryID, _ scope: Scope, in pages: Pages
    ) -> Beneficiary? {
        guard let person = pages.people[id], person.halt != .forgotten, person.halt != .merged
        else { return nil }
        if case .organisation(let own) = scope, own != person.organisation { return nil }
        return person
    }
}
