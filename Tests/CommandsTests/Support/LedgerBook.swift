import GarageNetwork
import Synchronization

/// A database kept in memory: keys, scopes and conflicts follow the rules of the real one.
final class LedgerBook: ReferralLedger, NetworkRegistry, NetworkArchive {
    struct Pages {
        var garages: [GarageID: Garage] = [:]
        var prescribers: [Prescriber] = []
        var places: [PlaceRow] = []
        var tokens: [String: StoredToken] = [:]
        var people: [BeneficiaryID: Beneficiary] = [:]
        var referrals: [Referral] = []
        var counts: [GarageCount] = []
        var past = PastArchive()
        var waiting: [UnplacedRequest] = []
        /// What is answered instead of a new referral.
        var refusal: ReferralOutcome?
        var failure: LedgerError?
        /// Whoever gave a place back does not get one again.
        var isFullAgain = false
        /// Somebody else writes to every garage first.
        var isContested = false
        /// What each key was used for, and what it gave.
        var enrolled: [String: (canonical: String, id: BeneficiaryID)] = [:]
        var referred: [String: (canonical: String, referral: Referral)] = [:]
        var stepped: [String: ReferralEvent] = [:]
        /// What the verbs asked for, in order.
        var enrolments: [EnrolmentOrder] = []
        var steps: [StepOrder] = []
        var recordings: [Recording] = []
        /// What files of steps told, by key.
        var told: [String: String] = [:]
        var scopes: [Scope] = []
        var states: [Set<ReferralState>] = []
    }
    /// One file of steps, as the verbs asked for it.
    struct Recording {
        var orders: [StepOrder]
        var isRehearsal: Bool
    }
    private let pages: Mutex<Pages>

