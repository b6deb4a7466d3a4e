import GarageNetwork
package import Geometry

/// Where the people of one prescriber live: around it, the nearer the more, by inhabitants.
package struct PrescriberArea: Sendable {
    package let spots: [Spot]

    /// A part of the people, in one place.
    package struct Spot: Equatable, Sendable {
        package let position: Coordinate
        /// Their share of all.
        package let share: Double
    }

    /// Further than this, people have a prescriber of their own.
    package static let radiusKm = 50.0
    /// At this distance, half as many of the inhabitants come as next door.
    package static let halfKm = 15.0

    /// The area of a prescriber; all its people at its own place where nobody lives around.
    package init(around position: Coordinate, inhabited: Inhabited) {
        var weights: [(position: Coordinate, weight: Double)] = []
        inhabited.forEach(within: .kilometres(Self.radiusKm), of: position) { spot, people, km in
            weights.append((spot, people / (1 + km / Self.halfKm)))
        }
        let total = weights.reduce(0) { $0 + $1.weight }
        guard total > 0 else {
            spots = [Spot(position: position, share: 1)]
            return
        }
        spots = weights.map { Spot(position: $0.position, share: $0.weight / total) }
    }
}
