import GarageNetwork
import LineProtocol
import Matching

extension Command {
    static let referrals = Command(
        "REFERRALS", "Lists referrals, the latest first, or what waits, the most urgent first.",
        access: .roles([.prescriber, .garage, .manager]),
        takes: [
            ReferralsKeys.state, ReferralsKeys.waiting, ReferralsKeys.garage,
            ReferralsKeys.limit, ReferralsKeys.before,
        ],
        errors: [.denied, .noSuch, .range, .storeDown], example: "REFERRALS waiting=me"
    ) { call throws(RequestError) in
        let scope = try call.scope()
        let states = try call.optional(ReferralsKeys.state).map { [$0] }
        let garage = try call.garageNumber()
        let limit = try call.optional(ReferralsKeys.limit)?.value ?? 100
        let position = try call.optional(ReferralsKeys.before)
        if let waiting = try call.optional(ReferralsKeys.waiting) {
            return try call.listing(
                AwaitedQuestion(
                    whom: waiting.whom(for: scope), scope: scope, garage: garage,
                    states: Set(states ?? ReferralState.allCases),
                    after: try position?.awaited(), limit: limit + 1,
                    at: call.environment.writtenInstant))
        }
        return try call.latest(
            scope, garage, Set(states ?? ReferralState.allCases),
            before: try position?.number(), limit: limit)
    }
}

private enum ReferralsKeys {
    static let state = Key<ReferralState>("state", "Only those in this state.")
    static let waiting = Key<Waiting>("waiting", "Only those that wait for somebody.")
    static let garage = Key<GarageID>("garage", "Only those at this garage.")
    static let limit = Key<RowLimit>("limit", "How many rows at most.", default: "100")
    static let before = Key<ReferralsPosition>(
        "before", "Go on from here: the `next` of a reply.")
}

/// Whom a referral waits for.
private enum Waiting: String, CaseIterable, ProtocolWord {
    case me, prescriber, garage, manager

    func whom(for scope: Scope) -> Awaiting.Whom {
        switch self {
        case .prescriber: .prescriber
        case .garage: .garage
        case .manager: .manager
        case .me:
            switch scope {
            case .organisation: .prescriber
            case .garage: .garage
            case .everything: .manager
            }
        }
    }
}

/// Where a page ends: a referral's number, and before it, in a list of what waits, the instant by
/// which it should be done.
private struct ReferralsPosition: ProtocolValue {
    private let referral: Int64
    private let due: Instant?

    static var notation: String { "the `next` of a reply" }

    init(argument text: String) throws(Misreading) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { Int64($0) }
        guard (1...2).contains(numbers.count), numbers.count == parts.count,
            let referral = numbers.last
        else { throw .unreadable("it is the `next` of a reply") }
        guard referral >= 1 else { throw .outOfRange("it is the `next` of a reply") }
        self.referral = referral
        due = numbers.count == 2 ? Instant(microseconds: numbers[0]) : nil
    }

    init(_ position: AwaitedPosition) {
        referral = position.number
        due = position.due
    }

    var text: String { (due.map { "\($0.microseconds)." } ?? "") + "\(referral)" }

    func number() throws(RequestError) -> Int64 {
        guard due == nil else {
            throw RequestError(.range, "before: this is the next of a list with waiting=")
        }
        return referral
    }

    func awaited() throws(RequestError) -> AwaitedPosition {
        guard let due else {
            throw RequestError(.range, "before: this is the next of a list without waiting=")
        }
        return AwaitedPosition(due: due, number: referral)
    }
}

extension Call {
    fileprivate func garageNumber() throws(RequestError) -> Int64? {
        guard let id = try optional(ReferralsKeys.garage) else { return nil }
        guard let garage = view.garage(id: id) else {
            throw RequestError(.noSuch, "garage: no such garage; GARAGES lists them")
        }
        return garage.number
    }

    /// The latest referrals of a scope; of one garage, for whoever sees all.
    fileprivate func latest(
        _ scope: Scope, _ garage: Int64?, _ states: Set<ReferralState>, before: Int64?, limit: Int
    ) throws(RequestError) -> Execution {
        var scope = scope
        if let garage {
            guard case .everything = scope else {
                throw RequestError(.range, "garage: goes with waiting=, here")
            }
            scope = .garage(garage)
        }
        let (environment, seen) = (environment, scope)
        return .later { () async throws(RequestError) -> Reply in
            let found = try await ledger { () async throws(LedgerError) in
                try await environment.ledger.referrals(
                    visibleTo: seen, states: states, before: before, limit: limit + 1)
            }
            let page = found.prefix(limit)
            let more: Reply.Row =
                found.count > limit && page.last != nil
                ? [Field("more", .whole(1)), Field("next", .text("\(page.last?.number ?? 0)"))]
                : []
            return .listing(page.map(environment.row), more)
        }
    }

    /// What waits for somebody, with one referral more than is shown.
    fileprivate func listing(_ question: AwaitedQuestion) throws(RequestError) -> Execution {
        guard !question.matters.isEmpty else {
            throw RequestError(.denied, "waiting=\(question.whom.rawValue) is not for this role")
        }
        let (environment, language, today) = (environment, try language(), view.today)
        let now = environment.clock.now
        let unplaced = view.unplaced.count
        return .later { () async throws(RequestError) -> Reply in
            let found = try await ledger { () async throws(LedgerError) in
                try await environment.desks.quotes.awaited(question)
            }
            let page = found.prefix(question.limit - 1)
            var more: Reply.Row = [
                Field("late", .count(page.count { $0.awaiting.due <= now }))
            ]
            if question.whom == .manager { more.append(Field("unplaced", .count(unplaced))) }
            if found.count > page.count, let last = page.last {
                more.append(Field("more", .whole(1)))
                more.append(Field("next", .text(ReferralsPosition(last.position).text)))
            }
            return .listing(
                page.map { found in
                    let step = NextStep(
                        matter: found.awaiting.matter, referral: found.referral, today: today,
                        reader: question.scope)
                    return environment.row(found.referral) + found.awaiting.fields(at: now)
                        + [Field("next_step", .text(step.sentence(language)))]
                }, more)
        }
    }
}

extension Awaiting {
    fileprivate func fields(at now: Instant) -> Reply.Row {
        [
            Field("waiting_for", .text(matter.whom.rawValue)),
            Field("matter", .text(matter.rawValue)), Field("since", .text(since.iso8601)),
            Field("due", .text(due.iso8601)), Field("late", .truth(due <= now)),
        ]
    }
}
