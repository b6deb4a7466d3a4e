/// Numbers written as ASCII, without a detour through `String`.
extension ByteSink {
    /// Writes a whole number.
    mutating func appendWhole(_ value: Int64) {
        if value < 0 { append(0x2D) }
        appendDigits(value.magnitude, atLeast: 1)
    }

    /// Writes a number with a fixed count of digits after the point.
    ///
    /// Rounded to nearest, ties away from zero, on the exact binary value: 0.125 with two places is
    /// 0.13, and 1.005, which a `Double` holds as 1.00499…, is 1.00. Never `-0.00`. Exact below
    /// 2⁶³; above, the shortest text that reads back as the same number.
    ///
    /// - Parameters:
    ///   - value: a finite number.
    ///   - places: digits after the point, 0 to 15.
    mutating func appendDecimal(_ value: Double, places: Int) {
        guard value.magnitude < 0x1p63 else {
            append(value.description)
            return
        }
        switch places {
        // What replies are full of; told apart, so that their divisions are multiplications.
        case 2: appendDecimal(value, places: 2, scale: 100)
        case 6: appendDecimal(value, places: 6, scale: 1_000_000)
        default:
            let places = Swift.min(Swift.max(places, 0), 15)
            appendDecimal(value, places: places, scale: Self.powerOfTen(places))
        }
    }

    @inline(__always)
    private mutating func appendDecimal(_ value: Double, places: Int, scale: UInt64) {
        let (whole, decimals) = Self.split(value.magnitude, at: scale)
        if value < 0, whole != 0 || decimals != 0 { append(0x2D) }
        appendDigits(whole, atLeast: 1)
        guard places > 0 else { return }
        append(0x2E)
        appendDigits(decimals, atLeast: places)
    }

    /// Writes a number in hexadecimal with four digits.
    mutating func appendHexadecimal(_ value: UInt32) {
        for shift in [12, 8, 4, 0] as [UInt32] {
            let digit = UInt8(value >> shift & 0xF)
            append(digit < 10 ? 0x30 + digit : 0x61 + digit - 10)
        }
    }

    mutating func appendDigits(_ value: UInt64, atLeast count: Int) {
        if value < 10, count == 1 {
            append(0x30 + UInt8(truncatingIfNeeded: value))
            return
        }
        // The longest run of digits: 2⁶⁴ has 20.
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var start = digits.count
            var rest = value
            while rest > 0 || digits.count - start < count {
                start -= 1
                digits[start] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            }
            append(UnsafeBufferPointer(rebasing: digits[start...]))
        }
    }

    static func powerOfTen(_ exponent: Int) -> UInt64 {
        var power: UInt64 = 1
        for _ in 0..<exponent { power &*= 10 }
        return power
    }

    /// A number rounded to a multiple of `1 / scale`: what stands before the point and after it.
    ///
    /// The product below 10¹² is wrong by a ten-thousandth at most. Where it is further than that
    /// from the middle of two whole numbers, they are told apart; the others are worked out
    /// exactly.
    @inline(__always)
    private static func split(
        _ value: Double, at scale: UInt64
    ) -> (whole: UInt64, decimals: UInt64) {
        let product = value * Double(scale)
        let floor = UInt64(Swift.min(product, 1e12))
        let rest = product - Double(floor)
        if product < 1e12, (rest - 0.5).magnitude > 0.001 {
            let rounded = rest > 0.5 ? floor + 1 : floor
            return (rounded / scale, rounded % scale)
        }
        let whole = UInt64(value)
        let decimals = scaled(value - Double(whole), by: scale)
        return decimals == scale ? (whole + 1, 0) : (whole, decimals)
    }

    /// `fraction · scale`, rounded to nearest, ties up: exact, since the product of a significand
    /// of 53 bits and a scale of at most 50 fits in 128.
    @inline(never)
    private static func scaled(_ fraction: Double, by scale: UInt64) -> UInt64 {
        guard fraction > 0 else { return 0 }
        let shift = 52 - Int(fraction.exponent)
        guard shift < 120, fraction.isNormal else { return 0 }
        let significand = fraction.significandBitPattern | 1 << 52
        let product = UInt128(significand) * UInt128(scale)
        return UInt64(truncatingIfNeeded: (product + UInt128(1) << (shift - 1)) >> shift)
    }
}
