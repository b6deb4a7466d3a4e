package import GarageNetwork

/// A town where one more garage would help, and what is expected of it.
package struct GarageProposal: Equatable, Sendable {
    package let place: PlaceRow
    /// People a month whom no garage reaches and this one would.
    package let reachedPerMonth: Double
    /// People a month that it would take off garages above their band.
    package let relievedPerMonth: Double
    /// The share of the demand that some garage reaches, with this one and those before it.
    package let reachedShareAfter: Double

    /// What proposals are ordered by.
    package var gainPerMonth: Double {
        reachedPerMonth + GarageRecruiting.reliefWeight * relievedPerMonth
    }
}

/// A garage above its band, and where those come from who were sent to it.
package struct Overload: Sendable {
    /// Referrals beyond its band, a month.
    package let excessPerMonth: Double
    /// The people who were sent to it.
    package let people: [DemandPoint]

    package init(excessPerMonth: Double, people: [DemandPoint]) {
        self.excessPerMonth = excessPerMonth
        self.people = people
    }

    /// The garages above their band, from the same garages' pasts.
    package static func all(
        of garages: [Garage], pasts: [GaragePast], demand: DemandPast
    ) -> [Overload] {
        var people: [Int64: [DemandPoint]] = [:]
        for (garage, past) in zip(garages, pasts) where past.excessPerMonth > 0 {
            people[garage.number] = []
        }
        for record in demand.records {
            guard let garage = record.garage else { continue }
            people[garage]?.append(
                DemandPoint(
                    position: record.origin, reachKm: record.reachKm,
                    peoplePerMonth: 1 / demand.months))
        }
        return zip(garages, pasts).compactMap { garage, past in
            guard let people = people[garage.number], !people.isEmpty else { return nil }
            return Overload(excessPerMonth: past.excessPerMonth, people: people)
        }
    }
}
