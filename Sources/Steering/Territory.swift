package import GarageNetwork
import Geometry
import Matching

/// The country that a network serves.
package enum Territory {
    /// Places further than this from every garage belong to another network: an island overseas is
    /// not a white zone of the mainland.
    package static let radiusKm = 250.0

    /// The places of a network, in their order; all of them while it has no garage.
    package static func places(_ all: [PlaceRow], around garages: [Garage]) -> [PlaceRow] {
        let grid = Grid(garages.lazy.filter(\.isInNetwork).map(\.position))
        guard grid.count > 0 else { return all }
        let radius = Distance.kilometres(radiusKm)
        return all.filter { !grid.nearest(to: $0.position, within: radius, limit: 1).isEmpty }
    }
}
