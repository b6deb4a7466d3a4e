/// One band of latitude: its points' longitudes, cut into columns of equal width.
///
/// Longitudes are counted eastward from the grid's seam, so that a band never crosses the end of
/// its own scale.
@usableFromInline
struct GridBand: Sendable {
    /// ``Turn`` units from the seam to the westernmost point.
    @usableFromInline let west: Int64
    @usableFromInline let columns: GridRuler
    /// The least cosine of latitude inside the band: the narrowest a degree of longitude gets.
    @usableFromInline let leastCosine: Double
    @usableFromInline let greatestCosine: Double
    /// The number of the band's first column among all columns of the grid.
    @usableFromInline let firstCell: Int32
    @usableFromInline let lastColumn: Int32

    init(
        west: Int64, east: Int64, columns: Int, cosines: ClosedRange<Double>, firstCell: Int
    ) {
        self.west = west
        self.columns = GridRuler(length: east - west, parts: columns)
        leastCosine = cosines.lowerBound
        greatestCosine = cosines.upperBound
        self.firstCell = Int32(firstCell)
        lastColumn = Int32(columns - 1)
    }

    /// From where to where a reach about a longitude goes on the band's own scale.
    ///
    /// A reach that goes round the seam gets the whole band: the seam lies in the widest gap
    /// between points, so this is rare, and then right.
    @inlinable @inline(__always)
    func span(about longitude: Int64, reach: Int64) -> ClosedRange<Int64>? {
        let turn: Int64 = 1 << 32
        let from = longitude &- reach &- west
        let to = longitude &+ reach &- west
        if from &+ turn <= columns.length || to &- turn >= 0 { return 0...columns.length }
        if to < 0 || from > columns.length { return nil }
        return ClosedRange(uncheckedBounds: (from, to))
    }
}

/// Where a column of a band starts, and how it is divided when it holds many points.
@usableFromInline
struct GridCell: Sendable {
    /// The position of its first point.
    @usableFromInline let start: Int32
    /// Where its leaves start in the array of leaves.
    ///
    /// When it is not divided, where those of the next cell do: two cells with the same number
    /// have no divided one between them.
    @usableFromInline let leaf: Int32

    /// More points than this in one cell are divided again.
    ///
    /// The cells are as large as the whole set calls for; a town centre has a thousand times as
    /// many points as the country around it, and a search there would read them all.
    @usableFromInline static let undividedMax = 32
    /// A square of 1 024 x 1 024 leaves holds four million points as well as any.
    @usableFromInline static let sideMax = 1_024

    /// Into how many rows of how many leaves a cell of so many points is divided.
    @inlinable @inline(__always)
    static func side(points: Int) -> Int {
        max(2, min(sideMax, Int((Float(points) * 0.28).squareRoot())))
    }
}
