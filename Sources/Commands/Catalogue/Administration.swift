import GarageNetwork
import LineProtocol
import Matching

extension Command {
    static let tokenAdd = Command(
        "TOKEN-ADD", "Makes a token; it is shown once and only its hash is kept.",
        access: .roles([.admin]), effect: .writes, requires: [TokenKeys.role],
        takes: [TokenKeys.organisation, TokenKeys.garage, TokenKeys.days],
        errors: [.noSuch, .notReady, .storeDown],
        example: "TOKEN-ADD role=prescriber organisation=P01"
    ) { call throws(RequestError) in
        let (shown, stored) = try call.newToken()
        let registry = call.environment.registry
        return .later { () async throws(RequestError) -> Reply in
            try await ledger { () async throws(LedgerError) in try await registry.add(stored) }
            return .listing([
                [
                    Field("token", .text(shown)), Field("id", .text(stored.keyID)),
                    Field("role", .text(stored.role.rawValue)),
                    Field("expires", .text(stored.expiresAt.iso8601)),
                ]
            ])
        }
    }

    static let tokenRevoke = Command(
        "TOKEN-REVOKE", "Ends a token; connections that use it must AUTH again.",
        access: .roles([.admin]), effect: .writes, takes: [TokenKeys.id, TokenKeys.token],
        errors: [.noSuch, .storeDown], example: "TOKEN-REVOKE id=0123456789ab"
    ) { call throws(RequestError) in
        // Whoever pastes the whole token means its first half; the secret goes no further.
        let (id, token) = (try call.optional(TokenKeys.id), try call.optional(TokenKeys.token))
        guard let text = id ?? token else {
            throw RequestError(.missingKey, "TOKEN-REVOKE needs id=…, or the whole token=…")
        }
        let keyID = String(text.text.prefix { $0 != "." })
        let environment = call.environment
        return .later { () async throws(RequestError) -> Reply in
            let isKnown = try await ledger { () async throws(LedgerError) in
                try await environment.registry.revokeToken(keyID: keyID)
            }
            guard isKnown else {
                throw RequestError(.noSuch, "id: no such token, or it is revoked already")
            }
            environment.access.revoke(keyID)
            return Reply(summary: [Field("revoked", .text(keyID))])
        }
    }

    static let reload = Command(
        "RELOAD", "Reads the configuration again, whole or not at all.",
        access: .roles([.admin]), effect: .writes, errors: [.conflict], example: "RELOAD"
    ) { call throws(RequestError) in
        let operations = call.environment.operations
        return .later { () async throws(RequestError) -> Reply in
            let changed = try await operations.reload()
            return .listing(changed.map { [Field("setting", .text($0))] })
        }
    }

    static let clock = Command(
        "CLOCK", "Sets the clock of a rehearsal; a daemon in service has none to set.",
        access: .roles([.admin]), effect: .writes, requires: [ClockKeys.at],
        errors: [.conflict], example: "CLOCK at=2025-01-02T08:00:00+01:00"
    ) { call throws(RequestError) in
        let instant = try call.required(ClockKeys.at)
        guard let clock = call.environment.rehearsalClock else {
            throw RequestError(
                .conflict, "this daemon runs on real time; start it with --now to set its clock")
        }
        clock.set(to: instant)
        let environment = call.environment
        environment.network.turn(to: instant)
        let reply = Reply(summary: [Field("now", .text(clock.now.iso8601))])
        guard !environment.network.snapshot.knowsYesterday else { return .now(reply) }
        return .later { () async throws(RequestError) -> Reply in
            await environment.recall.complete()
            return reply
        }
    }
}

private enum TokenKeys {
    static let role = Key<Role>("role", "What the bearer may do.")
    static let organisation = Key<GarageID>(
        "organisation", "The prescriber it is for.", default: "the network itself")
    static let garage = Key<GarageID>("garage", "The garage it is for; a garage's needs one.")
    static let days = Key<TokenDays>("days", "How long it lives.", default: "90")
    static let id = Key<Line>("id", "The id that TOKEN-ADD showed.")
    static let token = Key<Line>("token", "The whole token, instead of its id.")
}

private enum ClockKeys {
    static let at = Key<Instant>("at", "The instant that it shall be.")
}

extension Call {
    fileprivate func newToken() throws(RequestError) -> (shown: String, stored: StoredToken) {
        let role = try required(TokenKeys.role)
        let days = try optional(TokenKeys.days)?.value ?? settings.tokenDays
        let named = try optional(TokenKeys.organisation)
        let namedGarage = try optional(TokenKeys.garage)
        var organisation: OrganisationID?
        var garage: Int64?
        switch role {
        case .prescriber: organisation = try organisationNumber(named)
        // A garage is an organisation too: either key names it.
        case .garage: garage = try garageNumber(namedGarage ?? named)
        case .manager, .monitor, .admin: break
        }
        return environment.access.issue(
            role: role, organisation: organisation, garage: garage,
            expiresAt: environment.clock.now.advanced(bySeconds: Int64(days) * 86_400))
    }

    /// Without one, the token is the network's own.
    private func organisationNumber(_ id: GarageID?) throws(RequestError) -> OrganisationID {
        guard let id else { return .network }
        guard let found = environment.directory.prescriber(id) else {
            throw RequestError(.noSuch, "organisation: no such prescriber in this network")
        }
        return found.organisation
    }

    private func garageNumber(_ id: GarageID?) throws(RequestError) -> Int64 {
        guard let id else {
            throw RequestError(.missingKey, "a garage's token needs garage=…")
        }
        guard let found = try currentNetwork().garage(id: id) else {
            throw RequestError(.noSuch, "garage: no such garage; GARAGES lists them")
        }
        return found.number
    }
}
