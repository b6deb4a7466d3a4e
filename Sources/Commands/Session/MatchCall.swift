import GarageNetwork
import Geometry
import LineProtocol
import Matching

/// What MATCH and REFER ask in the same words: where, how far, with which car, by which policy.
enum MatchKeys {
    static let work = Key<Work>("work", "The kind of work, when somebody knows.")
    static let policy = Key<PolicyName>("policy", "How garages are ordered.", default: "balanced")
    static let limit = Key<RowLimit>("limit", "How many garages at most.", default: "5")
    static let fields = Key<WordList>(
        "fields", "Which columns, as garage,km.", default: "all of them")

    /// What both verbs take.
    static let question: [any KeyDeclaration] = [
        Keys.at, Keys.place, Keys.postcode, Keys.within, Keys.mode, work, Keys.brand,
        Keys.year, Keys.odometerKm, Keys.fiscalPower, Keys.drives, policy,
    ]
}

/// The name of a matching policy.
struct PolicyName: ProtocolValue {
    let policy: MatchingPolicy

    static var notation: String { MatchingPolicy.all.map(\.name).joined(separator: " | ") }

    init(argument text: String) throws(Misreading) {
        guard let policy = MatchingPolicy.named(text) else {
            throw .outOfRange("it is not one of \(Self.notation)")
        }
        self.policy = policy
    }
}

extension Call {
    /// The network as this request sees it, from its first line to its last.
    func currentNetwork() throws(RequestError) -> NetworkSnapshot {
        let now = environment.clock.now
        var network = view
        if network.isOutdated(at: now) {
            environment.network.turn(to: now)
            network = environment.network.snapshot
        }
        guard network.isReady else { throw .notReady }
        return network
    }

    /// The question of a request, for a person who is known or for a bare point.
    func question(
        from person: Beneficiary?, at point: Coordinate?, reach: Reach, limit: Int
    ) throws(RequestError) -> MatchQuery {
        guard let position = point ?? person?.position else {
            throw RequestError(
                .missingKey,
                "\(request.verb) needs at=latitude,longitude, place=…, postcode=… or beneficiary=…")
        }
        let given = try vehicle()
        let known = person?.vehicle ?? Vehicle()
        let car = Vehicle(
            brand: given.brand ?? known.brand, year: given.year ?? known.year,
            odometerKm: given.odometerKm ?? known.odometerKm,
            fiscalPower: given.fiscalPower ?? known.fiscalPower,
            drives: given.drives ?? known.drives)
        return MatchQuery(
            position: position, reach: reach, vehicle: car,
            work: try optional(MatchKeys.work),
            policy: try optional(MatchKeys.policy)?.policy ?? settings.defaultPolicy,
            limit: limit, travel: settings.travel, weekFullKm: settings.weekFullKm)
    }

    /// How far this person is sent: what the request says, then what is known of them.
    func reachDecision(
        for person: Beneficiary?, on today: Day
    ) throws(RequestError) -> ReachDecision {
        var asked = ReachRequest(
            mode: try optional(Keys.mode), drives: try optional(Keys.drives).map { $0 == .yes })
        switch try optional(Keys.within) {
        case nil: break
        case .kilometres(let km):
            guard km <= Reach.ceilingKm else {
                throw RequestError(.range, "within: at most \(Int(Reach.ceilingKm))km")
            }
            asked.kmMax = km
        case .minutes(let minutes): asked.minutesMax = minutes
        }
        return settings.travel.decision(asking: asked, for: person, on: today)
    }

    /// The person a request names, from memory; nil when the ledger must be asked.
    ///
    /// Somebody else's person is answered like one who does not exist; one for whom nothing more is
    /// done, with the reason.
    func remembered(_ id: BeneficiaryID) throws(RequestError) -> Beneficiary? {
        guard
            let person = environment.directory.beneficiary(id, asOf: environment.clock.now)
        else { return nil }
        return try person.seen(by: session.scope).unlessHalted()
    }
}

extension Beneficiary {
    /// The person, if that scope may know of them.
    fileprivate func seen(by scope: Scope?) throws(RequestError) -> Beneficiary {
        guard scope?.covers(organisation) ?? false else { throw .noSuchPerson }
        return self
    }
}

extension Scope {
    func covers(_ organisation: OrganisationID) -> Bool {
        switch self {
        case .organisation(let own): own == organisation
        case .garage: false
        case .everything: true
        }
    }
}

extension Environment {
    /// The person from the ledger, who is then remembered, if something may still be done for them.
    ///
    /// While the database is away, as they were remembered, however long ago: a REFER would find
    /// out all the same.
    func fetch(_ id: BeneficiaryID, for scope: Scope?) async throws(RequestError) -> Beneficiary {
        guard let scope else { throw .noSuchPerson }
        let now = clock.now
        let found: Beneficiary?
        do throws(LedgerError) {
            found = try await ledger.beneficiary(id, visibleTo: scope)
        } catch {
            guard error == .storeDown, let known = directory.beneficiary(id) else {
                throw RequestError(error)
            }
            return try known.seen(by: scope).unlessHalted()
        }
        guard let found else {
            directory.forget(id)
            throw .noSuchPerson
        }
        directory.remember(found, at: now)
        return try found.unlessHalted()
    }
}

extension RequestError {
    /// Nobody can take this person: how many garages are in reach, and what keeps each away.
    init(nothingIn result: MatchResult, _ reach: Reach) {
        self.init(
            reachable: result.reachable, full: result.full, closed: result.closed,
            other: result.unsuitableTotal, tried: result.tried, reach)
    }

    /// The same from the counts alone.
    init(reachable: Int, full: Int, closed: Int, other: Int, tried: Int, _ reach: Reach) {
        let left =
            reachable == 0
            ? "no garage of the network is that near"
            : "of \(reachable) in reach, \(full) full, \(closed) closed,"
                + " \(other) do not take this car or work"
                + (tried == 0 ? "" : ", \(tried) asked before")
        let advice =
            reach.km < Reach.ceilingKm
            ? "a wider within=… may help" : "the network's manager should hear of it"
        self.init(
            .noGarage,
            "no open garage within \(reach.argument) takes this person: \(left); \(advice)")
    }
}

extension Reach {
    /// As a client would write it: `30km`, `45min`.
    var argument: String {
        switch limit {
        case .km(let km): min(km, Self.ceilingKm).shortest + "km"
        case .minutes(let minutes): minutes.shortest + "min"
        }
    }
}
