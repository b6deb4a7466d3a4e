/// A length over the ground, held in metres.
///
/// Every way in names its unit: there is no initializer from a bare number.
@usableFromInline
package struct Distance: Hashable, Comparable, Sendable {
    /// The length in metres; never negative and never NaN, but it may be infinite.
    @usableFromInline package let metres: Double

    /// The length in kilometres.
    package var kilometres: Double { metres / 1000 }

    @usableFromInline
    init(checked metres: Double) {
        precondition(metres >= 0, "A distance is 0 m or more; check before.")
        self.metres = metres
    }

    /// A length in metres; stops the program when it is negative or NaN.
    @inlinable
    package static func metres(_ count: Double) -> Distance { Distance(checked: count) }

    /// A length in kilometres; stops the program when it is negative or NaN.
    @inlinable
    package static func kilometres(_ count: Double) -> Distance { Distance(checked: count * 1000) }

    @inlinable
    package static func < (one: Distance, other: Distance) -> Bool { one.metres < other.metres }
}
