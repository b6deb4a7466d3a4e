extension Grid {
    /// The `limit` nearest accepted points within a radius, nearest first, ties by id.
    ///
    /// A circle is scanned that should hold enough points, then one of twice the radius, until it
    /// does hold `limit` accepted ones or is the whole radius. Whatever has not been scanned lies
    /// outside that circle, hence further than all that it holds.
    ///
    /// - Parameters:
    ///   - origin: Where to start from.
    ///   - radius: How far to look, the rim included.
    ///   - limit: How many to return at most; none when it is 0 or less.
    ///   - accept: Whether a point counts. It may be asked several times about one id, and about
    ///     points a metre outside the radius, so it must depend on the id only.
    /// - Returns: Up to `limit` neighbours in ascending order.
    @inlinable
    package func nearest(
        to origin: Coordinate, within radius: Distance, limit: Int,
        where accept: (Int32) -> Bool
    ) -> [Neighbour] {
        guard limit > 0, !points.isEmpty else { return [] }
        guard limit <= Shortlist.limitMax else {
            return Array(within(radius, of: origin, where: accept).prefix(limit))
        }
        let probe = GridProbe(origin, seam: seam)
        return withUnsafeTemporaryAllocation(
            of: Shortlist.Slot.self, capacity: limit + Shortlist.spare
        ) { slots in
            // A circle of this radius holds limit + 4 points where they are spread evenly.
            var metres = spacingMetres * (Double(limit + 4) / .pi).squareRoot()
            while true {
                metres = min(metres, radius.metres)
                var list = Shortlist(slots, limit: limit, about: probe.circle)
                var bound = Chord.squaredBound(metres: metres)
                scan(about: probe, metres: metres, bound: &bound) { entry, squared, bound in
                    if accept(entry.id) {
                        list.offer(entry.id, squared: squared, bound: &bound, points: points)
                    }
                }
                let found = list.settled(within: metres, points: points)
                if found.count == limit || metres >= radius.metres { return found }
                metres *= 2
            }
        }
    }

    /// The `limit` nearest points within a radius, nearest first, ties by id.
    @inlinable
    package func nearest(
        to origin: Coordinate, within radius: Distance, limit: Int
    ) -> [Neighbour] {
        nearest(to: origin, within: radius, limit: limit) { _ in true }
    }
}
