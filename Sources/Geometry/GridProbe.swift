/// The place a search is about, prepared once for all that the search asks of it.
@usableFromInline
struct GridProbe {
    @usableFromInline let circle: GreatCircle
    @usableFromInline let entry: GridEntry
    /// Degrees east of the grid's seam, in 0..<360.
    @usableFromInline let longitude: Double

    @usableFromInline
    init(_ origin: Coordinate, seam: Double) {
        circle = GreatCircle(from: origin)
        entry = GridEntry(origin, id: -1)
        longitude = Grid.degrees(from: seam, to: origin.longitude)
    }

    @inlinable @inline(__always)
    var latitude: Double { circle.origin.latitude }

    /// How many degrees of longitude can separate the probe from a point of a band.
    ///
    /// From chord^2 = 4 sin^2(dLat/2) + 4 cos(lat1) cos(lat2) sin^2(dLon/2): the first term is at
    /// least that of the gap to the band, and the cosine at least the band's least one. A degree
    /// of longitude shrinks with latitude, so the same chord spans more of them further north.
    ///
    /// - Parameters:
    ///   - band: The band.
    ///   - gap: Degrees of latitude from the probe to the band, 0 inside it.
    ///   - bound: The squared chord to the furthest point that matters.
    /// - Returns: Degrees that no such point exceeds; `nil` when the whole band is further.
    @inlinable @inline(__always)
    func reach(in band: GridBand, gap: Double, bound: Double) -> Double? {
        let radians = gap * (.pi / 180)
        // 4 sin^2(x/2) >= x^2 (1 - x^2/12), the first terms of its alternating series.
        let across = bound - radians * radians * (1 - radians * radians / 12)
        guard across >= 0 else { return nil }
        let shrink = circle.cosine * band.leastCosine
        // sin(dLon/2) = sine; its arc sine is at most sine (1 + 0.19 sine^2) up to one half.
        guard across < shrink else { return 180 }
        let sine = (across / (4 * shrink)).squareRoot()
        return sine * (1 + 0.19 * sine * sine) * (360 / .pi)
    }
}
