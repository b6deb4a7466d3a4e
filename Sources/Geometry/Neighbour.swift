/// A point that a search found, and how far it is from where the search began.
@usableFromInline
package struct Neighbour: Hashable, Comparable, Sendable {
    /// The position of the point in the array that the grid was built from.
    @usableFromInline package let id: Int32
    /// The great-circle distance, bit for bit that of ``Coordinate/distance(to:)``.
    @usableFromInline package let distance: Distance

    /// The distance in kilometres.
    package var kilometres: Double { distance.kilometres }

    /// Pairs a point with its distance.
    @inlinable
    package init(id: Int32, distance: Distance) {
        self.id = id
        self.distance = distance
    }

    /// Nearer first; of two equally near, the lower id first.
    @inlinable
    package static func < (one: Neighbour, other: Neighbour) -> Bool {
        if one.distance.metres != other.distance.metres {
            return one.distance.metres < other.distance.metres
        }
        return one.id < other.id
    }
}
