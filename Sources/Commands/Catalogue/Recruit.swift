import Alerting
import GarageNetwork
import LineProtocol
import Matching
import Steering

extension Command {
    static let recruit = Command(
        "RECRUIT",
        "Proposes towns for more garages (where most people are out of reach) or for more"
            + " prescribers (where garages starve), with the gain expected of each.",
        access: .roles([.manager]),
        takes: [
            RecruitKeys.garages, RecruitKeys.prescribers, RecruitKeys.yield, RecruitKeys.territory,
        ],
        errors: [.missingKey, .notReady, .busy, .storeDown], example: "RECRUIT garages=30"
    ) { call throws(RequestError) in
        let garages = try call.optional(RecruitKeys.garages)?.value
        let prescribers = try call.optional(RecruitKeys.prescribers)?.value
        let yield = try call.optional(RecruitKeys.yield)?.value
        let territory = try call.optional(RecruitKeys.territory)?.text
        let places = call.environment.gazetteer.value.places
        let target = call.settings.targetBand
        switch (garages, prescribers) {
        case (nil, nil):
            throw RequestError(.missingKey, "RECRUIT needs garages=30 or prescribers=10")
        case (.some, .some):
            throw RequestError(.syntax, "ask for garages=… or for prescribers=…, one at a time")
        case (let count?, nil):
            return try call.report { look async throws(RequestError) -> Reply in
                let ground = Ground(places, look.garages, territory: territory)
                return try await call.environment.garages(count, on: ground, look, target)
            }
        case (nil, let count?):
            return try call.report { look async throws(RequestError) -> Reply in
                let ground = Ground(places, look.garages, territory: territory)
                return try await call.environment.prescribers(count, on: ground, look, yield)
            }
        }
    }
}

private enum RecruitKeys {
    static let garages = Key<RecruitCount>(
        "garages", "How many towns to propose for one more garage each.")
    static let prescribers = Key<RecruitCount>(
        "prescribers", "How many towns to propose for one more prescriber each.")
    static let yield = Key<PeopleAMonth>(
        "yield", "How many people a prescriber sends a month.",
        default: "the mean of those who sent anybody")
    static let territory = Key<Line>(
        "territory", "Only towns whose postal code begins so, as 62.")
}

/// How many towns to propose.
struct RecruitCount: BoundedWhole {
    static let range = 1...200
    static let unit = "towns"
    let value: Int
    init(_ value: Int) { self.value = value }
}

/// How many people in a month.
struct PeopleAMonth: BoundedWhole {
    static let range = 1...1000
    static let unit = "people a month"
    let value: Int
    init(_ value: Int) { self.value = value }
}

/// The places of the network's territory, and the towns that may be proposed.
private struct Ground: Sendable {
    let places: [PlaceRow]
    let towns: [PlaceRow]

    init(_ all: [PlaceRow], _ garages: [Garage], territory: String?) {
        places = Territory.places(all, around: garages)
        towns = GarageRecruiting.towns(of: places).filter { place in
            territory.map { start in place.postcodes.contains { $0.hasPrefix(start) } } ?? true
        }
    }
}

extension Environment {
    fileprivate func garages(
        _ count: Int, on ground: Ground, _ look: LookBack, _ target: TargetBand
    ) async throws(RequestError) -> Reply {
        let pasts = try await pasts(look)
        let field = DemandField(look.past, places: ground.places)
        await Task.yield()
        var recruiting = GarageRecruiting(
            demand: field.points, garages: look.garages, towns: ground.towns,
            overloads: Overload.all(of: look.garages, pasts: pasts, demand: look.past),
            target: target)
        let before = recruiting.reachedShare
        await Task.yield()
        let proposals = recruiting.take(count)
        let rows = zip(1..., proposals).map { rank, proposal in
            let people = proposal.reachedPerMonth
            return [Field("rank", .count(rank))] + proposal.place.fields + [
                Field(
                    "people_per_month",
                    field.isOfInhabitants ? .missing : .decimal(people, places: 1)),
                Field("relieved_per_month", .decimal(proposal.relievedPerMonth, places: 1)),
                Field(
                    "inhabitants",
                    field.isOfInhabitants ? .count(Int(people.rounded())) : .missing),
                Field("reached_percent", percent(proposal.reachedShareAfter)),
            ]
        }
        let instead = Wording(
            french: "le gain est en habitants à moins de 30 km",
            english: "gains are inhabitants within 30 km")
        return .listing(
            rows,
            [
                Field("reached_percent_before", percent(before)),
                Field("reached_percent_after", percent(recruiting.reachedShare)),
                Field("requests", .count(look.past.records.count)),
            ] + look.note(DemandPast.monthsBack, otherwise: instead))
    }

    fileprivate func prescribers(
        _ count: Int, on ground: Ground, _ look: LookBack, _ given: Int?
    ) async throws(RequestError) -> Reply {
        let starving =
            look.past.isEmpty
            ? try await lonely(look)
            : Starvation.all(of: look.garages, pasts: try await pasts(look))
        let yield = given.map(Double.init) ?? look.past.yieldPerMonth
        var recruiting = PrescriberRecruiting(
            starving: starving, towns: ground.towns, places: ground.places,
            mix: ReachMix(look.past.records.lazy.map(\.reachKm)), yieldPerMonth: yield)
        await Task.yield()
        let proposals = recruiting.take(count)
        let rows = zip(1..., proposals).map { rank, proposal in
            [Field("rank", .count(rank))] + proposal.place.fields + [
                Field("referrals_per_month", .decimal(proposal.referralsPerMonth, places: 1)),
                Field("garages", .list(proposal.garages.prefix(3).map(\.text))),
            ]
        }
        let missing = starving.reduce(0) { $0 + $1.shortfallPerMonth }
        let filled = proposals.reduce(0) { $0 + $1.referralsPerMonth }
        let instead = Wording(
            french: "chaque garage sans prescripteur à moins de 30 km est compté comme vide",
            english: "each garage without a prescriber within 30 km is counted as empty")
        return .listing(
            rows,
            [
                Field("starving", .count(starving.count)),
                Field("missing_per_month", .decimal(missing, places: 1)),
                Field("filled_per_month", .decimal(filled, places: 1)),
                Field("yield_per_month", .decimal(yield, places: 1)),
            ] + look.note(DemandPast.monthsBack, otherwise: instead))
    }

    /// Where nothing is known of the past: garages that no prescriber is near.
    private func lonely(_ look: LookBack) async throws(RequestError) -> [Starvation] {
        zip(look.garages, try await circumstances(look)).compactMap { garage, around in
            guard let around, around.prescribersNear == 0, garage.target.min > 0 else {
                return nil
            }
            return Starvation(
                garage: garage.id, position: garage.position,
                shortfallPerMonth: Double(garage.target.min))
        }
    }
}
