/// The short code of a referral: what a person carries, a garage types, a telephone can spell.
///
/// Eight characters of an alphabet of 29 without look-alikes (no `0 O 1 I L U 8/B`: `B` is out);
/// the last is a check character. 29 is prime and the weights 1 to 7 differ, so every single
/// wrong character and every swap of two neighbours is caught.
package struct ReferralCode: Hashable, Sendable, CustomStringConvertible {
    package let text: String

    static let alphabet = Array("23456789ACDEFGHJKMNPQRSTVWXYZ".utf8)

    /// Reads a code in either case, spaces and `-` between its characters ignored.
    ///
    /// - Returns: nil when it is not eight characters of the alphabet or the check fails.
    package init?(_ typed: String) {
        let bytes = typed.utf8.filter { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "-") }
            .map { (0x61...0x7A).contains($0) ? $0 - 0x20 : $0 }
        guard bytes.count == 8 else { return nil }
        let values = bytes.compactMap { Self.alphabet.firstIndex(of: $0) }
        guard values.count == 8, Self.check(values.prefix(7)) == values[7] else { return nil }
        text = String(decoding: bytes, as: UTF8.self)
    }

    private init(values: [Int]) {
        text = String(
            decoding: (values + [Self.check(values[...])]).map { Self.alphabet[$0] },
            as: UTF8.self)
    }

    /// One of 29⁷ = 17 thousand million codes.
    package static func random(
        using generator: inout some RandomNumberGenerator
    ) -> ReferralCode {
        ReferralCode(
            values: (0..<7).map { _ in Int.random(in: 0..<alphabet.count, using: &generator) })
    }

    private static func check(_ values: ArraySlice<Int>) -> Int {
        var sum = 0
        for (weight, value) in zip(1..., values) { sum += weight * value }
        return sum % alphabet.count
    }

    package var description: String { text }
}
