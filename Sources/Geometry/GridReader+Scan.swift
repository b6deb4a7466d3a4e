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
            keys.restart(circle)
            var isDone = false
            while !isDone {
                isDone = keys.fill(from: runs, self, about: probe)
                forEachMeasured(keys, about: probe, within: metres, body)
                keys.count = 0
            }
        }
    }

    /// Calls `body` with position and metres of those of some points that are within a radius.
    @inlinable @inline(__always)
    func forEachMeasured(
        _ keys: GridKeys, about probe: GridProbe, within metres: Double,
        _ body: (Int, Double) -> Void
    ) {
        for number in 0..<keys.count {
            let position = Int(keys.positions[number])
            let length = probe.circle.metres(to: place(at: position))
            if length <= metres { body(position, length) }
        }
    }

    /// Lends memory for keys and for runs: at most 1 kB of each, which Swift takes from the stack.
    @inlinable @inline(__always)
    func withScratch(_ body: (inout GridKeys, inout GridRuns) -> Void) {
        withUnsafeTemporaryAllocation(of: Float.self, capacity: GridKeys.capacity) { squares in
            withUnsafeTemporaryAllocation(of: Int32.self, capacity: GridKeys.capacity) {
                positions in
                withRuns { runs in
                    guard let squares = squares.baseAddress,
                        let positions = positions.baseAddress
                    else { return }
                    var keys = GridKeys(squares, positions)
                    body(&keys, &runs)
                }
            }
        }
    }

    /// Lends memory for runs, 1 kB.
    @inlinable @inline(__always)
    func withRuns(_ body: (inout GridRuns) -> Void) {
        withUnsafeTemporaryAllocation(of: Range<Int32>.self, capacity: 128) { memory in
            guard let base = memory.baseAddress else { return }
            var runs = GridRuns(base, capacity: memory.count)
            body(&runs)
            runs.release()
        }
    }
}
