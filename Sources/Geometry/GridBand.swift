/// One band of latitude: its points' longitudes, cut into columns of equal width.
///
/// Longitudes are counted eastward from the grid's seam, in 0..<360, so that a band never crosses
/// the end of its own scale; a search about a place near the seam reaches round it.
@usableFromInline
struct GridBand: Sendable {
    /// Degrees from the seam to the westernmost point.
    @usableFromInline let west: Double
    /// Degrees from the seam to the easternmost point.
    @usableFromInline let east: Double
    @usableFromInline let columnsPerDegree: Double
    /// The least cosine of latitude inside the band; the narrowest a degree of longitude gets.
    @usableFromInline let leastCosine: Double
    /// The number of the band's first column among all columns of the grid.
    @usableFromInline let firstCell: Int
    @usableFromInline let lastColumn: Int

    init(west: Double, east: Double, columns: Int, leastCosine: Double, firstCell: Int) {
        self.west = west
        self.east = east
        // Points on one meridian all belong to the first column.
        columnsPerDegree = east - west > 1e-9 ? Double(columns) / (east - west) : 0
        self.leastCosine = leastCosine
        self.firstCell = firstCell
        lastColumn = columns - 1
    }

    /// The column of a longitude; those outside the band belong to its first or last one.
    @inlinable @inline(__always)
    func column(_ longitude: Double) -> Int {
        max(0, min(lastColumn, Int((longitude - west) * columnsPerDegree)))
    }

    /// Calls `body` with the first and last cell of each run of columns about a longitude.
    ///
    /// There is one run of columns within `reach` degrees, or two where the reach goes round the
    /// seam. No cell comes twice.
    @inlinable @inline(__always)
    func forEachRun(about longitude: Double, reach: Double, _ body: (Int, Int) -> Void) {
        guard reach < 180 else { return body(firstCell, firstCell + lastColumn) }
        let from = longitude - reach
        let to = longitude + reach
        var low = 0
        var high = -1
        if to >= west, from <= east {
            low = column(from)
            high = column(to)
            body(firstCell + low, firstCell + high)
        }
        if from + 360 <= east {
            let start = max(column(from + 360), high + 1)
            if start <= lastColumn { body(firstCell + start, firstCell + lastColumn) }
        }
        if to - 360 >= west {
            let end = high < low ? column(to - 360) : min(column(to - 360), low - 1)
            if end >= 0 { body(firstCell, firstCell + end) }
        }
    }
}
