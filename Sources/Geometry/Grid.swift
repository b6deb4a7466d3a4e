/// An immutable index over points of the Earth: the nearest, those within a radius, their number.
///
/// An id is the position of a point in the array that the grid was built from. Who is inside a
/// radius (its rim included) and in which order is decided by ``Coordinate/distance(to:)`` alone.
package struct Grid: Sendable {
    @usableFromInline let points: [Coordinate]

    /// Indexes the points; up to `Int32.max` of them.
    package init(_ points: [Coordinate]) {
        self.points = points
    }

    /// The number of points.
    package var count: Int { points.count }

    /// The `limit` nearest accepted points within a radius, nearest first, ties by id.
    @inlinable
    package func nearest(
        to origin: Coordinate, within radius: Distance, limit: Int,
        where accept: (Int32) -> Bool
    ) -> [Neighbour] {
        guard limit > 0 else { return [] }
        return Array(within(radius, of: origin).filter { accept($0.id) }.prefix(limit))
    }

    /// The `limit` nearest points within a radius, nearest first, ties by id.
    @inlinable
    package func nearest(
        to origin: Coordinate, within radius: Distance, limit: Int
    ) -> [Neighbour] {
        nearest(to: origin, within: radius, limit: limit) { _ in true }
    }

    /// Calls `body` with the id and the distance in metres of every point within a radius.
    @inlinable
    package func forEach(
        within radius: Distance, of origin: Coordinate, _ body: (Int32, Double) -> Void
    ) {
        for (id, point) in points.enumerated() {
            let metres = origin.distance(to: point).metres
            if metres <= radius.metres { body(Int32(truncatingIfNeeded: id), metres) }
        }
    }

    /// Every point within a radius, nearest first, ties by id.
    @inlinable
    package func within(_ radius: Distance, of origin: Coordinate) -> [Neighbour] {
        var found: [Neighbour] = []
        forEach(within: radius, of: origin) { id, metres in
            found.append(Neighbour(id: id, distance: .metres(metres)))
        }
        found.sort()
        return found
    }

    /// How many points are within a radius.
    @inlinable
    package func count(within radius: Distance, of origin: Coordinate) -> Int {
        var total = 0
        forEach(within: radius, of: origin) { _, _ in total += 1 }
        return total
    }
}
