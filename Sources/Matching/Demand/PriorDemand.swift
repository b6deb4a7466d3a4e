import GarageNetwork
import Geometry

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The demand that is believed before any is known: a few people around every garage.
///
/// What is remembered soon outweighs it; where nobody has come for months it says that somebody
/// could.
struct PriorDemand: Sendable {
    private(set) var requests: [[(index: Int32, km: Float)]] = []

    /// People a month around each garage.
    static let peoplePerMonth = 5.0
    /// How many open months of memory it weighs as much as.
    static let months = 0.5

    /// How far from the garage they start, and how far they can go.
    private static let rings: [(distanceKm: Double, reachKm: Double)] = [
        (3, 20), (8, 30), (14, 30),
    ]
    private static let perRing = 3

    /// Each of them stands for so many people a month.
    static var timesPerMonth: Double { peoplePerMonth / Double(rings.count * perRing) }

    init(around directory: GarageDirectory) {
        for index in directory.garages.indices where !directory.hasLeft[index] {
            let place = directory.garages.position(at: index)
            for (turn, ring) in Self.rings.enumerated() {
                for spoke in 0..<Self.perRing {
                    // Every other ring is turned by half a spoke.
                    let share = (Double(spoke) + 0.5 * Double(turn % 2)) / Double(Self.perRing)
                    let position = place.moved(
                        km: ring.distanceKm, turns: share)
                    requests.append(
                        directory.neighbours(of: position, withinKm: ring.reachKm))
                }
            }
        }
    }
}

extension Coordinate {
    /// The place some kilometres away, a number of turns from north; itself where a pole or the
    /// date line is in between.
    ///
    /// On a flat map: a guess needs no more.
    fileprivate func moved(km: Double, turns: Double) -> Coordinate {
        let kmPerDegree = 111.2
        let narrowing = max(0.01, cos(latitude * .pi / 180))
        let moved = try? Coordinate(
            latitude: latitude + km * cos(2 * .pi * turns) / kmPerDegree,
            longitude: longitude + km * sin(2 * .pi * turns) / (kmPerDegree * narrowing))
        return moved ?? self
    }
}
