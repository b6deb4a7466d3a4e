extension Grid {
    /// Degrees eastward from one meridian to another, in 0..<360.
    @usableFromInline
    static func degrees(from seam: Double, to longitude: Double) -> Double {
        let apart = longitude - seam
        let turned = apart < 0 ? apart + 360 : apart
        return turned >= 360 ? turned - 360 : turned
    }

    /// The number of the band that holds a latitude; the first or the last for those outside.
    @inlinable @inline(__always)
    func band(at latitude: Double) -> Int {
        max(0, min(bands.count - 1, Int((latitude - south) / bandHeight)))
    }

    /// Calls `body` with the positions of each run of points that may be within `metres`.
    ///
    /// No point within the distance is left out. `bound` is the squared chord above which a point
    /// no longer matters; `body` receives it in turn, and may lower it as it learns.
    @inlinable @inline(__always)
    func forEachRun(
        about probe: GridProbe, metres: Double, bound: inout Float,
        _ body: (Range<Int>, inout Float) -> Void
    ) {
        guard !bands.isEmpty else { return }
        // Latitude alone keeps points out when it differs by more than the angle; the billionth of
        // a degree, 0.1 mm, is above every rounding on the way here.
        let reach = metres * (180 / (.pi * Earth.meanRadiusMetres)) + 1e-9
        let first = band(at: max(-90, probe.latitude - reach))
        let last = band(at: min(90, probe.latitude + reach))
        withUnsafeTemporaryAllocation(of: Range<Int>.self, capacity: 2 * Self.bandsAtOnce) { runs in
            var number = first
            while number <= last {
                let end = min(last, number + Self.bandsAtOnce - 1)
                let count = gather(number...end, about: probe, bound: bound, into: runs)
                for run in runs[..<count] { body(run, &bound) }
                number = end + 1
            }
        }
    }

    /// Bands whose runs are looked up together before any is read.
    ///
    /// The processor then waits for memory once for all of them; 8 is more than the usual circle
    /// has, and few enough that a lowered bound soon tells.
    @usableFromInline static let bandsAtOnce = 8

    /// Writes down which positions of some bands may hold points within a bound.
    ///
    /// - Returns: How many runs there are, at most two a band.
    @inlinable @inline(__always)
    func gather(
        _ numbers: ClosedRange<Int>, about probe: GridProbe, bound: Float,
        into runs: UnsafeMutableBufferPointer<Range<Int>>
    ) -> Int {
        var count = 0
        bands.withUnsafeBufferPointer { bands in
            cellStarts.withUnsafeBufferPointer { starts in
                for number in numbers {
                    let edge = south + Double(number) * bandHeight
                    let gap = max(0, edge - probe.latitude, probe.latitude - edge - bandHeight)
                    let band = bands[number]
                    guard let across = probe.reach(in: band, gap: gap, bound: Double(bound))
                    else { continue }
                    band.forEachRun(about: probe.longitude, reach: across) { low, high in
                        runs[count] = Int(starts[low])..<Int(starts[high + 1])
                        count += 1
                    }
                }
            }
        }
        return count
    }

    /// Calls `body` with the position of each point that may be within `metres`, and its squared
    /// chord.
    @inlinable @inline(__always)
    func scan(about probe: GridProbe, metres: Double, _ body: (Int, Float) -> Void) {
        var bound = Chord.squaredBound(metres: metres)
        entries.withUnsafeBufferPointer { entries in
            forEachRun(about: probe, metres: metres, bound: &bound) { run, bound in
                for position in run {
                    let squared = entries[position].squaredChord(to: probe.entry)
                    if squared <= bound { body(position, squared) }
                }
            }
        }
    }
}
