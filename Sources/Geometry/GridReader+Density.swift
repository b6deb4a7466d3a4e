extension GridReader {
    /// The radius in metres of a circle that should hold `limit` points and a few more.
    ///
    /// Estimated from how many lie in the 3 x 3 cells about the probe, or leaves where its cell is
    /// divided. Looking that up fetches from memory what the search needs next anyway.
    @usableFromInline
    func firstMetres(
        about probe: GridProbe, limit: Int, metresMax: Double, fetching runs: inout GridRuns
    ) -> Double {
        let metresOfUnit = 1 / Turn.perMetre
        let row = grid.rows.mark(Int64(probe.latitude) &- grid.south)
        // Less than a cell about a place with few points is read as it is.
        let isLittle = metresMax <= grid.height * metresOfUnit
        guard
            let (points, area) = surroundings(
                of: probe, row, inCells: !isLittle, fetching: &runs)
        else { return metresMax }
        // The square root of 6 more is what chance makes of so few points.
        let square = Double(limit + 6) * area / (.pi * Double(points + 1))
        return min(max(1, square.squareRoot() * metresOfUnit), metresMax)
    }

    /// How many points lie in the leaves or cells about a probe, and their area in squared units.
    ///
    /// Nil where its cell is not divided and cells are not asked for.
    @inline(__always)
    private func surroundings(
        of probe: GridProbe, _ row: GridMark, inCells: Bool, fetching runs: inout GridRuns
    ) -> (points: Int, area: Double)? {
        let longitude = grid.eastward(probe.longitude)
        let own = bands[row.part]
        let mark = own.columns.mark(longitude &- own.west)
        let cell = Int(own.firstCell) &+ mark.part
        let shrink = probe.circle.cosine * grid.height
        if isDivided(cell) {
            let points = Int(cells[cell &+ 1].start &- cells[cell].start)
            let side = GridCell.side(points: points)
            let area = own.columns.width * shrink / Double(side &* side)
            return leaves(
                Int(cells[cell].leaf), side, row.piece(of: side), mark.piece(of: side), area,
                fetching: &runs)
        }
        guard inCells else { return nil }
        var points = 0
        var area = 0.0
        for number in max(0, row.part &- 1)...min(grid.lastBand, row.part &+ 1) {
            let band = bands[number]
            let column = band.columns.mark(longitude &- band.west).part
            let west = max(0, column &- 1)
            let east = min(Int(band.lastColumn), column &+ 1) &+ 1
            let base = Int(band.firstCell)
            let (start, end) = (cells[base &+ west].start, cells[base &+ east].start)
            points &+= Int(end &- start)
            if grid.outgrowsCaches { runs.fetch(start, end, from: words) }
            area += Double(east &- west) * band.columns.width * shrink
        }
        return (points, area)
    }

    /// The same for the leaves about one of them.
    @inline(__always)
    private func leaves(
        _ firstLeaf: Int, _ side: Int, _ row: Int, _ column: Int, _ area: Double,
        fetching runs: inout GridRuns
    ) -> (points: Int, area: Double) {
        var points = 0
        let rows = max(0, row &- 1)...min(side &- 1, row &+ 1)
        let west = max(0, column &- 1)
        let east = min(side &- 1, column &+ 1) &+ 1
        for row in rows {
            let start = leaves + (firstLeaf &+ row &* side)
            points &+= Int(start[east] &- start[west])
            if grid.outgrowsCaches { runs.fetch(start[west], start[east], from: words) }
        }
        return (points, Double(rows.count &* (east &- west)) * area)
    }
}
