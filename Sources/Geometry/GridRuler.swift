/// A range of integers cut into parts of equal width.
///
/// Integers throughout, so that it never decreases: a point between two others lies in a part
/// between theirs. All that a search leaves out rests on this, and on nothing about rounding.
@usableFromInline
struct GridRuler: Sendable {
    /// From the first value to the last.
    @usableFromInline let length: Int64
    /// Parts per unit, in units of 2^-32.
    @usableFromInline let scale: UInt64

    @usableFromInline
    init(length: Int64, parts: Int) {
        self.length = length
        scale = (UInt64(parts) << 32) / UInt64(length + 1)
    }

    /// How wide a part is, to a unit.
    @inlinable @inline(__always)
    var width: Double { 4_294_967_296 / Double(scale) }

    /// The part that holds a value, in the upper half, and how far into it, in the lower.
    ///
    /// Values outside count as the first or the last.
    @inlinable @inline(__always)
    func mark(_ value: Int64) -> GridMark {
        GridMark(bits: UInt64(bitPattern: max(0, min(length, value))) &* scale)
    }
}

/// A place on a ruler: a part and a fraction of it.
@usableFromInline
struct GridMark {
    @usableFromInline let bits: UInt64

    @inlinable @inline(__always)
    init(bits: UInt64) { self.bits = bits }

    @inlinable @inline(__always)
    var part: Int { Int(truncatingIfNeeded: bits >> 32) }

    /// Which of `count` equal pieces of its part it lies in.
    @inlinable @inline(__always)
    func piece(of count: Int) -> Int {
        Int(truncatingIfNeeded: ((bits & 0xFFFF_FFFF) &* UInt64(truncatingIfNeeded: count)) >> 32)
    }

    /// The first piece of a part that is not before this mark.
    @inlinable @inline(__always)
    func firstPiece(of part: Int, count: Int) -> Int { self.part < part ? 0 : piece(of: count) }

    /// The last piece of a part that is not behind this mark.
    @inlinable @inline(__always)
    func lastPiece(of part: Int, count: Int) -> Int {
        self.part > part ? count - 1 : piece(of: count)
    }
}
