extension Grid {
    /// The `limit` nearest accepted points within a radius, nearest first, ties by id.
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
        var found: [Neighbour] = []
        forEachNearest(to: origin, within: radius, limit: limit, where: accept) { found.append($0) }
        return found
    }

    /// The `limit` nearest points within a radius, nearest first, ties by id.
    @inlinable
    package func nearest(
        to origin: Coordinate, within radius: Distance, limit: Int
    ) -> [Neighbour] {
        var found: [Neighbour] = []
        forEachNearest(to: origin, within: radius, limit: limit) { found.append($0) }
        return found
    }

    /// Calls `body` with the `limit` nearest accepted points within a radius, nearest first, ties
    /// by id.
    ///
    /// It allocates nothing for a few neighbours. A circle is scanned that should hold enough
    /// points, by how many lie in the cells about the origin, then one of twice the radius, until
    /// it does hold `limit` accepted ones or is the whole radius. Whatever has not been scanned
    /// lies outside that circle, hence further than all that it holds.
    ///
    /// The parameters are those of ``nearest(to:within:limit:where:)``.
    @inlinable
    package func forEachNearest(
        to origin: Coordinate, within radius: Distance, limit: Int,
        where accept: (Int32) -> Bool, _ body: (Neighbour) -> Void
    ) {
        search(origin, radius, limit, accept, body)
    }

    /// Calls `body` with the `limit` nearest points within a radius, nearest first, ties by id.
    @inlinable
    package func forEachNearest(
        to origin: Coordinate, within radius: Distance, limit: Int, _ body: (Neighbour) -> Void
    ) {
        search(origin, radius, limit, { _ in true }, body)
    }

    @inlinable @inline(__always)
    func search(
        _ origin: Coordinate, _ radius: Distance, _ limit: Int, _ accept: (Int32) -> Bool,
        _ body: (Neighbour) -> Void
    ) {
        guard limit > 0, count > 0 else { return }
        guard limit <= Shortlist.limitMax else {
            return within(radius, of: origin, where: accept).prefix(limit).forEach(body)
        }
        read { reader in
            let probe = GridProbe(origin)
            // Nothing is further than half round, and doubling has to end.
            let metresMax = min(radius.metres, Earth.halfCircumference.metres)
            reader.withScratch { keys, runs in
                var metres = reader.firstMetres(
                    about: probe, limit: limit, metresMax: metresMax, fetching: &runs)
                var list = Shortlist(limit: limit, keys: keys)
                while reader.isNear(metres, of: probe) {
                    let circle = GridCircle(metres: metres)
                    runs.count = 0
                    reader.gather(about: probe, circle, into: &runs)
                    list.take(circle, from: runs, reader, about: probe, where: accept)
                    let isLast = metres >= metresMax
                    if list.keys.count >= limit || isLast,
                        list.report(within: metres, reader, about: probe, isLast: isLast, body)
                    {
                        return
                    }
                    metres = min(2 * metres, metresMax)
                }
                // Far from here, or by a pole: rare, so that the plain way is good enough.
                while true {
                    let found = within(.metres(metres), of: origin, where: accept)
                    if found.count >= limit || metres >= metresMax {
                        return found.prefix(limit).forEach(body)
                    }
                    metres = min(2 * metres, metresMax)
                }
            }
        }
    }
}

extension Shortlist {
    /// Calls `body` with the nearest by exact distance, in order, without those further than
    /// `metres`.
    ///
    /// - Returns: Whether it did so: with fewer than `limit`, only when it is the last time.
    @inlinable @inline(__always)
    mutating func report(
        within metres: Double, _ reader: GridReader, about probe: GridProbe, isLast: Bool,
        _ body: (Neighbour) -> Void
    ) -> Bool {
        order()
        return withUnsafeTemporaryAllocation(of: Neighbour.self, capacity: keys.count) { found in
            let size = settle(within: metres, reader, about: probe, into: found)
            guard size >= limit || isLast else { return false }
            for place in 0..<min(size, limit) { body(found[place]) }
            return true
        }
    }
}
