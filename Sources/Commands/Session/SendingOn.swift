import GarageNetwork
import Geometry
import LineProtocol
import Matching

extension RelaySubject {
    /// The question that finds the next garage: from where the first wish came, as far, with the
    /// same car, without the garages that were tried.
    func query(_ settings: CommandSettings, on today: Day, limit: Int) -> MatchQuery {
        // What is kept is coarse: the door itself where that is where it was.
        let isHome = origin == nil || origin == person.position.coarse
        let decision = settings.travel.decision(
            asking: ReachRequest(kmMax: reachKm), for: person, on: today)
        var query = MatchQuery(
            position: isHome ? person.position : origin ?? person.position,
            reach: decision.reach,
            vehicle: person.vehicle, policy: settings.defaultPolicy, limit: limit,
            travel: settings.travel)
        query.tried = Set(tried)
        return query
    }
}

extension Environment {
    /// What became of a person who was to be sent on.
    enum SendingOn: Sendable {
        case sentOn, unplaced
        /// Somebody was faster, or the garage answered after all.
        case needless
    }

    /// Sends a person to the next garage by the policy, or puts them on the manager's list when
    /// there is none or when they were sent on often enough.
    ///
    /// The key says what it is for, so that whoever does it again, here or in another daemon, finds
    /// it done; nobody can type it.
    func sendOn(_ subject: RelaySubject) async throws(LedgerError) -> SendingOn {
        for choice in 1... {
            let network = try await networkNow()
            var order = order(toSendOn: subject, in: network)
            if choice == Wish.choicesMax { order.view = nil }
            switch try await ledger.refer(order) {
            case .placed(_, let replayed): return replayed ? .needless : .sentOn
            case .full: return .unplaced
            case .stale where choice < Wish.choicesMax: continue
            case .stale: throw .busy(retryMilliseconds: 0)
            case .openReferral, .superseded, .keyReused, .noSuchBeneficiary: return .needless
            }
        }
        return .needless
    }

    func order(toSendOn subject: RelaySubject, in network: NetworkSnapshot) -> ReferralOrder {
        let settings = settings
        let code = subject.referral.code
        let wish = Wish(
            organisation: subject.referral.organisation, key: "\u{1}sent-on:\(code)",
            canonicalRequest: "sent-on\u{1F}\(code)", beneficiary: subject.person.id,
            previous: code, attempt: subject.referral.course.attempt + 1)
        let query = subject.query(
            settings, on: network.today, limit: Wish.candidatesMax)
        var order = order(for: wish, query, in: network, settings).order
        if wish.attempt > settings.sentOnMax { order.candidates = [] }
        return order
    }

    /// The network of today, with the prices of today.
    func networkNow() async throws(LedgerError) -> NetworkSnapshot {
        var snapshot = await settledNetwork()
        if snapshot.isOutdated(at: clock.now) {
            network.turn(to: clock.now)
            snapshot = await settledNetwork()
        }
        guard snapshot.isReady else { throw .storeDown }
        return snapshot
    }
}
