package import GarageNetwork
package import Geometry
import Matching

/// A garage below its band, and by how much.
package struct Starvation: Equatable, Sendable {
    package let garage: GarageID
    package let position: Coordinate
    /// Referrals missing below its band, a month.
    package let shortfallPerMonth: Double

    package init(garage: GarageID, position: Coordinate, shortfallPerMonth: Double) {
        self.garage = garage
        self.position = position
        self.shortfallPerMonth = shortfallPerMonth
    }

    /// The garages of the network that miss people, from the same garages' pasts.
    package static func all(of garages: [Garage], pasts: [GaragePast]) -> [Starvation] {
        zip(garages, pasts).compactMap { garage, past in
            guard garage.isInNetwork, past.shortfallPerMonth > 0 else { return nil }
            return Starvation(
                garage: garage.id, position: garage.position,
                shortfallPerMonth: past.shortfallPerMonth)
        }
    }
}

/// A town where one more prescriber would fill garages that starve, and what is expected of it.
package struct PrescriberProposal: Equatable, Sendable {
    package let place: PlaceRow
    /// Referrals a month to garages below their band, up to its lower end.
    package let referralsPerMonth: Double
    /// The garages it would help, the most helped first.
    package let garages: [GarageID]
}
