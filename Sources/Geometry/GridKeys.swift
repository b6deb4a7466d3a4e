/// Points of some runs whose squared chord is within a bound, as many as there is room for.
///
/// The memory is the caller's.
@usableFromInline
struct GridKeys {
    @usableFromInline let squares: UnsafeMutablePointer<Float>
    @usableFromInline let positions: UnsafeMutablePointer<Int32>
    @usableFromInline var count = 0
    /// The squared chord above which a point does not matter.
    @usableFromInline var bound: Float = 0
    /// Where to go on: a run, and the number of a quad that is not read yet.
    @usableFromInline var run = 0
    @usableFromInline var quad = 0

    /// How many there is room for: 512 bytes of each, which Swift takes from the stack.
    @usableFromInline static var capacity: Int { 128 }

    /// None, in memory for ``capacity`` of each.
    @inlinable @inline(__always)
    init(_ squares: UnsafeMutablePointer<Float>, _ positions: UnsafeMutablePointer<Int32>) {
        self.squares = squares
        self.positions = positions
    }

    /// Forgets all points, and looks for those of a circle.
    @inlinable @inline(__always)
    mutating func restart(_ circle: GridCircle) {
        (count, run, quad) = (0, 0, 0)
        bound = Float(circle.bound).nextUp
    }

    /// Goes on reading runs until all are read or there is no room.
    ///
    /// Points are written down without a branch that depends on the distance: about every other
    /// one is near enough, which no processor can guess.
    ///
    /// - Returns: Whether all are read.
    @usableFromInline
    mutating func fill(from runs: GridRuns, _ reader: GridReader, about probe: GridProbe) -> Bool {
        // Copies, which the writes below cannot be taken to change.
        var count = count
        let (squares, positions, bound) = (squares, positions, bound)
        let (words, probe) = (reader.words, probe)
        while run < runs.count {
            let next = runs.base[run]
            let quads = GridReader.quads(of: next)
            var number = max(quads.lowerBound, quad)
            while number < quads.upperBound {
                guard count <= Self.capacity &- 4 else {
                    (self.count, quad) = (count, number)
                    return false
                }
                let chords = GridReader.squaredChords(number, of: next, in: words, from: probe)
                // 0 or -1 in each lane.
                let isWithin = unsafeBitCast(chords .<= bound, to: SIMD4<Int32>.self)
                let position = Int32(truncatingIfNeeded: number &* 4)
                for lane in 0..<4 {
                    squares[count] = chords[lane]
                    positions[count] = position &+ Int32(truncatingIfNeeded: lane)
                    count &-= Int(isWithin[lane])
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
