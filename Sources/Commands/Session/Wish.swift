import GarageNetwork
import Geometry
import LineProtocol
import Matching

/// A person to be sent to a garage, before a garage was chosen.
struct Wish: Sendable {
    /// On whose behalf.
    var organisation: OrganisationID
    var key: String
    var canonicalRequest: String
    var beneficiary: BeneficiaryID
    /// The garage that the person chose; nil for the policy's choice.
    var choice: GarageID?
    /// Why another garage than one of the first.
    var overrideReason: String?
    /// The referral that this one will follow.
    var previous: ReferralCode?
    var attempt = 0

    /// How many candidates the ledger is handed: more than can fill up between a question and its
    /// answer.
    static let candidatesMax = 50
    /// How often a choice is made again because another daemon was faster; then it is taken as it
    /// is, and only the ledger's own rules hold.
    static let choicesMax = 4
    /// A choice among this many first needs no reason.
    static let ranksWithoutReason = 3
}

/// An order for the ledger, and what to tell when no candidate was handed to it.
struct Referring: Sendable {
    var order: ReferralOrder
    var emptyHanded: RequestError?
}

extension Environment {
    /// The order that a wish becomes: the garages that a question finds, each with its time to
    /// answer.
    func order(
        for wish: Wish, _ query: MatchQuery, in network: NetworkSnapshot,
        _ settings: CommandSettings
    ) -> Referring {
        let result = network.match(query)
        let now = clock.now
        var order = ReferralOrder(
            organisation: wish.organisation, key: wish.key,
            canonicalRequest: wish.canonicalRequest, beneficiary: wish.beneficiary, candidates: [],
            overrideReason: wish.overrideReason,
            answerBy: WorkingCalendar.french.answerBy(
                from: now, workingDays: settings.answerWorkingDays),
            at: writtenInstant,
            origin: ReferralOrder.Origin(near: query.position, reachKm: query.reach.km),
            view: network.view)
        order.previous = wish.previous
        order.attempt = wish.attempt
        if wish.choice == nil { order.search = ReferralOrder.Search(result) }
        do throws(RequestError) {
            order.candidates = try wish.candidates(from: result, query, in: network)
        } catch {
            // The ledger is asked all the same: the key may have been answered before, when the
            // garage still had room or stood higher in the list.
            return Referring(order: order, emptyHanded: error)
        }
        var deadlines = Deadlines(from: now, settings)
        for place in order.candidates.indices {
            let garage = network.garage(number: order.candidates[place].garage)
            let times = deadlines.times(at: garage?.postcode ?? "")
            order.candidates[place].answerBy = times.answerBy
            order.candidates[place].remindAt = times.remindAt
        }
        return Referring(order: order)
    }
}

extension Wish {
    /// Whom the ledger may choose among, best first; throws what keeps it from choosing at all.
    fileprivate func candidates(
        from result: MatchResult, _ query: MatchQuery, in network: NetworkSnapshot
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
        guard overrideReason != nil || (1...Self.ranksWithoutReason).contains(chosen.rank) else {
            throw RequestError(
                .missingKey,
                "override: this garage is not among the first"
                    + " \(Self.ranksWithoutReason); say why with override=\"…\"")
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
