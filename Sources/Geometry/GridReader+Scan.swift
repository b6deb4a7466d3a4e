extension GridReader {
    /// Squared chords to the four points of a quad; not a number for those outside the run.
    @inline(__always)
    static func squaredChords(
        _ number: Int, of run: Range<Int32>, in words: UnsafePointer<SIMD4<Int32>>,
        from probe: GridProbe
    ) -> SIMD4<Float> {
        let quad = words + 3 &* number
        let squares = probe.squaredChords(quad[0], quad[1])
        let first = Int32(truncatingIfNeeded: number &* 4)
        let positions = SIMD4<Int32>(0, 1, 2, 3) &+ first
        // The sign bit of one of the differences is set outside, and is spread over all 32.
        let outside =
            ((positions &- run.lowerBound) | ((run.upperBound &- 1) &- positions)) &>> 31
        let bits = unsafeBitCast(squares, to: SIMD4<Int32>.self) | outside
        return unsafeBitCast(bits, to: SIMD4<Float>.self)
    }

    /// The quads that a run touches.
    @inline(__always)
    static func quads(of run: Range<Int32>) -> Range<Int> {
        Range(uncheckedBounds: (Int(run.lowerBound) >> 2, (Int(run.upperBound) &+ 3) >> 2))
    }

    /// Calls `body` with position and metres of every point within a radius.
    @inlinable @inline(__always)
    func forEachPoint(about probe: GridProbe, metres: Double, _ body: (Int, Double) -> Void) {
        let circle = GridCircle(metres: metres)
        withScratch { keys, runs in
            gather(about: probe, circle, into: &runs)
            guard isNear(metres, of: probe) else {
                for number in 0..<runs.count {
                    for position in runs.base[number] {
                        let length = probe.circle.metres(to: place(at: Int(position)))
                        if length <= metres { body(Int(position), length) }
                    }
                }
                return
            }
            var keys = GridKeys(keys, capacity: Self.keysMax, bound: circle.bound)
            var isDone = false
            while !isDone {
                isDone = keys.fill(from: runs, self, about: probe)
                var number = 0
                while number < keys.count {
                    let one = GridKeys.position(keys.base[number])
                    let isPair = number &+ 1 < keys.count
                    let other = isPair ? GridKeys.position(keys.base[number &+ 1]) : one
                    let lengths = probe.circle.metres(to: place(at: one), place(at: other))
                    if lengths.x <= metres { body(one, lengths.x) }
                    if isPair, lengths.y <= metres { body(other, lengths.y) }
                    number &+= 2
                }
                keys.count = 0
            }
        }
    }

    /// How many keys there is room for: 1 kB, which is what Swift takes from the stack.
    @usableFromInline static var keysMax: Int { 128 }

    /// Lends memory for keys and for runs.
    @inlinable @inline(__always)
    func withScratch(_ body: (UnsafeMutablePointer<UInt64>, inout GridRuns) -> Void) {
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: Self.keysMax) { keys in
            withUnsafeTemporaryAllocation(of: Range<Int32>.self, capacity: 128) { memory in
                guard let keys = keys.baseAddress, let base = memory.baseAddress else { return }
                var runs = GridRuns(base, capacity: memory.count)
                body(keys, &runs)
                runs.release()
            }
        }
    }
}