    init(_ change: (inout Pages) -> Void = { _ in }) {
        var pages = Pages()
        for garage in Rehearsal.threeGarages { pages.garages[garage.id] = garage }
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

    // Referrals.
    func refer(_ order: ReferralOrder) async throws(LedgerError) -> ReferralOutcome {
        try answer { pages in
            let key = "\(order.organisation.number) \(order.key)"
            if let before = pages.referred[key] {
                return before.canonical == order.canonicalRequest
                    ? .placed(before.referral, replayed: true) : .keyReused
            }
            if let refusal = pages.refusal { return refusal }
            guard let chosen = order.candidates.first,
                let code = ReferralCode("2345678W"), let month = Month(year: 2026, month: 11)
            else { return .full }
            let referral = Referral(
                number: Int64(pages.referrals.count + 1), code: code,
                organisation: order.organisation, beneficiary: order.beneficiary,
                garage: chosen.garage, state: .proposed, month: month,
                createdAt: order.at ?? Rehearsal.start, answerBy: order.answerBy,
                committedThen: 1, rank: chosen.rank, km: chosen.km, extraKm: chosen.extraKm)
            pages.referrals.append(referral)
            pages.referred[key] = (order.canonicalRequest, referral)
            return .placed(referral, replayed: false)
        }
    }

    func advance(_ step: StepOrder) async throws(LedgerError) -> StepOutcome {
        try answer { pages in
            pages.steps.append(step)
            let place = pages.referrals.firstIndex {
                $0.code == step.code && Self.sees(step.scope, $0)
            }
            guard let place else { return .noSuchReferral }
            if let key = step.key, let before = pages.stepped[key] {
                return before == step.step
                    ? .moved(pages.referrals[place], replayed: true) : .keyReused
            }
            guard let next = pages.referrals[place].state.after(step.step) else {
                return .conflict(pages.referrals[place].state)
            }
            if pages.isFullAgain, next.isCommitted, !pages.referrals[place].state.isCommitted {
                return .full
            }
            let madeOn = pages.referrals[place].createdAt.paris.day
            if let on = step.on, on < madeOn { return .tooEarly(madeOn) }
            pages.referrals[place].state = next
            if let key = step.key { pages.stepped[key] = step.step }
            return .moved(pages.referrals[place], replayed: false)
        }
    }

    func record(
        all orders: [StepOrder], isRehearsal: Bool
    ) async throws(LedgerError) -> [StepOutcome.Kind] {
        try answer { pages in
            pages.recordings.append(Recording(orders: orders, isRehearsal: isRehearsal))
            var tried = pages
            let kinds = orders.map { Self.record($0, in: &tried) }
            let isWhole = kinds.allSatisfy { $0 == .moved || $0 == .replayed }
            if isWhole && !isRehearsal { pages = tried }
            return kinds
        }
    }

    /// One of many steps: what was told of the same referral already is a replay.
    private static func record(_ order: StepOrder, in pages: inout Pages) -> StepOutcome.Kind {
        let place = pages.referrals.firstIndex { $0.code == order.code && sees(order.scope, $0) }
        guard let place else { return .noSuchReferral }
        let told =
            "\(order.code) \(order.step) \(order.on?.description ?? "") \(order.reason)"
            + " \(order.amountCents ?? -1) \(order.score ?? -1)"
        if let key = order.key, let before = pages.told[key] {
            return before == told ? .replayed : .keyReused
        }
        guard !pages.told.values.contains(told) else { return .replayed }
        let state = pages.referrals[place].state
        guard let next = state.after(order.step) else { return .conflict(state) }
        pages.referrals[place].state = next
        pages.told[order.key ?? told] = told
        return .moved
    }

    private static func sees(_ scope: Scope, _ referral: Referral) -> Bool {
        switch scope {
        case .organisation(let own): referral.organisation == own
        case .garage(let own): referral.garage == own
        case .everything: true
        }
    }

    func referral(
        _ code: ReferralCode, visibleTo scope: Scope
    ) async throws(LedgerError) -> ReferralHistory? {
        try answer { pages in
            pages.referrals.first { $0.code == code && Self.sees(scope, $0) }.map {
                ReferralHistory(
                    referral: $0,
                    events: [
                        ReferralHistory.Entry(
                            event: .propose, state: .proposed, on: Rehearsal.start.paris.day,
                            recordedAt: Rehearsal.start, by: .prescriber)
                    ])
            }
        }
    }

    func referrals(
        visibleTo scope: Scope, states: Set<ReferralState>, before: Int64?, limit: Int
    ) async throws(LedgerError) -> [Referral] {
        try answer { pages in
            pages.scopes.append(scope)
            pages.states.append(states)
            let found = pages.referrals.filter { referral in
                Self.sees(scope, referral) && states.contains(referral.state)
                    && (before.map { referral.number < $0 } ?? true)
            }
            return Array(found.sorted { $0.number > $1.number }.prefix(limit))
        }
    }

    // People.
    func enrol(_ order: EnrolmentOrder) async throws(LedgerError) -> EnrolmentOutcome {
        try answer { Self.enrol(order, in: &$0) }
    }

    func enrol(all orders: [EnrolmentOrder]) async throws(LedgerError) -> [EnrolmentOutcome] {
        try answer { pages in orders.map { Self.enrol($0, in: &pages) } }
    }

    private static func enrol(_ order: EnrolmentOrder, in pages: inout Pages) -> EnrolmentOutcome {
        pages.enrolments.append(order)
        let key = "\(order.organisation.number) \(order.key)"
        if let before = pages.enrolled[key] {
            return before.canonical == order.canonicalRequest
                ? .enrolled(before.id, replayed: true) : .keyReused
        }
        pages.enrolled[key] = (order.canonicalRequest, order.person.id)
        pages.people[order.person.id] = order.person
        return .enrolled(order.person.id, replayed: false)
    }

    func beneficiary(
        _ id: BeneficiaryID, visibleTo scope: Scope
    ) async throws(LedgerError) -> Beneficiary? {
        try answer { pages in
            pages.people[id].flatMap { person in
                switch scope {
                case .organisation(let own): person.organisation == own ? person : nil
                case .garage: nil
                case .everything: person
                }
            }
        }
    }

    func counts(of month: Month) async throws(LedgerError) -> [GarageCount] {
        try answer { $0.counts.filter { $0.month == month } }
    }

    // Garages, prescribers, places, tokens.
    func add(_ garage: Garage) async throws(LedgerError) -> Garage? {
        try answer { pages in
            guard pages.garages[garage.id] == nil else { return nil }
            pages.garages[garage.id] = garage
            return garage
        }
    }

    func update(_ garage: Garage) async throws(LedgerError) -> Garage? {
        try answer { pages in
            guard !pages.isContested, pages.garages[garage.id] != nil else { return nil }
            pages.garages[garage.id] = garage
            return garage
        }
    }

    func put(_ garages: [Garage]) async throws(LedgerError) -> PutSummary {
        try answer { pages in
            let known = garages.count { pages.garages[$0.id] != nil }
            for garage in garages { pages.garages[garage.id] = garage }
            return PutSummary(added: garages.count - known, changed: known, unchanged: 0)
        }
    }

    func put(_ prescribers: [Prescriber]) async throws(LedgerError) -> PutSummary {
        try answer { pages in
            pages.prescribers += prescribers
            return PutSummary(added: prescribers.count, changed: 0, unchanged: 0)
        }
    }

    func replace(places: [PlaceRow]) async throws(LedgerError) {
        try answer { $0.places = places }
    }
    func places() async throws(LedgerError) -> [PlaceRow] { try answer { $0.places } }
    func prescribers() async throws(LedgerError) -> [Prescriber] { try answer { $0.prescribers } }
    func add(_ token: StoredToken) async throws(LedgerError) {
        try answer { $0.tokens[token.keyID] = token }
    }
    func token(keyID: String) async throws(LedgerError) -> StoredToken? {
        try answer { $0.tokens[keyID] }
    }
    func revokeToken(keyID: String) async throws(LedgerError) -> Bool {
        try answer { $0.tokens.removeValue(forKey: keyID) != nil }
    }

    // The past.
    func demand(
        from first: Day, through last: Day
    ) async throws(LedgerError) -> [DemandRecord] {
        let past = try answer { $0.past }
        return try await past.demand(from: first, through: last)
    }
    func days(from first: Day, through last: Day) async throws(LedgerError) -> [DayCount] {
        let past = try answer { $0.past }
        return try await past.days(from: first, through: last)
    }
    func unplaced(
        visibleTo scope: Scope, after: Int64?, limit: Int
    ) async throws(LedgerError) -> [UnplacedRequest] {
        try answer { pages in
            pages.scopes.append(scope)
            return Array(
                pages.waiting.filter { request in
                    let isSeen =
                        if case .organisation(let own) = scope {
                            own.number == request.organisation
                        } else { true }
                    return isSeen && request.number > after ?? 0
                }.prefix(limit))
        }
    }
    func answers(since _: Day) async throws(LedgerError) -> [AnswerCount] {
        try answer { $0.past.answerCounts }
    }
}
