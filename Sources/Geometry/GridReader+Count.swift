extension GridReader {
    /// How many points are within a distance of a probe.
    ///
    /// Cells that lie inside as a whole are counted unread: in each row all between its two rims.
    /// Of the points of the rims, those where single precision cannot tell are measured exactly.
    func count(about probe: GridProbe, metres: Double) -> Int {
        guard isNear(metres, of: probe) else {
            var total = 0
            forEachPoint(about: probe, metres: metres) { _, _ in total &+= 1 }
            return total
        }
        let rim = GridRim(reader: self, probe: probe, metres: metres)
        var total = 0
        withScratch { _, runs in
            total = rim.gather(into: &runs)
            total &+= rim.count(runs)
        }
        return total
    }
}

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

    /// Writes down runs that hold the points of the rim.
    ///
    /// - Returns: How many points lie in cells and leaves that are inside as a whole.
    func gather(into runs: inout GridRuns) -> Int {
        let grid = reader.grid
        let south = Int64(probe.latitude) &- grid.south &- circle.reach
        let north = Int64(probe.latitude) &- grid.south &+ circle.reach
        guard north >= 0, south <= grid.rows.length else { return 0 }
        let (low, high) = (grid.rows.mark(south), grid.rows.mark(north))
        var sure = 0
        for number in low.part...high.part {
            let band = reader.bands[number]
            let edge = Double(number) * grid.height
            guard let marks = marks(in: band, edge: edge, height: grid.height) else { continue }
            let base = Int(band.firstCell)
            var cell = base &+ marks.from.part
            let last = base &+ marks.to.part
            if marks.hasInside, marks.eastPart &- marks.westPart > 1 {
                let inside = base &+ marks.westPart &+ 1
                let behind = base &+ marks.eastPart
                sure &+= Int(reader.cells[behind].start &- reader.cells[inside].start)
                sure &+= gather(cell..<inside, of: number, low, high, into: &runs)
                cell = behind
            }
            sure &+= gather(cell..<(last &+ 1), of: number, low, high, into: &runs)
        }
        return sure
    }

    /// The same for some neighbouring cells of one band.
    @inline(__always)
    private func gather(
        _ range: Range<Int>, of number: Int, _ low: GridMark, _ high: GridMark,
        into runs: inout GridRuns
    ) -> Int {
        var sure = 0
        var cell = range.lowerBound
        while cell < range.upperBound {
            let start = reader.cells[cell].start
            cell = reader.firstDivided(cell, before: range.upperBound)
            runs.append(start, reader.cells[cell].start)
            guard cell < range.upperBound else { break }
            sure &+= gatherLeaves(of: cell, number, low, high, into: &runs)
            cell &+= 1
        }
        return sure
    }

    /// The same for the leaves of a cell.
    @inline(never)
    private func gatherLeaves(
        of cell: Int, _ number: Int, _ low: GridMark, _ high: GridMark, into runs: inout GridRuns
    ) -> Int {
        var sure = 0
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
                let inside = marks.westPart < column ? 0 : marks.west.piece(of: side) &+ 1
                let behind = marks.eastPart > column ? side : marks.east.piece(of: side)
                if inside < behind {
                    sure &+= Int(leaves[behind] &- leaves[inside])
                    runs.append(leaves[leaf], leaves[inside])
                    leaf = behind
                }
            }
            runs.append(leaves[leaf], leaves[end])
        }
        return sure
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
        let (words, probe) = (reader.words, probe)
        let core = Float(max(0, circle.core)).nextDown
        let bound = Float(circle.bound).nextUp
        var total = 0
        for index in 0..<runs.count {
            let run = runs.base[index]
            var inside = SIMD4<Int32>.zero
            var doubtful = SIMD4<Int32>.zero
            for number in GridReader.quads(of: run) {
                let squares = GridReader.squaredChords(
                    number, of: run, in: words, from: probe)
                inside &-= unsafeBitCast(squares .<= core, to: SIMD4<Int32>.self)
                doubtful &-= unsafeBitCast(squares .<= bound, to: SIMD4<Int32>.self)
            }
            if inside == doubtful {
                total &+= Int(inside.wrappedSum())
            } else {
                total &+= measured(run)
            }
        }
        return total
    }

    /// How many points of a run are within the circle, each measured exactly.
    private func measured(_ run: Range<Int32>) -> Int {
        run.count { probe.circle.metres(to: reader.place(at: Int($0))) <= metres }
    }
}
