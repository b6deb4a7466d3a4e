import GarageNetwork
import LineProtocol

extension Command {
    static let referrals = Command(
        "REFERRALS", "Lists referrals, the latest first.",
        access: .roles([.prescriber, .garage, .manager]),
        takes: [
            ReferralsKeys.state, ReferralsKeys.waiting, ReferralsKeys.limit, ReferralsKeys.before,
        ],
        errors: [.storeDown], example: "REFERRALS state=proposed"
    ) { call throws(RequestError) in
        let scope = try call.scope()
        let states = try call.states(for: scope)
        let limit = try call.optional(ReferralsKeys.limit)?.value ?? 100
        let before = try call.optional(ReferralsKeys.before).map { Int64($0.value) }
        let environment = call.environment
        return .later { () async throws(RequestError) -> Reply in
            let found = try await ledger { () async throws(LedgerError) in
                try await environment.ledger.referrals(
                    visibleTo: scope, states: states, before: before, limit: limit + 1)
            }
            let page = found.prefix(limit)
            let more: Reply.Row =
                found.count > limit && page.last != nil
                ? [Field("more", .whole(1)), Field("next", .text("\(page.last?.number ?? 0)"))]
                : []
            return .listing(page.map(environment.row), more)
        }
    }
}

private enum ReferralsKeys {
    static let state = Key<ReferralState>("state", "Only those in this state.")
    static let waiting = Key<Waiting>("waiting", "Only those that wait for somebody.")
    static let limit = Key<RowLimit>("limit", "How many rows at most.", default: "100")
    static let before = Key<ListPosition>("before", "Go on before this: the `next` of a reply.")
}

/// Whom a referral waits for.
private enum Waiting: String, CaseIterable, ProtocolWord {
    case me
}

extension Call {
    fileprivate func states(for scope: Scope) throws(RequestError) -> Set<ReferralState> {
        if let state = try optional(ReferralsKeys.state) { return [state] }
        guard try optional(ReferralsKeys.waiting) != nil else { return Set(ReferralState.allCases) }
        switch scope.role {
        case .garage: return [.proposed, .accepted, .received, .fileComplete, .quoted]
        case .prescriber: return [.declined, .expired, .noShow]
        case .manager, .monitor, .admin: return [.proposed, .declined, .expired]
        }
    }
}
