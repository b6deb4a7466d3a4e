/// The nearest points of a scan so far, by their single-precision chords.
///
/// It keeps the `limit` nearest and every further one whose chord is so close to the last of these
/// that only the exact distance can tell them apart. Its memory is the caller's.
///
/// Points come in unsorted, without a branch that depends on their distance: about every other one
/// of a scan is near enough, which no processor can guess. They are put in order when there is no
/// room left, and at the end.
@usableFromInline
struct Shortlist {
    /// Keeping more than this many in order costs more than sorting all that is within a radius.
    @usableFromInline static let limitMax = 256
    /// Points that are looked at between two tests for room.
    @usableFromInline static let chunk = 32
    /// Room beyond `limit`: for one chunk that comes in, and for points not yet sorted out.
    @usableFromInline static let spare = 3 * chunk

    /// Squared chords, in the upper half, above positions in the grid: they sort by distance.
    @usableFromInline let keys: UnsafeMutableBufferPointer<UInt64>
    @usableFromInline let limit: Int
    @usableFromInline let entries: UnsafeBufferPointer<GridEntry>
    @usableFromInline let probe: GridProbe
    @usableFromInline var count = 0
    /// How many of the first keys are known to be accepted.
    @usableFromInline var accepted = 0

    /// An empty list in memory for `limit + spare` keys, whose former content does not matter.
    @inlinable
    init(
        _ keys: UnsafeMutableBufferPointer<UInt64>, limit: Int, about probe: GridProbe,
        entries: UnsafeBufferPointer<GridEntry>
    ) {
        self.keys = keys
        self.limit = limit
        self.entries = entries
        self.probe = probe
    }

    /// Forgets all points.
    @inlinable
    mutating func clear() {
        count = 0
        accepted = 0
    }

    /// Takes in the points of a run whose squared chord is within `bound`.
    ///
    /// It lowers `bound` when it learns that a smaller one does.
    @inlinable @inline(__always)
    mutating func take(
        _ run: Range<Int>, bound: inout Float, where accept: (Int32) -> Bool
    ) {
        var index = run.lowerBound
        while index < run.upperBound {
            if count + Self.chunk > keys.count {
                sift(accept)
                if count + Self.chunk > keys.count { makeRoom(&bound) }
            }
            let end = min(run.upperBound, index + Self.chunk)
            while index < end {
                let squared = entries[index].squaredChord(to: probe.entry)
                keys[count] = UInt64(squared.bitPattern) << 32 | UInt64(truncatingIfNeeded: index)
                count += squared <= bound ? 1 : 0
                index += 1
            }
        }
    }

    /// Drops the points that are not accepted.
    ///
    /// This waits until a scan has read all its runs: a question about one point would hold up the
    /// reading of the next run from memory.
    @inlinable @inline(__always)
    mutating func sift(_ accept: (Int32) -> Bool) {
        let end = count
        count = accepted
        for place in accepted..<end {
            let key = keys[place]
            keys[count] = key
            count += accept(entries[Self.position(key)].id) ? 1 : 0
        }
        accepted = count
    }

    @inlinable @inline(__always)
    static func position(_ key: UInt64) -> Int { Int(key & 0xFFFF_FFFF) }

    @inlinable @inline(__always)
    static func squared(_ key: UInt64) -> Float { Float(bitPattern: UInt32(key >> 32)) }

    /// Leaves out what cannot be among the `limit` nearest, so that another chunk fits.
    @usableFromInline
    mutating func makeRoom(_ bound: inout Float) {
        order()
        if count >= limit { bound = min(bound, Chord.widened(Self.squared(keys[limit - 1]))) }
        accepted = count
        guard count + Self.chunk > keys.count else { return }
        // Too many near ties: by exact distance there are none, and those left out are further.
        let nearest = keys[..<count].sorted { neighbour($0) < neighbour($1) }
        (count, accepted) = (limit, limit)
        _ = keys.update(fromContentsOf: nearest[..<limit].sorted())
    }

    /// Sorts the keys, and drops those that are surely further than the `limit` nearest.
    @usableFromInline
    mutating func order() {
        var kept = UnsafeMutableBufferPointer(rebasing: keys[..<count])
        kept.sort()
        guard count > limit else { return }
        let bound = Chord.widened(Self.squared(keys[limit - 1]))
        while count > limit, Self.squared(keys[count - 1]) > bound { count -= 1 }
    }

    private func neighbour(_ key: UInt64) -> Neighbour {
        let position = Self.position(key)
        let metres = probe.circle.metres(to: entries[position].place)
        return Neighbour(id: entries[position].id, distance: .metres(metres))
    }

    /// The nearest by exact distance, in order, without those further than `metres`.
    @usableFromInline
    mutating func settled(within metres: Double) -> [Neighbour] {
        order()
        var found: [Neighbour] = []
        found.reserveCapacity(count)
        for key in keys[..<count] {
            let neighbour = neighbour(key)
            if neighbour.distance.metres <= metres { found.append(neighbour) }
        }
        found.sort()
        if found.count > limit { found.removeLast(found.count - limit) }
        return found
    }
}
