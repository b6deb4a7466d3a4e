import Geometry

/// What a grid must answer: every point is measured, then sorted.
struct BruteForce {
    private let neighbours: [Neighbour]

    init(_ points: [Coordinate], from origin: Coordinate) {
        neighbours = points.enumerated().map { id, point in
            Neighbour(id: Int32(id), distance: origin.distance(to: point))
        }
    }

    func within(_ radius: Distance, where accept: (Int32) -> Bool = { _ in true }) -> [Neighbour] {
        neighbours.filter { $0.distance <= radius && accept($0.id) }.sorted()
    }

    func count(within radius: Distance) -> Int {
        neighbours.count { $0.distance <= radius }
    }
}
