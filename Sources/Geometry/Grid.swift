/// An immutable index over points of the Earth: the nearest, those within a radius, their number.
///
/// An id is the position of a point in the array that the grid was built from. Who is inside a
/// radius (its rim included) and in which order is decided by ``Coordinate/distance(to:)`` alone,
/// so every answer is, id for id, what comparing the origin with each point would give.
///
/// **How.** Points lie in one array, sorted by cell. The cells are columns of latitude bands; each
/// band has as many columns as its own points and its own latitude call for, so a pole, or the
/// meridian at ±180°, is an ordinary place. A scan compares squared chords in single precision,
/// with a stated slack; what passes is measured exactly. Up to ``scanLimit`` points there is one
/// cell, and a search reads them all.
///
/// **Memory.** 32 bytes a point, and about 2 for its cell.
@usableFromInline
package struct Grid: Sendable {
    /// The points, sorted by cell.
    @usableFromInline let entries: [GridEntry]
    /// Where in ``entries`` each cell starts; one more at the end.
    @usableFromInline let cellStarts: [Int32]
    @usableFromInline let bands: [GridBand]
    /// The southern edge of the first band, in degrees.
    @usableFromInline let south: Double
    @usableFromInline let bandHeight: Double
    /// The meridian, in degrees, where the longitudes of the bands start.
    @usableFromInline let seam: Double
    /// The side in metres of a square that holds one point where there are points at all.
    @usableFromInline let spacingMetres: Double

    /// Indexes points; ids are positions in the array.
    ///
    /// - Precondition: At most `Int32.max` points.
    /// - Complexity: O(*n*), apart from four calls into libm a point.
    package init(_ points: [Coordinate]) {
        let layout = GridLayout(points)
        entries = layout.entries
        cellStarts = layout.cellStarts
        bands = layout.bands
        south = layout.south
        bandHeight = layout.bandHeight
        seam = layout.seam
        spacingMetres = layout.spacingMetres
    }

    /// Indexes points that come one by one; ids count them from 0.
    package init(_ points: some Sequence<Coordinate>) {
        self.init(Array(points))
    }

    /// Up to this many points, reading all of them is faster than choosing among cells.
    package static let scanLimit = 150

    /// The number of points.
    package var count: Int { entries.count }

    /// Calls `body` with the id and the distance in metres of every point within a radius, in no
    /// particular order.
    @inlinable
    package func forEach(
        within radius: Distance, of origin: Coordinate, _ body: (Int32, Double) -> Void
    ) {
        let probe = GridProbe(origin, seam: seam)
        scan(about: probe, metres: radius.metres) { position, _ in
            let metres = probe.circle.metres(to: entries[position].place)
            if metres <= radius.metres { body(entries[position].id, metres) }
        }
    }

    /// Every point within a radius, nearest first, ties by id.
    @inlinable
    package func within(_ radius: Distance, of origin: Coordinate) -> [Neighbour] {
        within(radius, of: origin) { _ in true }
    }

    /// Every accepted point within a radius, nearest first, ties by id.
    @inlinable
    package func within(
        _ radius: Distance, of origin: Coordinate, where accept: (Int32) -> Bool
    ) -> [Neighbour] {
        var found: [Neighbour] = []
        forEach(within: radius, of: origin) { id, metres in
            if accept(id) { found.append(Neighbour(id: id, distance: .metres(metres))) }
        }
        found.sort()
        return found
    }

    /// How many points are within a radius.
    ///
    /// Only points about the rim, where single precision cannot tell, are measured exactly.
    package func count(within radius: Distance, of origin: Coordinate) -> Int {
        let probe = GridProbe(origin, seam: seam)
        let core = Chord.squaredCore(metres: radius.metres)
        var total = 0
        scan(about: probe, metres: radius.metres) { position, squared in
            if squared <= core || probe.circle.metres(to: entries[position].place) <= radius.metres
            {
                total += 1
            }
        }
        return total
    }
}
