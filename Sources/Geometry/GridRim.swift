/// A count in progress: the circle, and where its rim runs through the rows.
struct GridRim {
    let reader: GridReader
    let probe: GridProbe
    let metres: Double
    private let circle: GridCircle
    private let longitude: Int64

    init(reader: GridReader, probe: GridProbe, metres: Double) {
        self.reader = reader
        self.probe = probe
        self.metres = metres
        circle = GridCircle(metres: metres)
        longitude = reader.grid.eastward(probe.longitude)
    }

    /// Marks on a band's scale: where the circle begins and ends, and where its inside does.
    private struct Marks {
        let from: GridMark
        let to: GridMark
        /// Whether there is an inside at all, strictly between the two that follow.
        let hasInside: Bool
        let west: GridMark
        /// The part of `west`, or -1 before the first point.
        let westPart: Int
        let east: GridMark
        /// The part of `east`, or the number of columns behind the last point.
        let eastPart: Int
    }

    /// The cells of one band that the circle touches.
    private struct Row {
        let number: Int32
        let first: Int32
        /// From where on cells are inside as a whole, and from where on no more.
        let inside: Int32
        let behind: Int32
        let end: Int32
    }

    /// Rows that are looked up together: 640 bytes, which Swift takes from the stack.
    private static var rowsAtOnce: Int { 32 }

    /// Writes down runs that hold the points of the rim, and those of the cells and leaves that are
    /// inside as a whole.
    ///
    /// Some rows at a time, first where the rim crosses each of them and then which points lie
    /// there: the processor waits for the cells of all of them together.
    func gather(into runs: inout GridRuns, inside: inout GridRuns) {
        let grid = reader.grid
        let south = Int64(probe.latitude) &- grid.south &- circle.reach
        let north = Int64(probe.latitude) &- grid.south &+ circle.reach
        guard north >= 0, south <= grid.rows.length else { return }
        let (low, high) = (grid.rows.mark(south), grid.rows.mark(north))
        withUnsafeTemporaryAllocation(of: Row.self, capacity: Self.rowsAtOnce) { rows in
            var number = low.part
            while number <= high.part {
                let next = min(high.part &+ 1, number &+ Self.rowsAtOnce)
                var count = 0
                for number in number..<next {
                    guard let row = row(number) else { continue }
                    rows[count] = row
                    count &+= 1
                    runs.touched &+= reader.cells[Int(row.first)].start
                    runs.touched &+= reader.cells[Int(row.end)].start
                }
                for row in rows[..<count] {
                    gather(row, low, high, into: &runs, inside: &inside)
                }
                number = next
            }
        }
    }

    /// Where the circle crosses a band; nil when it does not.
    @inline(__always)
    private func row(_ number: Int) -> Row? {
        let band = reader.bands[number]
        let height = reader.grid.height
        guard let marks = marks(in: band, edge: Double(number) * height, height: height) else {
            return nil
        }
        let base = band.firstCell
        let first = base &+ Int32(truncatingIfNeeded: marks.from.part)
        let end = base &+ Int32(truncatingIfNeeded: marks.to.part &+ 1)
        let hasInside = marks.hasInside && marks.eastPart &- marks.westPart > 1
        return Row(
            number: Int32(truncatingIfNeeded: number), first: first,
            inside: hasInside ? base &+ Int32(truncatingIfNeeded: marks.westPart &+ 1) : end,
            behind: hasInside ? base &+ Int32(truncatingIfNeeded: marks.eastPart) : end, end: end)
    }

    @inline(__always)
    private func gather(
        _ row: Row, _ low: GridMark, _ high: GridMark, into runs: inout GridRuns,
        inside: inout GridRuns
    ) {
        let (first, behind) = (Int(row.inside), Int(row.behind))
        let number = Int(row.number)
        inside.append(reader.cells[first].start, reader.cells[behind].start)
        gather(Int(row.first)..<first, of: number, low, high, into: &runs, inside: &inside)
        gather(behind..<Int(row.end), of: number, low, high, into: &runs, inside: &inside)
    }

    /// Up to this many points of a divided cell are read faster than the rim is found in its rows.
    private static var flatMax: Int32 { 256 }

    /// The same for some neighbouring cells of one band.
    @inline(__always)
    private func gather(
        _ range: Range<Int>, of number: Int, _ low: GridMark, _ high: GridMark,
        into runs: inout GridRuns, inside: inout GridRuns
    ) {
        var cell = range.lowerBound
        while cell < range.upperBound {
            let start = reader.cells[cell].start
            cell = reader.firstDivided(cell, before: range.upperBound)
            runs.append(start, reader.cells[cell].start)
            guard cell < range.upperBound else { break }
            let next = cell &+ 1
            let points = reader.cells[next].start &- reader.cells[cell].start
            if points <= Self.flatMax {
                runs.append(
                    reader.cells[cell].start, reader.cells[next].start)
            } else {
                gatherLeaves(of: cell, number, low, high, into: &runs, inside: &inside)
            }
            cell = next
        }
    }

