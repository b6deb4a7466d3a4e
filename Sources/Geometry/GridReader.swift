/// A grid's arrays as bare memory, for the length of one search.
///
/// A search touches a few points in each of five arrays; counting references and checking bounds
/// at each would cost more than what it reads.
@usableFromInline
struct GridReader {
    @usableFromInline let grid: GridShape
    /// The quads, vector by vector: three each.
    @usableFromInline let words: UnsafePointer<SIMD4<Int32>>
    @usableFromInline let cells: UnsafePointer<GridCell>
    @usableFromInline let leaves: UnsafePointer<Int32>
    @usableFromInline let bands: UnsafePointer<GridBand>
    /// The points as they were given, where 32 bits do not hold them; otherwise nil.
    @usableFromInline let places: UnsafePointer<Coordinate>?

    @inlinable @inline(__always)
    init(
        grid: GridShape, words: UnsafePointer<SIMD4<Int32>>, cells: UnsafePointer<GridCell>,
        leaves: UnsafePointer<Int32>, bands: UnsafePointer<GridBand>,
        places: UnsafePointer<Coordinate>?
    ) {
        self.grid = grid
        self.words = words
        self.cells = cells
        self.leaves = leaves
        self.bands = bands
        self.places = places
    }

    /// Whether the chords of single precision may decide what a circle leaves out.
    @inlinable @inline(__always)
    func isNear(_ metres: Double, of probe: GridProbe) -> Bool {
        grid.isFine && probe.isNear(metres)
    }

    @inlinable @inline(__always)
    func id(at position: Int) -> Int32 { words[3 &* (position >> 2) &+ 2][position & 3] }

    /// A point as it was given, to the bit.
    @inlinable @inline(__always)
    func place(at position: Int) -> Coordinate {
        if let places { return places[Int(id(at: position))] }
        let quad = words + 3 &* (position >> 2)
        let degrees = Turn.degrees(SIMD2(quad[0][position & 3], quad[1][position & 3]))
        return Coordinate(uncheckedLatitude: degrees.x, longitude: degrees.y)
    }

    /// Writes down runs of positions that hold all points of a circle, and more.
    @usableFromInline
    func gather(about probe: GridProbe, _ circle: GridCircle, into runs: inout GridRuns) {
        let south = Int64(probe.latitude) &- grid.south &- circle.reach
        let north = Int64(probe.latitude) &- grid.south &+ circle.reach
        guard north >= 0, south <= grid.rows.length else { return }
        let (low, high) = (grid.rows.mark(south), grid.rows.mark(north))
        let longitude = grid.eastward(probe.longitude)
        for number in low.part...high.part {
            guard let touched = touched(of: number, longitude, about: probe, circle) else {
                continue
            }
            var cell = touched.lowerBound
            let last = touched.upperBound
            while cell <= last {
                let start = cells[cell].start
                cell = firstDivided(cell, before: last &+ 1)
                runs.append(start, cells[cell].start)
                guard cell <= last else { break }
                DividedCell(cell, of: number, in: self)
                    .gather(about: probe, circle, rows: low, high, into: &runs)
                cell &+= 1
            }
        }
        if grid.outgrowsCaches { runs.fetch(from: words) }
    }

    /// Whether the cells that a circle touches hold more points than so many.
    func isCrowded(about probe: GridProbe, _ circle: GridCircle, most: Int) -> Bool {
        let south = Int64(probe.latitude) &- grid.south &- circle.reach
        let north = Int64(probe.latitude) &- grid.south &+ circle.reach
        guard north >= 0, south <= grid.rows.length else { return false }
        let longitude = grid.eastward(probe.longitude)
        var points = 0
        for number in grid.rows.mark(south).part...grid.rows.mark(north).part {
            guard let touched = touched(of: number, longitude, about: probe, circle) else {
                continue
            }
            points &+= Int(cells[touched.upperBound &+ 1].start)
            points &-= Int(cells[touched.lowerBound].start)
            if points > most { return true }
        }
        return false
    }

    /// The first and the last cell of a band that a circle touches; nil when it touches none.
    @inline(__always)
    private func touched(
        of number: Int, _ longitude: Int64, about probe: GridProbe, _ circle: GridCircle
    ) -> ClosedRange<Int>? {
        let band = bands[number]
        let gap = gap(from: probe, to: Double(number) * grid.height, height: grid.height)
        let cosine = probe.circle.cosine * band.leastCosine
        let reach = circle.outerReach(gap: gap, cosine: cosine)
        guard reach >= 0, let span = band.span(about: longitude, reach: reach) else { return nil }
        let base = Int(band.firstCell)
        return ClosedRange(
            uncheckedBounds: (
                base &+ band.columns.mark(span.lowerBound).part,
                base &+ band.columns.mark(span.upperBound).part
            ))
    }

    /// The first divided cell of some, or the end when there is none, as there mostly is.
    @inline(__always)
    func firstDivided(_ cell: Int, before end: Int) -> Int {
        if cells[cell].leaf == cells[end].leaf { return end }
        var cell = cell
        while cell < end, !isDivided(cell) { cell &+= 1 }
        return cell
    }

    @inline(__always)
    func isDivided(_ cell: Int) -> Bool { cells[cell].leaf != cells[cell &+ 1].leaf }

    /// Units of latitude from a probe to a row, 0 inside it; a rounding less than that.
    @inlinable @inline(__always)
    func gap(from probe: GridProbe, to edge: Double, height: Double) -> Double {
        let above = Double(Int64(probe.latitude) &- grid.south) - edge
        return max(0, max(-above, above - height) - 2)
    }
}
