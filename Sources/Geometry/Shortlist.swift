/// The nearest points of a scan so far, by their single-precision chords.
///
/// It keeps the `limit` nearest and every further one whose chord is so close to the last of these
/// that only the exact distance can tell them apart. Its memory is the caller's. Points come in
/// unsorted; they are put in order when there is no room left, and at the end.
@usableFromInline
struct Shortlist {
    /// Keeping more than this many in order costs more than sorting all that is within a radius.
    @usableFromInline static let limitMax = 100
    /// How much room there is to be for more: less, and every other quad would end a reading.
    @usableFromInline static let room = 16
    /// Up to this many are picked out one by one instead of sorting all.
    @usableFromInline static let picksMax = 8

    @usableFromInline let reader: GridReader
    @usableFromInline let probe: GridProbe
    @usableFromInline let limit: Int
    @usableFromInline var keys: GridKeys
    /// How many of the first keys are known to be accepted.
    @usableFromInline var accepted = 0

    /// An empty list; there must be room for `limit` keys and some quads.
    @inlinable @inline(__always)
    init(_ reader: GridReader, about probe: GridProbe, limit: Int, keys: GridKeys) {
        self.reader = reader
        self.probe = probe
        self.limit = limit
        self.keys = keys
    }

    /// Takes in the points of some runs whose squared chord is within the bound.
    @inlinable @inline(__always)
    mutating func take(_ runs: GridRuns, where accept: (Int32) -> Bool) {
        while true {
            let isDone = keys.fill(from: runs, reader, about: probe)
            sift(accept)
            if isDone { return }
            if keys.count > keys.capacity - 4 { makeRoom() }
        }
    }

    /// Drops the points that are not accepted.
    ///
    /// This waits until a scan has read all its runs: a question about one point would hold up the
    /// reading of the next run from memory.
    @inlinable @inline(__always)
    mutating func sift(_ accept: (Int32) -> Bool) {
        var count = accepted
        for place in accepted..<keys.count {
            let key = keys.base[place]
            keys.base[count] = key
            count &+= accept(reader.id(at: GridKeys.position(key))) ? 1 : 0
        }
        keys.count = count
        accepted = count
    }

    /// Leaves out what cannot be among the `limit` nearest, so that another quad fits.
    @usableFromInline
    mutating func makeRoom() {
        order()
        let widened = Chord.widened(GridKeys.squared(keys.base[limit - 1]))
        keys.bound = min(keys.bound, widened.bitPattern)
        if keys.count > keys.capacity - Self.room {
            // Too many near ties: by exact distance there are none; those left out are further.
            let all = UnsafeMutableBufferPointer(start: keys.base, count: keys.count)
            let nearest = all.sorted { neighbour($0) < neighbour($1) }
            _ = all.update(fromContentsOf: nearest)
            keys.count = limit
        }
        accepted = keys.count
    }

    /// Drops those that are surely further than the `limit` nearest, which then are in order.
    @usableFromInline
    mutating func order() {
        guard keys.count > limit else { return }
        if limit <= Self.picksMax, pick() { return }
        var all = UnsafeMutableBufferPointer(start: keys.base, count: keys.count)
        all.sort()
        let bound = Chord.widened(GridKeys.squared(keys.base[limit - 1]))
        while keys.count > limit, GridKeys.squared(keys.base[keys.count - 1]) > bound {
            keys.count -= 1
        }
    }

    /// Puts the `limit` nearest in front, in order, without a branch that depends on distances.
    ///
    /// - Returns: Whether the next one is surely further, so that nothing else is in question;
    ///   if it is not, nothing is changed.
    @inline(__always)
    private mutating func pick() -> Bool {
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: Self.picksMax + 1) { best in
            for place in 0...limit { best[place] = .max }
            for number in 0..<keys.count {
                var further = keys.base[number]
                for place in 0...limit {
                    let nearer = min(best[place], further)
                    further = max(best[place], further)
                    best[place] = nearer
                }
            }
            let bound = Chord.widened(GridKeys.squared(best[limit - 1]))
            guard GridKeys.squared(best[limit]) > bound else { return false }
            for place in 0..<limit { keys.base[place] = best[place] }
            keys.count = limit
            return true
        }
    }

    private func neighbour(_ key: UInt64) -> Neighbour {
        let position = GridKeys.position(key)
        let metres = probe.circle.metres(to: reader.place(at: position))
        return Neighbour(id: reader.id(at: position), distance: .metres(metres))
    }

    /// Writes down the nearest by exact distance, in order, without those further than `metres`.
    ///
    /// - Parameters:
    ///   - metres: The radius, its rim included.
    ///   - found: Room for as many as there are keys.
    /// - Returns: How many there are, more than `limit` perhaps.
    @usableFromInline
    func settle(
        within metres: Double, into found: UnsafeMutableBufferPointer<Neighbour>
    ) -> Int {
        var size = 0
        var number = 0
        while number < keys.count {
            let one = GridKeys.position(keys.base[number])
            let isPair = number &+ 1 < keys.count
            let other = isPair ? GridKeys.position(keys.base[number &+ 1]) : one
            let lengths = probe.circle.metres(
                to: reader.place(at: one), reader.place(at: other))
            if lengths.x <= metres { insert(one, lengths.x, into: found, &size) }
            if isPair, lengths.y <= metres { insert(other, lengths.y, into: found, &size) }
            number &+= 2
        }
        return size
    }

    @inline(__always)
    private func insert(
        _ position: Int, _ metres: Double, into found: UnsafeMutableBufferPointer<Neighbour>,
        _ size: inout Int
    ) {
        let next = Neighbour(id: reader.id(at: position), distance: .metres(metres))
        // They come almost in order: of most, only the last one is looked at.
        var place = size
        while place > 0, next < found[place &- 1] {
            found[place] = found[place &- 1]
            place &-= 1
        }
        found[place] = next
        size &+= 1
    }
}
