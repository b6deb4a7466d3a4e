package import GarageNetwork

/// The demand to plan for: what was observed, evened out by where people live.
///
/// A few months of wishes say well how many people ask and how far they go, and less well where
/// the next ones will be: a village that sent nobody yet is not empty. So a part of the observed
/// demand is spread over the places by their inhabitants; the more was observed, the smaller it is.
package struct DemandField: Sendable {
    package let points: [DemandPoint]
    /// What the observed people can go.
    package let mix: ReachMix
    /// Whether nobody was observed: the points are then inhabitants, not people who ask.
    package let isOfInhabitants: Bool

    /// With this many wishes observed, half of the field is them and half is inhabitants.
    package static let evenObservations = 1_000.0

    /// The field of a past in a country.
    ///
    /// Without any past, each inhabitant counts as one person a month with the default reach:
    /// gains are then comparable with one another and mean inhabitants.
    package init(_ past: DemandPast, places: [PlaceRow]) {
        mix = ReachMix(past.records.lazy.map(\.reachKm))
        isOfInhabitants = past.isEmpty
        let inhabitants = Double(places.reduce(0) { $0 + $1.population })
        let observed = Double(past.records.count)
        var share = observed / (observed + Self.evenObservations)
        if inhabitants == 0 { share = 1 }
        var points = past.records.map {
            DemandPoint(
                position: $0.origin, reachKm: $0.reachKm, peoplePerMonth: share / past.months)
        }
        let spread =
            isOfInhabitants ? 1 : (1 - share) * observed / past.months / max(1, inhabitants)
        if spread > 0 {
            for place in places where place.population > 0 {
                for part in mix.parts {
                    points.append(
                        DemandPoint(
                            position: place.position, reachKm: part.reachKm,
                            peoplePerMonth: Double(place.population) * spread * part.share))
                }
            }
        }
        self.points = points
    }
}
