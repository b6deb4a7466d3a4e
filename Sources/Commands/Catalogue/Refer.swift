import GarageNetwork
import Geometry
import LineProtocol
import Matching

extension Command {
    static let refer = Command(
        "REFER", "Sends a person to a garage: the daemon's first choice, or the person's own.",
        access: .roles([.prescriber]), effect: .writes,
        requires: [Keys.beneficiary, Keys.key],
        takes: [ReferKeys.garage, ReferKeys.override, Keys.prescriber, MatchKeys.fields]
            + MatchKeys.question,
        errors: [
            .noSuch, .noGarage, .full, .openReferral, .keyReused, .conflict, .notReady,
            .busy, .storeDown,
        ],
        example: "REFER beneficiary=B1 key=2026-11-21-b"
    ) { call throws(RequestError) in
        let id = try call.required(Keys.beneficiary)
        let point = try call.whereabouts()
        let known = try call.remembered(id)
        if let known, try call.currentNetwork().knowsYesterday {
            let order = try call.order(for: known, at: point)
            return .later { () async throws(RequestError) -> Reply in
                try await call.place(order, for: known, at: point)
            }
        }
        return .later { () async throws(RequestError) -> Reply in
            var call = call
            call.view = await call.environment.settledNetwork()
            let person: Beneficiary
            if let known {
                person = known
            } else {
                person = try await call.environment.fetch(id, for: call.session.scope)
            }
            let order = try call.order(for: person, at: point)
            return try await call.place(order, for: person, at: point)
        }
    }
}

private enum ReferKeys {
    static let garage = Key<GarageID>("garage", "The person's free choice.")
    static let override = Key<Line>(
        "override", "Why another garage than one of the first three.")
}

extension Call {
    fileprivate func order(
        for person: Beneficiary, at point: Coordinate?
    ) throws(RequestError) -> Referring {
        let network = try currentNetwork()
        let query = try question(
            from: person, at: point, reach: try reachDecision(for: person, on: network.today).reach,
            limit: Wish.candidatesMax)
        let wish = Wish(
            organisation: try organisation(), key: try required(Keys.key).text,
            canonicalRequest: canonicalRequest(), beneficiary: person.id,
            choice: try optional(ReferKeys.garage),
            overrideReason: try optional(ReferKeys.override)?.text)
        return environment.order(for: wish, query, in: network, settings)
    }
}

extension Call {
    /// Hands an order to the ledger, and chooses again when something was committed elsewhere that
    /// the choice did not know of: any daemon chooses as one alone would.
    fileprivate func place(
        _ first: Referring, for person: Beneficiary, at point: Coordinate?
    ) async throws(RequestError) -> Reply {
        var (call, referring, choices) = (self, first, 1)
        while true {
            if choices == Wish.choicesMax { referring.order.view = nil }
            let order = referring.order
            let outcome = try await Commands.ledger { () async throws(LedgerError) in
                try await environment.ledger.refer(order)
            }
            guard outcome != .noSuchBeneficiary else { throw await call.whyNot(person.id) }
            guard outcome == .stale, choices < Wish.choicesMax else {
                return try environment.reply(to: outcome, referring.emptyHanded)
            }
            choices += 1
            call.view = environment.network.snapshot
            referring = try call.order(for: person, at: point)
        }
    }
}

extension Call {
    /// Why the ledger knows a person no more who was remembered here.
    fileprivate func whyNot(_ id: BeneficiaryID) async -> RequestError {
        environment.directory.forget(id)
        do throws(RequestError) {
            _ = try await environment.fetch(id, for: session.scope)
            return .noSuchPerson
        } catch {
            return error
        }
    }
}

extension Environment {
    fileprivate func reply(
        to outcome: ReferralOutcome, _ emptyHanded: RequestError?
    ) throws(RequestError) -> Reply {
        switch outcome {
        case .placed(let referral, let replayed):
            return .listing([row(referral) + [Field("replayed", .truth(replayed))]])
        case .full:
            throw emptyHanded
                ?? RequestError(.full, "every garage in reach filled up meanwhile; MATCH again")
        case .openReferral:
            throw RequestError(
                .openReferral, "this person has a referral that is not finished; REFERRALS shows it"
            )
        case .keyReused: throw .keyReused
        case .noSuchBeneficiary: throw .noSuchPerson
        case .stale, .superseded: throw .tooFast
        }
    }
}
