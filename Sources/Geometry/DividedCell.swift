/// A cell of many points, divided into square leaves.
struct DividedCell {
    let reader: GridReader
    let number: Int
    let column: Int
    let firstLeaf: Int
    /// Rows of leaves, and leaves in a row.
    let side: Int

    @inline(__always)
    init(_ cell: Int, of number: Int, in reader: GridReader) {
        self.reader = reader
        self.number = number
        column = cell &- Int(reader.bands[number].firstCell)
        firstLeaf = Int(reader.cells[cell].leaf)
        let points = reader.cells[cell &+ 1].start &- reader.cells[cell].start
        side = GridCell.side(points: Int(points))
    }

    /// Writes down a run of positions for each row of leaves that a circle touches.
    @inline(__always)
    func gather(
        about probe: GridProbe, _ circle: GridCircle, rows low: GridMark, _ high: GridMark,
        into runs: inout GridRuns
    ) {
        let band = reader.bands[number]
        let height = reader.grid.height / Double(side)
        let cosine = probe.circle.cosine * band.leastCosine
        let south = Double(number) * reader.grid.height
        let longitude = reader.grid.eastward(probe.longitude)
        let (first, last) = rows(low, high)
        for row in first...last {
            let gap = reader.gap(from: probe, to: south + Double(row) * height, height: height)
            let reach = circle.outerReach(gap: gap, cosine: cosine)
            guard reach >= 0, let span = band.span(about: longitude, reach: reach) else { continue }
            let from = band.columns.mark(span.lowerBound)
            let to = band.columns.mark(span.upperBound)
            guard from.part <= column, to.part >= column else { continue }
            let leaves = reader.leaves + (firstLeaf &+ row &* side)
            runs.append(
                leaves[from.firstPiece(of: column, count: side)],
                leaves[to.lastPiece(of: column, count: side) &+ 1])
        }
    }

    /// The first and last row of leaves between two marks.
    @inline(__always)
    func rows(_ low: GridMark, _ high: GridMark) -> (Int, Int) {
        (low.firstPiece(of: number, count: side), high.lastPiece(of: number, count: side))
    }
}