    /// The same for the leaves of a cell.
    @inline(never)
    private func gatherLeaves(
        of cell: Int, _ number: Int, _ low: GridMark, _ high: GridMark, into runs: inout GridRuns,
        inside: inout GridRuns
    ) {
        let band = reader.bands[number]
        let divided = DividedCell(cell, of: number, in: reader)
        let (column, side) = (divided.column, divided.side)
        let height = reader.grid.height / Double(side)
        let (first, last) = divided.rows(low, high)
        for row in first...last {
            let edge = Double(number) * reader.grid.height + Double(row) * height
            guard let marks = marks(in: band, edge: edge, height: height),
                marks.from.part <= column, marks.to.part >= column
            else { continue }
            let leaves = reader.leaves + (divided.firstLeaf &+ row &* side)
            var leaf = marks.from.firstPiece(of: column, count: side)
            let end = marks.to.lastPiece(of: column, count: side) &+ 1
            if marks.hasInside, marks.westPart <= column, marks.eastPart >= column {
                let first = marks.westPart < column ? 0 : marks.west.piece(of: side) &+ 1
                let behind = marks.eastPart > column ? side : marks.east.piece(of: side)
                if first < behind {
                    inside.append(leaves[first], leaves[behind])
                    runs.append(leaves[leaf], leaves[first])
                    leaf = behind
                }
            }
            runs.append(leaves[leaf], leaves[end])
        }
    }

    /// Where the rim crosses a row of a band; nil when the row is outside.
    @inline(__always)
    private func marks(in band: GridBand, edge: Double, height: Double) -> Marks? {
        let gap = reader.gap(from: probe, to: edge, height: height)
        let reach = circle.outerReach(gap: gap, cosine: probe.circle.cosine * band.leastCosine)
        guard reach >= 0, let span = band.span(about: longitude, reach: reach) else { return nil }
        let above = Double(Int64(probe.latitude) &- reader.grid.south) - edge
        let far = max(abs(above), abs(above - height)) + 2
        let inner = circle.innerReach(
            span: far, cosine: probe.circle.cosine * band.greatestCosine)
        let west = longitude &- inner &- band.west
        let east = longitude &+ inner &- band.west
        let (westMark, eastMark) = (band.columns.mark(west), band.columns.mark(east))
        return Marks(
            from: band.columns.mark(span.lowerBound), to: band.columns.mark(span.upperBound),
            hasInside: inner > 0, west: westMark, westPart: west < 0 ? -1 : westMark.part,
            east: eastMark,
            eastPart: east > band.columns.length ? Int(band.lastColumn) &+ 1 : eastMark.part)
    }

    /// How many points of some runs are within the circle.
    func count(_ runs: GridRuns) -> Int {
        let core = Float(max(0, circle.core)).nextDown
        let bound = Float(circle.bound).nextUp
        var total = 0
        for index in 0..<runs.count {
            let run = runs.base[index]
            let (inside, doubtful) = Self.count(
                run, in: reader.words, from: probe, core: core, bound: bound)
            total &+= inside == doubtful ? inside : measured(run)
        }
        return total
    }

    /// How many points of a run are within two squared chords.
    ///
    /// On its own, because the compiler makes vectors of it only then.
    @inline(never)
    private static func count(
        _ run: Range<Int32>, in words: UnsafePointer<SIMD4<Int32>>, from probe: GridProbe,
        core: Float, bound: Float
    ) -> (inside: Int, doubtful: Int) {
        let probe = probe
        var inside = SIMD4<Int32>.zero
        var doubtful = SIMD4<Int32>.zero
        for number in GridReader.quads(of: run) {
            let squares = GridReader.squaredChords(number, of: run, in: words, from: probe)
            // 0 or -1 in each lane.
            inside &-= unsafeBitCast(squares .<= core, to: SIMD4<Int32>.self)
            doubtful &-= unsafeBitCast(squares .<= bound, to: SIMD4<Int32>.self)
        }
        return (Int(inside.wrappedSum()), Int(doubtful.wrappedSum()))
    }

    /// How many points of a run are within the circle, each measured exactly.
    private func measured(_ run: Range<Int32>) -> Int {
        run.count { probe.circle.metres(to: reader.place(at: Int($0))) <= metres }
    }
}
