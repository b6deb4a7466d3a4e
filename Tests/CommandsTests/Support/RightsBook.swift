import GarageNetwork
import Synchronization

/// A ``RightsLedger`` in memory.
final class RightsBook: RightsLedger {
    struct Pages {
        /// Whom somebody may ask about, and whose they are.
        var people: [BeneficiaryID: (owner: OrganisationID, person: KeptPerson)] = [:]
        var stones: [BeneficiaryID: (owner: OrganisationID, day: Day)] = [:]
        var parts: [ExportPart] = []
        var departures: [Departure] = []
        var halts: [HaltOrder] = []
        var requests: [PersonRequest] = []
        var ending: [EndingFile] = []
        var counts = RetentionCount()
        /// Pages of notices: how many each.
        var notices: [Int] = []
        var due: [KeptPerson] = []
        var terms: [RetentionTerm] = []
        var writes = 0
    }
    private let pages: Mutex<Pages>
    let failure: LedgerError?

    init(failure: LedgerError? = nil, _ change: (inout Pages) -> Void = { _ in }) {
        var pages = Pages()
        change(&pages)
        self.pages = Mutex(pages)
        self.failure = failure
    }

    var now: Pages { pages.withLock { $0 } }

    private func answering<Value>(
        _ body: (inout sending Pages) -> Value
    ) throws(LedgerError) -> Value {
        if let failure { throw failure }
        return pages.withLock { body(&$0) }
    }

    func holding(
        of id: BeneficiaryID, visibleTo scope: Scope
    ) async throws(LedgerError) -> PersonHolding? {
        try answering { pages in
            if let (owner, person) = pages.people[id], scope.sees(owner) { return .kept(person) }
            if let (owner, day) = pages.stones[id], scope.sees(owner) {
                return .forgotten(on: day)
            }
            return nil
        }
    }

    func export(
        of id: BeneficiaryID, visibleTo scope: Scope
    ) async throws(LedgerError) -> [ExportPart]? {
        try answering { pages in
            guard let (owner, _) = pages.people[id], scope.sees(owner) else { return nil }
            return pages.parts
        }
    }

    func forget(
        _ person: Departure, by scope: Scope, at instant: Instant?
    ) async throws(LedgerError) {
        try answering { pages in
            pages.writes += 1
            pages.departures.append(person)
            guard
                let (id, entry) = pages.people.first(where: {
                    $0.value.person.number == person.number
                })
            else { return }
            pages.people[id] = nil
            pages.stones[id] = (entry.owner, (instant ?? Rehearsal.start).paris.day)
        }
    }

    func halt(_ order: HaltOrder) async throws(LedgerError) -> HaltOutcome {
        try answering { pages in
            guard let (owner, person) = pages.people[order.id], order.scope.sees(owner) else {
                return .noSuchPerson
            }
            let isKnown = pages.halts.last { $0.id == order.id }?.isOn == order.isOn
            pages.halts.append(order)
            pages.writes += 1
            let isOver = order.kind == .objection && order.isOn
            return .halted(
                calledOff: isOver ? person.openReferral : nil,
                open: isOver ? nil : person.openReferral, replayed: isKnown)
        }
    }

    func register(
        _ kind: RequestKind, of id: BeneficiaryID, on day: Day, visibleTo scope: Scope
    ) async throws(LedgerError) -> PersonRequest? {
        try answering { pages in
            guard let (owner, _) = pages.people[id], scope.sees(owner) else { return nil }
            let request = PersonRequest(
                number: Int64(pages.requests.count + 1), beneficiary: id, organisation: owner,
                kind: kind, receivedOn: day, dueOn: day + 30)
            pages.requests.append(request)
            return request
        }
    }

    func requests(
        open: Bool, after number: Int64?, limit: Int, visibleTo scope: Scope
    ) async throws(LedgerError) -> [PersonRequest] {
        try answering { pages in
            Array(
                pages.requests.filter {
                    ($0.closedOn == nil) == open && scope.sees($0.organisation)
                        && $0.number > (number ?? 0)
                }.prefix(limit))
        }
    }

    func close(
        _ number: Int64, as outcome: RequestOutcome, on day: Day, visibleTo scope: Scope
    ) async throws(LedgerError) -> PersonRequest? {
        try answering { pages in
            guard
                let place = pages.requests.firstIndex(where: {
                    $0.number == number && scope.sees($0.organisation)
                })
            else { return nil }
            if pages.requests[place].closedOn == nil {
                pages.requests[place].closedOn = day
                pages.requests[place].outcome = outcome
            }
            return pages.requests[place]
        }
    }

    func requestFacts() async throws(LedgerError) -> RequestFacts {
        try answering { pages in
            let open = pages.requests.filter { $0.closedOn == nil }
            return RequestFacts(
                open: open.count, oldest: open.map(\.receivedOn).min(),
                firstDue: open.map(\.dueOn).min())
        }
    }

    func count(_ term: RetentionTerm) async throws(LedgerError) -> RetentionCount {
        try answering { pages in
            pages.terms.append(term)
            return pages.counts
        }
    }

    func ending(
        _ term: RetentionTerm, after position: RetentionPosition, limit: Int,
        visibleTo scope: Scope
    ) async throws(LedgerError) -> [EndingFile] {
        try answering { pages in
            Array(
                pages.ending.filter {
                    scope.sees($0.organisation)
                        && ($0.filedOn, $0.number) > (position.day, position.number)
                }.prefix(limit))
        }
    }

    func notice(
        _: RetentionTerm, after position: RetentionPosition, limit _: Int
    ) async throws(LedgerError) -> (noticed: Int, next: RetentionPosition?) {
        try answering { pages in
            pages.writes += 1
            guard !pages.notices.isEmpty else { return (0, nil) }
            let noticed = pages.notices.removeFirst()
            let next = RetentionPosition(day: position.day + 1, number: 1)
            return (noticed, pages.notices.isEmpty ? nil : next)
        }
    }

    func tellNotices(_: RetentionTerm, at _: Instant?) async throws(LedgerError) -> Int {
        try answering { pages in
            pages.writes += 1
            return 1
        }
    }

    func due(
        _: RetentionTerm, after number: Int64, limit: Int
    ) async throws(LedgerError) -> [KeptPerson] {
        try answering { pages in Array(pages.due.filter { $0.number > number }.prefix(limit)) }
    }

    func forget(
        _ people: [Departure], term _: RetentionTerm, at _: Instant?
    ) async throws(LedgerError) -> Int {
        try answering { pages in
            pages.writes += 1
            pages.departures += people
            return people.count
        }
    }

    func sweepHalted(at _: Instant?) async throws(LedgerError) -> Int {
        try answering { pages in
            pages.writes += 1
            return 0
        }
    }

    func endRegister(before _: Day, keptMonths _: Int) async throws(LedgerError) -> Int {
        try answering { pages in
            pages.writes += 1
            return 0
        }
    }
}

extension Scope {
    fileprivate func sees(_ owner: OrganisationID) -> Bool {
        switch self {
        case .organisation(let own): own == owner
        case .garage: false
        case .everything: true
        }
    }
}
