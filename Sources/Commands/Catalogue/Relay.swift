import GarageNetwork
import LineProtocol
import Matching

extension Command {
    static let redirect = Command(
        "REDIRECT", "Ends a referral and sends the person to the next garage, in one step.",
        access: .roles([.prescriber, .manager]), effect: .writes,
        requires: [Keys.referral, RelayKeys.reason],
        takes: [RelayKeys.garage, RelayKeys.override, RelayKeys.key],
        errors: [
            .noSuch, .noGarage, .full, .openReferral, .keyReused, .conflict, .notReady, .busy,
            .storeDown,
        ],
        example: "REDIRECT referral=7KQ4M2X9 reason=too-far"
    ) { call throws(RequestError) in
        let step = StepOrder(
            code: try call.required(Keys.referral), step: .redirect, scope: try call.scope(),
            reason: try call.reason(
                try call.required(RelayKeys.reason), of: .redirect
            ).rawValue,
            at: call.environment.writtenInstant)
        _ = try call.currentNetwork()
        return .later { () async throws(RequestError) -> Reply in try await call.redirect(step) }
    }

    static let withdraw = Command(
        "WITHDRAW", "Takes a person off the list of those whom no garage could take.",
        access: .roles([.prescriber, .manager]), effect: .writes,
        requires: [Keys.beneficiary, RelayKeys.reason], errors: [.noSuch, .storeDown],
        example: "WITHDRAW beneficiary=B1 reason=not-needed"
    ) { call throws(RequestError) in
        let id = try call.required(Keys.beneficiary)
        let reason = try call.reason(
            try call.required(RelayKeys.reason), among: ReasonCode.ofWithdrawals,
            explaining: "withdraw")
        let scope = try call.scope()
        let environment = call.environment
        return .later { () async throws(RequestError) -> Reply in
            let outcome = try await ledger { () async throws(LedgerError) in
                try await environment.desks.relay.withdraw(
                    id, reason: reason, visibleTo: scope, at: environment.writtenInstant)
            }
            guard case .withdrawn(let replayed) = outcome else {
                throw RequestError(
                    .noSuch, "no such person among yours waits for a garage; UNPLACED lists them")
            }
            return .listing([
                [Field("beneficiary", .text(id.text)), Field("replayed", .truth(replayed))]
            ])
        }
    }
}

private enum RelayKeys {
    static let reason = Key<ReasonCode>("reason", "Why.")
    static let garage = Key<GarageID>(
        "garage", "The person's free choice; otherwise the first that takes them.")
    static let override = Key<Line>(
        "override", "Why another garage than one of the first three.")
    static let key = Key<RequestKey>(
        "key", "Your own name for this request; a referral is redirected once in any case.")
}

extension Call {
    fileprivate func redirect(_ step: StepOrder) async throws(RequestError) -> Reply {
        for choice in 1... {
            let subject = try await ledger { () async throws(LedgerError) in
                try await environment.desks.relay.subject(step.code, visibleTo: step.scope)
            }
            guard let subject else { throw .noSuchReferral }
            if let halt = subject.person.halt { throw .halted(halt) }
            var referring = try await order(toRedirect: subject)
            if choice == Wish.choicesMax { referring.order.view = nil }
            let order = referring.order
            let outcome = try await ledger { () async throws(LedgerError) in
                try await environment.desks.relay.redirect(step, to: order)
            }
            if outcome == .stale, choice < Wish.choicesMax { continue }
            return try environment.reply(to: outcome, referring.emptyHanded)
        }
        throw .tooFast
    }

    /// The order, on behalf of whoever made the referral.
    private func order(toRedirect subject: RelaySubject) async throws(RequestError) -> Referring {
        let network = try await ledger { () async throws(LedgerError) in
            try await environment.networkNow()
        }
        let code = subject.referral.code
        let choice = try optional(RelayKeys.garage)
        if let choice, network.garage(number: subject.referral.garage)?.id == choice {
            throw RequestError(.conflict, "garage: the referral is to this garage already")
        }
        let wish = Wish(
            organisation: subject.referral.organisation,
            // Without a key of the caller's own, one that nobody can type.
            key: try optional(RelayKeys.key)?.text ?? "\u{1}redirect:\(code)",
            canonicalRequest: canonicalRequest(), beneficiary: subject.person.id, choice: choice,
            overrideReason: try optional(RelayKeys.override)?.text, previous: code)
        let query = subject.query(
            settings, on: network.today, limit: Wish.candidatesMax)
        var referring = environment.order(for: wish, query, in: network, settings)
        // Whoever finds no other garage keeps the one they have.
        referring.order.search = nil
        return referring
    }
}

extension Environment {
    fileprivate func reply(
        to outcome: RedirectOutcome, _ emptyHanded: RequestError?
    ) throws(RequestError) -> Reply {
        switch outcome {
        case .redirected(let old, let new, let replayed):
            return .listing(
                [old, new].map { row($0) + [Field("replayed", .truth(replayed))] })
        case .noSuchReferral: throw .noSuchReferral
        case .conflict(let state):
            throw RequestError(
                .conflict,
                "redirect is not possible: the referral is \(state.rawValue),"
                    + " or the person was sent on from it already; REFERRAL shows it")
        case .full:
            throw emptyHanded
                ?? RequestError(.full, "every garage in reach filled up meanwhile; nothing changed")
        case .openReferral:
            throw RequestError(
                .openReferral,
                "this person has another referral that is not finished; REFERRALS shows it")
        case .keyReused: throw .keyReused
        case .stale: throw .tooFast
        }
    }
}
