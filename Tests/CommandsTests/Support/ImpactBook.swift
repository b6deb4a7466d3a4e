import GarageNetwork
import Synchronization

/// A ``ImpactLedger`` in memory.
final class ImpactBook: ImpactLedger {
    struct Pages {
        /// Whose people there are, besides B1 of organisation 1.
        var people: [BeneficiaryID: OrganisationID] = [:]
        var halts: [BeneficiaryID: Halt] = [:]
        var figures = ImpactFigures(groups: [], garagesInNetwork: 0)
        /// Keys of other requests.
        var usedKeys: Set<String> = []
        var failure: LedgerError?
        /// What the verbs asked for, in order.
        var orders: [OutcomeOrder] = []
        var questions: [ImpactQuestion] = []
    }
    private let pages: Mutex<Pages>

    init(_ change: (inout Pages) -> Void = { _ in }) {
        var pages = Pages()
        if let person = BeneficiaryID("B1") { pages.people[person] = OrganisationID(1) }
        change(&pages)
        self.pages = Mutex(pages)
    }

    var now: Pages { pages.withLock { $0 } }

    private func answer<Value: Sendable>(
        _ body: (inout Pages) -> Value
    ) throws(LedgerError) -> Value {
        if let failure = now.failure { throw failure }
        return pages.withLock { body(&$0) }
    }

    private static func sees(_ scope: Scope, _ owner: OrganisationID?) -> Bool {
        switch scope {
        case .organisation(let own): owner == own
        case .garage: false
        case .everything: owner != nil
        }
    }

    func tell(_ order: OutcomeOrder) async throws(LedgerError) -> OutcomeAnswer {
        try answer { pages in
            guard Self.sees(order.scope, pages.people[order.person]) else { return .noSuchPerson }
            if pages.usedKeys.contains(order.key) { return .keyReused }
            if let known = pages.orders.first(where: { $0.key == order.key }) {
                return known == order ? .told(replayed: true) : .keyReused
            }
            pages.orders.append(order)
            return .told(replayed: false)
        }
    }

    func work(
        of id: BeneficiaryID, visibleTo scope: Scope
    ) async throws(LedgerError) -> WorkRecord? {
        try answer { pages in
            guard Self.sees(scope, pages.people[id]) else { return nil }
            let told = pages.orders.filter { $0.person == id }
            let statements = told.enumerated().map { index, order in
                WorkStatement(
                    months: order.months, result: order.result, source: order.source,
                    on: order.on ?? Rehearsal.start.paris.day, recordedAt: Rehearsal.start,
                    by: order.scope.role,
                    stands: !told[(index + 1)...].contains { $0.months == order.months })
            }
            return WorkRecord(halt: pages.halts[id], statements: statements)
        }
    }

    func figures(_ question: ImpactQuestion) async throws(LedgerError) -> ImpactFigures {
        try answer { pages in
            pages.questions.append(question)
            return pages.figures
        }
    }
}
