/// Angles in 32 bits: fractions of a full turn, 2^32 to the circle, so 9.3 mm on the ground.
///
/// Differences of longitude are right whatever meridian lies between, because 32-bit subtraction
/// wraps where the circle does. And a place written with seven decimals, which is how coordinates
/// come, is not rounded at all: one unit is less than 1e-7 degrees, so that ``degrees(_:)`` finds
/// the decimal again, to the bit.
@usableFromInline
enum Turn {
    @usableFromInline static let perDegree = 4_294_967_296.0 / 360
    /// The angle of one unit in radians.
    ///
    /// Computed, as the next one, so that it is a number in the program: what is stored is computed
    /// at the first use, which each later one has to ask about.
    @inlinable static var radians: Double { 2 * .pi / 4_294_967_296 }
    @inlinable static var perMetre: Double { 1 / (radians * Earth.meanRadiusMetres) }

    /// Added to a number below 2^51 it leaves no bits for a fraction.
    ///
    /// The sum is rounded to the nearest integer, which then lies in its low bits: without a call
    /// into libm, and without a branch.
    @usableFromInline static let rounder = 6_755_399_441_055_744.0

    /// The nearest unit to an angle of at most half a turn; 180 and -180 degrees are one.
    @inlinable @inline(__always)
    static func units(_ degrees: Double) -> Int32 {
        Int32(truncatingIfNeeded: (degrees * perDegree + rounder).bitPattern)
    }

    /// The multiples of 1e-7 degrees nearest to two angles, in the bits that reading them from
    /// decimals gives.
    @inlinable @inline(__always)
    static func degrees(_ units: SIMD2<Int32>) -> SIMD2<Double> {
        let exact = SIMD2(Double(units.x), Double(units.y)) * (3.6e9 / 4_294_967_296)
        return ((exact + rounder) - rounder) / 1e7
    }
}
