/// The place a search is about, prepared once for all that the search asks of it.
@usableFromInline
struct GridProbe {
    @usableFromInline let circle: GreatCircle
    /// In ``Turn`` units.
    @usableFromInline let latitude: Int32
    /// In ``Turn`` units.
    @usableFromInline let longitude: Int32
    /// Both of them four times.
    @usableFromInline let place: SIMD8<Int32>
    /// Factors of the powers of a difference of latitude, in units, in the product of the cosines
    /// of both latitudes.
    @usableFromInline let cosines: (Float, Float, Float, Float)

    @inlinable @inline(__always)
    init(_ origin: Coordinate) {
        circle = GreatCircle(from: origin)
        latitude = Turn.units(origin.latitude)
        longitude = Turn.units(origin.longitude)
        place = SIMD8(
            lowHalf: SIMD4(repeating: latitude), highHalf: SIMD4(repeating: longitude))
        let even = circle.cosine * circle.cosine
        let odd = circle.cosine * sine(origin.latitude * (.pi / 180)) * Turn.radians
        let square = Turn.radians * Turn.radians
        cosines = (Float(even), Float(-odd), Float(-even * square / 2), Float(odd * square / 6))
    }

    /// Squared chords to four points, in squared ``Turn`` units.
    ///
    /// chord^2 = 4 sin^2(dLat/2) + 4 cos(lat1) cos(lat2) sin^2(dLon/2), where 4 sin^2(x/2) is
    /// x^2 (1 - x^2/12), and cos(lat2) = cos(lat1 + dLat) four terms of its series. Right within
    /// ``Chord/slack`` for points within a circle that ``isNear(_:)``; for those beyond it, beyond
    /// its bound.
    @inline(__always)
    func squaredChords(_ latitudes: SIMD4<Int32>, _ longitudes: SIMD4<Int32>) -> SIMD4<Float> {
        // All eight at once: otherwise the compiler takes the lanes apart to convert them.
        let d = SIMD8(lowHalf: latitudes, highHalf: longitudes) &- place
        let apart = SIMD8(
            Float(d[0]), Float(d[1]), Float(d[2]), Float(d[3]), Float(d[4]), Float(d[5]),
            Float(d[6]), Float(d[7]))
        let (y, x) = (apart.lowHalf, apart.highHalf)
        let yy = y * y
        let xx = x * x
        let flat = Float(-Turn.radians * Turn.radians / 12)
        let shrink = cosines.0 + y * (cosines.1 + y * (cosines.2 + y * cosines.3))
        return yy * (yy * flat + 1) + shrink * (xx * (xx * flat + 1))
    }

    /// Whether ``squaredChords(_:_:)`` may be used for a circle.
    ///
    /// Up to 150 km dLat is below 0.0236 and, south of 72 degrees, dLon below 0.0764: the terms
    /// left out are below 1e-7 of the whole. Points beyond the circle, but in cells that it
    /// touches, differ in latitude by at most the height of a cell more; the grid sees to it that
    /// the cosine is still positive there, and so the second term.
    @inlinable @inline(__always)
    func isNear(_ metres: Double) -> Bool {
        metres <= 150_000 && abs(circle.origin.latitude) <= 70.6
    }
}

/// The points within a distance of a probe, as straight lines through the sphere.
@usableFromInline
struct GridCircle {
    /// The squared chord, in squared ``Turn`` units, that no point of the circle exceeds.
    @usableFromInline let bound: Double
    /// The squared chord within which a point surely is in the circle; negative for none.
    @usableFromInline let core: Double
    /// ``Turn`` units of latitude from the middle to the rim, and 0.6 m: as much as distances err
    /// by the antipode.
    @usableFromInline let reach: Int64

    @inlinable @inline(__always)
    init(metres: Double) {
        // A chord is shorter than its arc, by a 24th of the square of the angle at most.
        let arc = min(metres * Turn.perMetre, 2_147_483_648)
        let outer = arc * (1 + Chord.relativeSlack) + Chord.slack
        let least = 1 - Chord.relativeSlack - arc * arc * (Turn.radians * Turn.radians / 24)
        let inner = arc * least - Chord.slack
        bound = outer * outer
        core = inner > 0 ? inner * inner : -1
        reach = Int64(arc) &+ 64
    }

    /// How far in longitude, in ``Turn`` units, a point of a row can be from the probe.
    ///
    /// From the formula of ``GridProbe/squaredChords(_:_:)``: the first term is at least that of
    /// the gap to the row, and the cosine at least the row's least one. A degree of longitude
    /// shrinks with latitude, so the same chord spans more of them further north.
    ///
    /// - Parameters:
    ///   - gap: Units of latitude from the probe to the row, 0 inside it.
    ///   - cosine: The product of the probe's cosine of latitude and the row's least.
    /// - Returns: Units that no such point exceeds, more than half a turn when that may be any;
    ///   negative when the whole row is further.
    @inlinable @inline(__always)
    func outerReach(gap: Double, cosine: Double) -> Int64 {
        let square = Turn.radians * Turn.radians
        // 4 sin^2(x/2) >= x^2 (1 - x^2/12), the first terms of its alternating series.
        let across = bound - gap * gap * (1 - gap * gap * (square / 12))
        guard across >= 0 else { return -1 }
        let ratio = across / cosine
        // sin(dLon/2) = s; its arc sine is at most s (1 + 0.19 s^2) up to one half.
        guard ratio * square <= 1 else { return 1 << 32 }
        return Int64(ratio.squareRoot() * (1 + ratio * (square * 0.19 / 4))) &+ 4
    }

    /// How far in longitude, in ``Turn`` units, every point of a row is within the circle.
    ///
    /// - Parameters:
    ///   - span: Units of latitude from the probe to the far edge of the row.
    ///   - cosine: The product of the probe's cosine of latitude and the row's greatest.
    /// - Returns: Units within which each point is inside; negative when there are none such.
    @inlinable @inline(__always)
    func innerReach(span: Double, cosine: Double) -> Int64 {
        // 4 sin^2(x/2) <= x^2, for both terms.
        let across = core - span * span
        guard across > 0 else { return -1 }
        return Int64(min((across / cosine).squareRoot(), 2_147_483_648)) &- 4
    }
}

/// How far single precision, and integers for angles, may err on a chord.
///
/// **Bound.** Rounding two places to integers moves each difference by at most one unit, so the
/// chord by at most 1.42. The kernel rounds some ten times by 2^-24 in the square of the chord,
/// and leaves out less than 2e-7: less than 4e-7 of the chord. Both constants are above that.
@usableFromInline
enum Chord {
    /// The absolute part of the error of a chord, in ``Turn`` units: 19 mm.
    @usableFromInline static let slack = 2.0
    /// The part of the error of a chord that grows with it.
    @usableFromInline static let relativeSlack = 6e-7

    /// The computed squared chord above which a point is surely further than one at `squared`.
    ///
    /// Twice the slack: both of the compared chords may err, in opposite directions.
    @inlinable @inline(__always)
    static func widened(_ squared: Float) -> Float {
        let bound = squared.squareRoot() * Float(1 + 3 * relativeSlack) + Float(2 * slack)
        return bound * bound
    }
}
