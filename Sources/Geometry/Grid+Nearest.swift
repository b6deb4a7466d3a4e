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
        guard limit > 0, !entries.isEmpty else { return [] }
        guard limit <= Shortlist.limitMax else {
            return Array(within(radius, of: origin, where: accept).prefix(limit))
        }
        let probe = GridProbe(origin, seam: seam)
        return withUnsafeTemporaryAllocation(
            of: UInt64.self, capacity: limit + Shortlist.spare
        ) { keys in
            entries.withUnsafeBufferPointer { entries in
                var list = Shortlist(keys, limit: limit, about: probe, entries: entries)
                // Nothing is further than half round, and doubling has to end.
                let metresMax = min(radius.metres, Earth.halfCircumference.metres)
                return nearest(metresMax, into: &list, where: accept)
            }
        }
    }

    /// Widens a circle until its shortlist holds enough, or it has the whole radius.
    @inlinable @inline(__always)
    func nearest(
        _ metresMax: Double, into list: inout Shortlist, where accept: (Int32) -> Bool
    ) -> [Neighbour] {
        // A circle of this radius holds limit + 4 points where they are spread evenly.
        var metres = spacingMetres * (Double(list.limit + 4) / .pi).squareRoot()
        while true {
            metres = min(metres, metresMax)
            list.clear()
            var bound = Chord.squaredBound(metres: metres)
            forEachRun(about: list.probe, metres: metres, bound: &bound) { run, bound in
                list.take(run, bound: &bound, where: accept)
            }
            list.sift(accept)
            let found = list.settled(within: metres)
            if found.count == list.limit || metres >= metresMax { return found }
            metres *= 2
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
