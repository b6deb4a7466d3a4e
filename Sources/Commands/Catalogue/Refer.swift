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

/// How many candidates the ledger is handed: more than can fill up between a question and its
/// answer.
private let candidatesMax = 50
/// How often a choice is made again because another daemon was faster; then it is taken as it is,
/// and only the ledger's own rules hold.
private let choicesMax = 4
/// A choice among this many first needs no reason.
private let ranksWithoutReason = 3

/// An order for the ledger, and what to tell when no candidate was handed to it.
struct Referring: Sendable {
    var order: ReferralOrder
    var emptyHanded: RequestError?
}

extension Call {
    fileprivate func order(
        for person: Beneficiary, at point: Coordinate?
    ) throws(RequestError) -> Referring {
        let network = try currentNetwork()
        let query = try question(from: person, at: point, limit: candidatesMax)
        let result = network.match(query)
        let now = environment.clock.now
        var order = ReferralOrder(
            organisation: try organisation(), key: try required(Keys.key).text,
            canonicalRequest: canonicalRequest(), beneficiary: person.id, candidates: [],
            overrideReason: try optional(ReferKeys.override)?.text,
            answerBy: WorkingCalendar.french.answerBy(
                from: now, workingDays: settings.answerWorkingDays),
            at: environment.writtenInstant,
            origin: ReferralOrder.Origin(near: query.position, reachKm: query.reach.km),
            view: network.view)
        let choice = try optional(ReferKeys.garage)
        if choice == nil { order.search = ReferralOrder.Search(result) }
        do throws(RequestError) {
            order.candidates = try candidates(
                choice, from: result, query, in: network,
                hasReason: order.overrideReason != nil)
            return Referring(order: order)
        } catch {
            // The ledger is asked all the same: the key may have been answered before, when the
            // garage still had room or stood higher in the list.
            return Referring(order: order, emptyHanded: error)
        }
    }

    /// Whom the ledger may choose among, best first; throws what keeps it from choosing at all.
    private func candidates(
        _ choice: GarageID?, from result: MatchResult, _ query: MatchQuery,
        in network: NetworkSnapshot, hasReason: Bool
    ) throws(RequestError) -> [ReferralOrder.Candidate] {
        guard let choice else {
            guard !result.matches.isEmpty else {
                throw RequestError(nothingIn: result, query.reach)
            }
            return zip(1..., result.matches).map { rank, match in
                ReferralOrder.Candidate(match, rank: rank, nearest: result.nearest)
            }
        }
        let chosen = try chosen(choice, from: result, query, in: network)
        guard hasReason || (1...ranksWithoutReason).contains(chosen.rank) else {
            throw RequestError(
                .missingKey,
                "override: this garage is not among the first"
                    + " \(ranksWithoutReason); say why with override=\"…\"")
        }
        return [chosen]
    }

    /// The person's own choice; rank 0 when it is not in the list at all.
    private func chosen(
        _ id: GarageID, from result: MatchResult, _ query: MatchQuery, in network: NetworkSnapshot
    ) throws(RequestError) -> ReferralOrder.Candidate {
        if let rank = result.rank(of: id) {
            return ReferralOrder.Candidate(
                result.matches[rank - 1], rank: rank, nearest: result.nearest)
        }
        guard let index = network.index(of: id) else {
            throw RequestError(.noSuch, "garage: no such garage in this network")
        }
        let garage = network.garages[index]
        switch network.exclusion(of: index, for: query) {
        case .closed: throw RequestError(.conflict, "garage: it is closed or paused today")
        case .full: throw RequestError(.full, "garage: it has as many as it takes this month")
        case nil, .unsuitable:
            let km = query.position.distance(to: garage.position).kilometres
            return ReferralOrder.Candidate(
                garage: garage.number, rank: 0, km: km, extraKm: km - (result.nearest?.km ?? km),
                priceKm: 0)
        }
    }
}

extension ReferralOrder.Candidate {
    fileprivate init(_ match: Match, rank: Int, nearest: Match?) {
        self.init(
            garage: match.garage.number, rank: rank, km: match.km,
            extraKm: match.km - (nearest?.km ?? match.km), priceKm: match.priceKm)
    }
}

extension ReferralOrder.Search {
    fileprivate init(_ result: MatchResult) {
        self.init(
            reachable: result.reachable, full: result.full, closed: result.closed,
            unsuitable: result.unsuitableTotal)
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
            if choices == choicesMax { referring.order.view = nil }
            let order = referring.order
            let outcome = try await Commands.ledger { () async throws(LedgerError) in
                try await environment.ledger.refer(order)
            }
            guard outcome == .stale, choices < choicesMax else {
                return try environment.reply(to: outcome, referring.emptyHanded)
            }
            choices += 1
            call.view = environment.network.snapshot
            referring = try call.order(for: person, at: point)
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
        case .stale, .superseded:
            throw RequestError(.busy, "other daemons are faster; send this again")
        }
    }
}
