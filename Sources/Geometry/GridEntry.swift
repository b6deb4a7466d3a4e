/// One point in the order of the cells: its unit vector in single precision, its id, its place.
///
/// Unit vectors have no pole and no antimeridian: the squared chord between two of them orders any
/// two places. The 32 bytes lie together because what passes the chord is then measured exactly:
/// its coordinate is in the same cache line, where an array of its own costs 20 % of a search
/// among a million points.
@usableFromInline
struct GridEntry: Sendable {
    @usableFromInline let place: Coordinate
    @usableFromInline let x: Float
    @usableFromInline let y: Float
    @usableFromInline let z: Float
    @usableFromInline let id: Int32

    @usableFromInline
    init(_ point: Coordinate, id: Int32) {
        place = point
        let cosine = Geometry.cosine(ofLatitude: point.latitude)
        let turn = abs(point.longitude)
        let eastward = sine(min(turn, 180 - turn) * (.pi / 180))
        x = Float(cosine * sine((90 - turn) * (.pi / 180)))
        y = Float(cosine * (point.longitude < 0 ? -eastward : eastward))
        z = Float(sine(point.latitude * (.pi / 180)))
        self.id = id
    }

    /// The squared straight line to another entry, in squared Earth radii; see ``Chord/slack``.
    @inlinable @inline(__always)
    func squaredChord(to other: GridEntry) -> Float {
        let east = x - other.x
        let north = y - other.y
        let up = z - other.z
        return east * east + north * north + up * up
    }
}

/// Straight lines through a sphere of radius 1, and how far single precision may err on them.
///
/// **Bound.** Rounding moves each of the six components by at most 2^-25, so the difference of two
/// vectors by at most sqrt(3) 2^-24 = 1.04e-7 (0.7 m); the arithmetic that follows adds at most
/// 4 x 2^-24 of the chord, and widening another 4 x 2^-24. The two constants are above both sums.
/// What the double-precision kernel errs, 1e-14, disappears in the difference.
@usableFromInline
enum Chord {
    /// The absolute part of the error of a chord, in Earth radii.
    @usableFromInline static let slack: Float = 1.2e-7
    /// The part of the error of a chord that grows with it.
    @usableFromInline static let relativeSlack: Float = 5e-7

    /// The squared chord that no point within `metres` exceeds when it is computed from entries.
    @usableFromInline
    static func squaredBound(metres: Double) -> Float {
        let halfAngle = min(metres / (2 * Earth.meanRadiusMetres), .pi / 2)
        let chord = 2 * sine(halfAngle)
        let bound = chord * (1 + Double(relativeSlack)) + Double(slack)
        return Float(bound * bound).nextUp
    }

    /// The squared chord below which a computed one is surely within `metres`; negative for none.
    @usableFromInline
    static func squaredCore(metres: Double) -> Float {
        let halfAngle = min(metres / (2 * Earth.meanRadiusMetres), .pi / 2)
        let bound = 2 * sine(halfAngle) * (1 - 2 * Double(relativeSlack)) - Double(slack)
        return bound > 0 ? Float(bound * bound).nextDown : -1
    }

    /// The computed squared chord above which a point is surely further than one at `squared`.
    ///
    /// Twice the slack: both of the compared chords may err, in opposite directions.
    @inlinable @inline(__always)
    static func widened(_ squared: Float) -> Float {
        let bound = squared.squareRoot() * (1 + 2 * relativeSlack) + 2 * slack
        return bound * bound
    }
}
