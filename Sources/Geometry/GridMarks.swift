/// One bit for each point of a grid, in the order in which the grid keeps its points.
///
/// Whoever keeps something rare of the points marks those that have it: a search finds them among
/// thousands without a look at the others. The order is that of ``Grid/positions``.
package struct GridMarks: Sendable {
    private var words: [UInt64]

    /// No point of so many is marked.
    package init(count: Int) {
        words = Array(repeating: 0, count: (count + 63) / 64)
    }

    /// Whether the point at a position is marked; setting it copies the marks when they are
    /// shared, an eighth of a byte a point.
    package subscript(position: Int) -> Bool {
        get { words[position >> 6] >> UInt64(position & 63) & 1 != 0 }
        set {
            let bit: UInt64 = 1 << UInt64(position & 63)
            guard (words[position >> 6] & bit != 0) != newValue else { return }
            words[position >> 6] ^= bit
        }
    }

    /// Calls `body` with each marked position of a run, in order.
    @inline(__always)
    func forEach(in run: Range<Int32>, _ body: (Int) -> Void) {
        let (first, end) = (Int(run.lowerBound), Int(run.upperBound))
        for number in (first >> 6)...((end - 1) >> 6) {
            var word = words[number]
            if number == first >> 6 { word &= ~0 << UInt64(first & 63) }
            if number == (end - 1) >> 6 { word &= ~0 >> UInt64(63 - (end - 1) & 63) }
            while word != 0 {
                body(number << 6 + word.trailingZeroBitCount)
                word &= word - 1
            }
        }
    }
}

extension Grid {
    /// Where the grid keeps each point, by its id: what ``GridMarks`` are set by.
    ///
    /// - Complexity: O(n), and 4 bytes a point.
    package var positions: [Int32] {
        var positions = [Int32](repeating: 0, count: count)
        guard count > 0 else { return positions }
        read { reader in
            for position in 0..<count {
                positions[Int(reader.id(at: position))] = Int32(truncatingIfNeeded: position)
            }
        }
        return positions
    }

    /// How many points are within a radius; calls `body` with the position of each of them that is
    /// marked, in no particular order.
    package func count(
        within radius: Distance, of origin: Coordinate, marks: GridMarks, _ body: (Int) -> Void
    ) -> Int {
        guard count > 0 else { return 0 }
        var total = 0
        read { reader in
            total = reader.count(
                about: GridProbe(origin), metres: radius.metres, marks: marks, body)
        }
        return total
    }
}
