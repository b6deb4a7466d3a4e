package import GarageNetwork
import Geometry

/// Where the inhabitants of a country are, gathered into cells of about ten kilometres.
///
/// Enough for sums over tens of kilometres, at a hundredth of the work of every village.
package struct Inhabited: Sendable {
    private let grid: Grid
    private let spots: [Coordinate]
    private let people: [Double]

    /// The side of a cell in degrees of latitude; of longitude half as much again.
    private static let stepDegrees = 0.1

    private struct Cell: Hashable {
        let row: Int
        let column: Int
    }

    /// Gathers places, each cell at the middle of its inhabitants.
    package init(_ places: [PlaceRow]) {
        var sums: [Cell: (latitude: Double, longitude: Double, people: Double)] = [:]
        for place in places where place.population > 0 {
            let (latitude, longitude) = (place.position.latitude, place.position.longitude)
            let cell = Cell(
                row: Int((latitude / Self.stepDegrees).rounded(.down)),
                column: Int((longitude / (1.5 * Self.stepDegrees)).rounded(.down)))
            let people = Double(place.population)
            let sum = sums[cell] ?? (0, 0, 0)
            sums[cell] = (
                sum.latitude + people * latitude, sum.longitude + people * longitude,
                sum.people + people
            )
        }
        let cells = sums.sorted { ($0.key.row, $0.key.column) < ($1.key.row, $1.key.column) }
            .compactMap { _, sum -> (Coordinate, Double)? in
                let middle = try? Coordinate(
                    latitude: sum.latitude / sum.people, longitude: sum.longitude / sum.people)
                return middle.map { ($0, sum.people) }
            }
        spots = cells.map(\.0)
        people = cells.map(\.1)
        grid = Grid(spots)
    }

    /// Calls `body` with the middle, the inhabitants and the kilometres of each cell in a radius.
    func forEach(
        within radius: Distance, of origin: Coordinate,
        _ body: (Coordinate, Double, Double) -> Void
    ) {
        // In the order of the cells, so that sums are the same whatever order the grid scans in.
        for found in grid.within(radius, of: origin) {
            let cell = Int(found.id)
            body(spots[cell], people[cell], found.kilometres)
        }
    }
}
