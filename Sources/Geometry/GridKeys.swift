/// Points of some runs whose squared chord is within a bound, as many as there is room for.
///
/// A key is the bits of the squared chord, in the upper half, above the position: keys sort by
/// distance. The memory is the caller's.
@usableFromInline
struct GridKeys {
    @usableFromInline let base: UnsafeMutablePointer<UInt64>
    @usableFromInline let capacity: Int
    @usableFromInline var count = 0
    /// The bits of the squared chord above which a point does not matter.
    @usableFromInline var bound: UInt32
    /// Where to go on: a run, and the number of a quad that is not read yet.
    @usableFromInline var run = 0
    @usableFromInline var quad = 0

    /// None yet, in memory for some quads.
    @inlinable @inline(__always)
    init(_ memory: UnsafeMutablePointer<UInt64>, capacity: Int, bound: Double) {
        base = memory
        self.capacity = capacity
        self.bound = Float(bound).nextUp.bitPattern
    }

    @inlinable @inline(__always)
    static func position(_ key: UInt64) -> Int { Int(truncatingIfNeeded: key & 0xFFFF_FFFF) }

    @inlinable @inline(__always)
    static func squared(_ key: UInt64) -> Float {
        Float(bitPattern: UInt32(truncatingIfNeeded: key >> 32))
    }

    /// Goes on reading runs until all are read or there is no room.
    ///
    /// Points are written down without a branch that depends on the distance: about every other
    /// one is near enough, which no processor can guess.
    ///
    /// - Returns: Whether all are read.
    @usableFromInline
    mutating func fill(
        from runs: GridRuns, _ reader: GridReader, about probe: GridProbe
    ) -> Bool {
        // Copies, which the writes below cannot be taken to change.
        var count = count
        let (base, capacity, bound) = (base, capacity, bound)
        let (words, probe) = (reader.words, probe)
        while run < runs.count {
            let next = runs.base[run]
            let quads = GridReader.quads(of: next)
            var number = max(quads.lowerBound, quad)
            while number < quads.upperBound {
                guard count <= capacity &- 4 else {
                    (self.count, quad) = (count, number)
                    return false
                }
                let squares = GridReader.squaredChords(
                    number, of: next, in: words, from: probe)
                let bits = unsafeBitCast(squares, to: SIMD4<UInt32>.self)
                let position = UInt64(truncatingIfNeeded: number &* 4)
                for lane in 0..<4 {
                    base[count] =
                        UInt64(bits[lane]) << 32 | (position &+ UInt64(truncatingIfNeeded: lane))
                    count &+= bits[lane] <= bound ? 1 : 0
                }
                number &+= 1
            }
            run &+= 1
            quad = 0
        }
        self.count = count
        return true
    }
}
