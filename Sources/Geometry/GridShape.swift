/// Where the bands of a grid lie.
@usableFromInline
struct GridShape: Sendable {
    /// The southernmost point, in ``Turn`` units.
    @usableFromInline let south: Int64
    /// Latitude from there on, cut into the bands.
    @usableFromInline let rows: GridRuler
    @usableFromInline let lastBand: Int
    /// The meridian where the longitudes of the bands start, in ``Turn`` units.
    @usableFromInline let seam: Int32
    /// The height of a band in ``Turn`` units.
    @usableFromInline let height: Double
    /// Whether bands are low enough for ``GridProbe/squaredChords(_:_:)``.
    @usableFromInline let isFine: Bool

    /// Whether a search has to wait for memory, so that it pays to ask for points early.
    @usableFromInline let outgrowsCaches: Bool

    /// More points than this fill the caches of one processor.
    private static let cachedMax = 65_536

    init(latitudes: ClosedRange<Int32>, bands: Int, seam: Int32, points: Int) {
        outgrowsCaches = points > Self.cachedMax
        south = Int64(latitudes.lowerBound)
        rows = GridRuler(
            length: Int64(latitudes.upperBound) - Int64(latitudes.lowerBound), parts: bands)
        lastBand = rows.mark(rows.length).part
        self.seam = seam
        height = rows.width
        // Five degrees north of 72 a cosine is 0.22, and its series still within a thousandth.
        isFine = min(height, Double(rows.length)) <= 5 * Turn.perDegree
    }

    /// Units eastward from the seam, from 0 to a full turn less one.
    @inlinable @inline(__always)
    func eastward(_ longitude: Int32) -> Int64 {
        Int64(UInt32(bitPattern: longitude &- seam))
    }

    /// The band of a latitude that a point of the grid has.
    @inline(__always)
    func band(_ latitude: Int32) -> Int { rows.mark(Int64(latitude) &- south).part }
}
