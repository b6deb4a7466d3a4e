import GarageNetwork
import LineProtocol
import Matching

extension Command {
    static let tokens = Command(
        "TOKENS", "Lists the tokens that were not revoked, and when each was last used.",
        access: .roles([.admin]), takes: [AccountKeys.unused], errors: [.notReady, .storeDown],
        example: "TOKENS unused_days=90"
    ) { call throws(RequestError) in
        let network = try call.currentNetwork()
        let unused = try call.optional(AccountKeys.unused)?.value
        let environment = call.environment
        return .later { () async throws(RequestError) -> Reply in
            let found = try await ledger { () async throws(LedgerError) in
                try await environment.desks.accounts.tokens()
            }
            let shown = found.filter { token in
                unused.map { (network.today - token.idleSince) >= $0 } ?? true
            }
            return .listing(shown.map { environment.row($0, in: network) })
        }
    }

    static let prescribers = Command(
        "PRESCRIBERS", "Lists the prescribers, and whether each may send people.",
        access: .roles([.manager]),
        takes: [GarageKeys.territory, AccountKeys.authorisation, AccountKeys.lapsed],
        errors: [.storeDown], example: "PRESCRIBERS authorisation=unset"
    ) { call throws(RequestError) in
        let filter = try call.prescriberFilter()
        let (environment, today) = (call.environment, call.view.today)
        return .later { () async throws(RequestError) -> Reply in
            let found = try await ledger { () async throws(LedgerError) in
                try await environment.desks.accounts.prescriberStandings()
            }
            let standings = Dictionary(found.map { ($0.organisation, $0) }) { $1 }
            let rows = environment.directory.prescribers.compactMap { prescriber in
                let standing =
                    standings[prescriber.organisation]
                    ?? PrescriberStanding(organisation: prescriber.organisation)
                return filter.takes(prescriber, standing, on: today)
                    ? prescriber.row(standing, on: today) : nil
            }
            return .listing(rows)
        }
    }

    static let prescriberSet = Command(
        "PRESCRIBER-SET", "Says whether a prescriber may send people, and until when.",
        access: .roles([.manager]), effect: .writes, requires: [AccountKeys.prescriber],
        takes: [
            AccountKeys.authorisation, AccountKeys.conventionFrom, AccountKeys.conventionTo,
        ],
        errors: [.noSuch, .range, .storeDown],
        example: "PRESCRIBER-SET prescriber=P01 authorisation=validated"
    ) { call throws(RequestError) in
        let environment = call.environment
        guard
            let prescriber = environment.directory.prescriber(
                try call.required(AccountKeys.prescriber))
        else { throw .noSuchPrescriber }
        let authorisation = try call.optional(AccountKeys.authorisation)
        let from = try call.optional(AccountKeys.conventionFrom)
        let to = try call.optional(AccountKeys.conventionTo)
        let today = call.view.today
        return .later { () async throws(RequestError) -> Reply in
            let found = try await ledger { () async throws(LedgerError) in
                try await environment.desks.accounts.prescriberStandings()
            }
            guard
                var standing = found.first(where: { $0.organisation == prescriber.organisation })
            else { throw .noSuchPrescriber }
            standing.authorisation = authorisation ?? standing.authorisation
            standing.conventionFrom = from ?? standing.conventionFrom
            standing.conventionTo = to ?? standing.conventionTo
            if let first = standing.conventionFrom, let last = standing.conventionTo, last < first {
                throw RequestError(.range, "convention_to: it is before convention_from=\(first)")
            }
            let new = standing
            let isKnown = try await ledger { () async throws(LedgerError) in
                try await environment.desks.accounts.set(new)
            }
            guard isKnown else { throw .noSuchPrescriber }
            environment.access.set(
                new.organisation, isRefused: new.authorisation == .refused)
            return .listing([prescriber.row(new, on: today)])
        }
    }
}

private enum AccountKeys {
    static let unused = Key<UnusedDays>(
        "unused_days", "Only those that nobody has used for this many days.")
    static let prescriber = Key<GarageID>("prescriber", "The prescriber.")
    static let authorisation = Key<Authorisation>(
        "authorisation", "Whether it may send people; a refused one's tokens open nothing more.")
    static let lapsed = Key<Choice>(
        "lapsed", "Only those whose convention has run out.", default: "no")
    static let conventionFrom = Key<Day>("convention_from", "The first day of its convention.")
    static let conventionTo = Key<Day>("convention_to", "The last day of its convention.")
}

extension Authorisation: ProtocolWord {}

/// How long nobody has used a token.
private struct UnusedDays: BoundedWhole {
    static let range = 1...3650
    static let unit = "days"
    let value: Int
    init(_ value: Int) { self.value = value }
}

extension RequestError {
    fileprivate static let noSuchPrescriber = RequestError(
        .noSuch, "prescriber: no such prescriber; PRESCRIBERS lists them")
}

extension TokenAccount {
    /// The day it was last used on, or made.
    fileprivate var idleSince: Day { lastUsedOn ?? createdAt.paris.day }
}

private struct PrescriberFilter {
    let territory: String?
    let authorisation: Authorisation?
    let onlyLapsed: Bool

    func takes(_ prescriber: Prescriber, _ standing: PrescriberStanding, on day: Day) -> Bool {
        (territory.map { prescriber.postcode.hasPrefix($0) } ?? true)
            && (authorisation.map { standing.authorisation == $0 } ?? true)
            && (!onlyLapsed || standing.hasLapsed(on: day))
    }
}

extension Call {
    fileprivate func prescriberFilter() throws(RequestError) -> PrescriberFilter {
        PrescriberFilter(
            territory: try optional(GarageKeys.territory)?.text,
            authorisation: try optional(AccountKeys.authorisation),
            onlyLapsed: try optional(AccountKeys.lapsed) == .yes)
    }
}

extension Prescriber {
    fileprivate func row(_ standing: PrescriberStanding, on day: Day) -> Reply.Row {
        [
            Field("prescriber", .text(id.text)), Field("name", .text(name)),
            Field("kind", .text(kind)), Field("town", .text(town)),
            Field("postcode", .text(postcode)),
            Field("authorisation", .text(standing.authorisation.rawValue)),
            Field("convention_from", standing.conventionFrom.map { .text("\($0)") } ?? .missing),
            Field("convention_to", standing.conventionTo.map { .text("\($0)") } ?? .missing),
            Field("lapsed", .truth(standing.hasLapsed(on: day))),
        ]
    }
}

extension Environment {
    fileprivate func row(_ token: TokenAccount, in network: NetworkSnapshot) -> Reply.Row {
        let garage = token.garage.flatMap { network.garage(number: $0)?.id.text }
        let organisation = token.organisation.flatMap { directory.name(of: $0) }
        return [
            Field("id", .text(token.keyID)), Field("role", .text(token.role.rawValue)),
            Field("organisation", organisation.map { .text($0) } ?? .missing),
            Field("garage", garage.map { .text($0) } ?? .missing),
            Field("created", .text("\(token.createdAt.paris.day)")),
            Field("expires", .text(token.expiresAt.iso8601)),
            Field("expired", .truth(token.expiresAt <= clock.now)),
            Field("last_used", token.lastUsedOn.map { .text("\($0)") } ?? .missing),
        ]
    }
}
