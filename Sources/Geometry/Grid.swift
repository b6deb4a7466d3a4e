/// An immutable index over points of the Earth: the nearest, those within a radius, their number.
///
/// An id is the position of a point in the array that the grid was built from. Who is inside a
/// radius (its rim included) and in which order is decided by ``Coordinate/distance(to:)`` alone,
/// so every answer is, id for id, what comparing the origin with each point would give.
///
/// **How.** Points lie in one array, sorted by cell. The cells are columns of latitude bands; each
/// band has as many columns as its own points and its own latitude call for, and a cell of many
/// points is divided again. Angles are 32-bit fractions of a turn (``Turn``), so that the meridian
/// at ±180° is an ordinary place. A scan computes squared chords of four points at once in single
/// precision, with a stated slack; what passes is measured exactly. Near the poles and beyond
/// 150 km, where those chords do not serve, every point of the cells in question is measured.
///
/// **Memory.** 12 bytes a point, and 3 to 6 for its cell. Coordinates of at most seven decimals
/// are kept in the 12 to the bit; only where there are others does the grid share the array that
/// it was built from.
@usableFromInline
package struct Grid: Sendable {
    /// The points, sorted by cell.
    @usableFromInline let quads: [GridQuad]
    /// All columns of all bands, and one more at the end.
    @usableFromInline let cells: [GridCell]
    /// Where the leaves of the divided cells start, each with one more at its end.
    @usableFromInline let leaves: [Int32]
    @usableFromInline let bands: [GridBand]
    /// The points as they were given; empty where ``quads`` hold them to the bit.
    @usableFromInline let places: [Coordinate]
    @usableFromInline let shape: GridShape

    /// The number of points.
    @usableFromInline package let count: Int

    /// Indexes points; ids are positions in the array.
    ///
    /// - Precondition: At most `Int32.max` points.
    /// - Complexity: O(*n*). While it runs it needs 12 bytes a point beside what stays.
    package init(_ points: [Coordinate]) {
        precondition(points.count <= Int32.max, "An id has 32 bits; split the points.")
        let survey = GridSurvey(points)
        var builder = GridBuilder(survey.shape(for: points))
        builder.add(points)
        quads = builder.quads
        cells = builder.cells
        leaves = builder.leaves
        bands = builder.bands
        shape = builder.shape
        places = survey.isExact ? [] : points
        count = points.count
    }

    /// Indexes points that come one by one; ids count them from 0.
    package init(_ points: some Sequence<Coordinate>) {
        self.init(Array(points))
    }

    /// Calls `body` with the arrays as bare memory.
    @inlinable @inline(__always)
    func read(_ body: (GridReader) -> Void) {
        quads.withUnsafeBufferPointer { quads in
            cells.withUnsafeBufferPointer { cells in
                leaves.withUnsafeBufferPointer { leaves in
                    bands.withUnsafeBufferPointer { bands in
                        places.withUnsafeBufferPointer { places in
                            guard let quads = quads.baseAddress, let cells = cells.baseAddress,
                                let leaves = leaves.baseAddress, let bands = bands.baseAddress
                            else { return }
                            let words = UnsafeRawPointer(quads)
                                .assumingMemoryBound(to: SIMD4<Int32>.self)
                            body(
                                GridReader(
                                    grid: shape, words: words, cells: cells, leaves: leaves,
                                    bands: bands,
                                    places: places.isEmpty ? nil : places.baseAddress))
                        }
                    }
                }
            }
        }
    }

    /// Calls `body` with the id and the distance in metres of every point within a radius, in no
    /// particular order.
    @inlinable
    package func forEach(
        within radius: Distance, of origin: Coordinate, _ body: (Int32, Double) -> Void
    ) {
        guard count > 0 else { return }
        read { reader in
            reader.forEachPoint(about: GridProbe(origin), metres: radius.metres) {
                body(reader.id(at: $0), $1)
            }
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
    package func count(within radius: Distance, of origin: Coordinate) -> Int {
        guard count > 0 else { return 0 }
        var total = 0
        read { total = $0.count(about: GridProbe(origin), metres: radius.metres) }
        return total
    }
}
