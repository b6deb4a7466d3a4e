/// The nearest points of a scan so far, by their single-precision chords.
///
/// It keeps the `limit` nearest and every further one whose chord is so close to the last of these
/// that only the exact distance can tell them apart. Points come in unsorted; they are put in
/// order when there is no room left, and at the end.
@usableFromInline
struct Shortlist {
    /// Keeping more than this many in order costs more than sorting all that is within a radius.
    @usableFromInline static var limitMax: Int { 100 }
    /// How much room there is to be for more: less, and every other quad would end a reading.
    private static var room: Int { 16 }
    /// Up to this many are ranked, each by comparing it with all, instead of being sorted.
    private static var rankedMax: Int { 64 }

    /// How many of the first keys tell what most of the others need not be ranked for.
    private static var sample: Int { 16 }

    @usableFromInline let limit: Int
    @usableFromInline var keys: GridKeys
    /// How many of the first keys are known to be accepted.
    @usableFromInline var accepted = 0

    /// An empty list.
    @inlinable @inline(__always)
    init(limit: Int, keys: GridKeys) {
        self.limit = limit
        self.keys = keys
    }

    /// Takes in the points of some runs that are in a circle.
    @inlinable @inline(__always)
    mutating func take(
        _ circle: GridCircle, from runs: GridRuns, _ reader: GridReader, about probe: GridProbe,
        where accept: (Int32) -> Bool
    ) {
        keys.restart(circle)
        accepted = 0
        while true {
            let isDone = keys.fill(from: runs, reader, about: probe)
            sift(reader, accept)
            if isDone { return }
            if keys.count > GridKeys.capacity - 4 { makeRoom(reader, about: probe) }
        }
    }

    /// Drops the points that are not accepted.
    ///
    /// This waits until a scan has read all its runs: a question about one point would hold up the
    /// reading of the next run from memory.
    @inlinable @inline(__always)
    mutating func sift(_ reader: GridReader, _ accept: (Int32) -> Bool) {
        var count = accepted
        for place in accepted..<keys.count {
            let position = keys.positions[place]
            keys.squares[count] = keys.squares[place]
            keys.positions[count] = position
            count &+= accept(reader.id(at: Int(position))) ? 1 : 0
        }
        keys.count = count
        accepted = count
    }

    /// Leaves out what cannot be among the `limit` nearest, so that another quad fits.
    @usableFromInline
    mutating func makeRoom(_ reader: GridReader, about probe: GridProbe) {
        order()
        keys.bound = min(keys.bound, Chord.widened(keys.squares[limit - 1]))
        if keys.count > GridKeys.capacity - Self.room {
            // Too many near ties: by exact distance there are none; those left out are further.
            let nearest = (0..<keys.count).map { place in
                let position = keys.positions[place]
                let metres = probe.circle.metres(to: reader.place(at: Int(position)))
                let neighbour = Neighbour(
                    id: reader.id(at: Int(position)), distance: .metres(metres))
                return (neighbour, keys.squares[place], position)
            }
            keys.count = limit
            write(nearest.sorted { $0.0 < $1.0 }.prefix(limit).map { ($0.1, $0.2) })
        }
        accepted = keys.count
    }

    private func write(_ pairs: [(square: Float, position: Int32)]) {
        for (place, pair) in pairs.enumerated() {
            (keys.squares[place], keys.positions[place]) = pair
        }
    }

    /// Drops those that are surely further than the `limit` nearest, which then are in order.
    @usableFromInline
    mutating func order() {
        guard keys.count > limit else { return }
        if keys.count > 2 * Self.sample, limit <= Self.sample { thin() }
        if keys.count <= Self.rankedMax, rank() { return }
        let pairs = (0..<keys.count).map { (keys.squares[$0], keys.positions[$0]) }
            .sorted { $0 < $1 }
        write(pairs)
        let bound = Chord.widened(keys.squares[limit - 1])
        while keys.count > limit, keys.squares[keys.count - 1] > bound { keys.count -= 1 }
    }

    /// Drops those that are surely further than the `limit` nearest of a few.
    private mutating func thin() {
        var bound: Float = 0
        for place in 0..<Self.sample {
            let square = keys.squares[place]
            let isNear = nearer(than: square, of: Self.sample / 4) < limit
            bound = max(bound, isNear ? square : 0)
        }
        bound = Chord.widened(bound)
        var count = 0
        for place in 0..<keys.count {
            let square = keys.squares[place]
            keys.squares[count] = square
            keys.positions[count] = keys.positions[place]
            count &+= square <= bound ? 1 : 0
        }
        keys.count = count
    }

    /// How many of the first keys, in vectors of four, are nearer than a squared chord.
    @inline(__always)
    private func nearer(than square: Float, of vectors: Int) -> Int {
        // The bits of floats from 0 sort as they do.
        let own = Int32(bitPattern: square.bitPattern)
        let memory = UnsafeRawPointer(keys.squares)
        var nearer = SIMD4<Int32>.zero
        for number in 0..<vectors {
            let others = memory.loadUnaligned(
                fromByteOffset: 16 &* number, as: SIMD4<Int32>.self)
            // -1 where one is nearer.
            nearer &+= (others &- own) &>> 31
        }
        return Int(0 &- nearer.wrappedSum())
    }

    /// Puts the `limit` nearest in front, in order, without a branch that depends on distances.
    ///
    /// The rank of one is how many are nearer.
    ///
    /// - Returns: Whether the next one is surely further, so that nothing else is in question;
    ///   if it is not, nothing is changed.
    private mutating func rank() -> Bool {
        let vectors = (keys.count &+ 3) >> 2
        // At most three beyond the last one, all further than any.
        for place in keys.count..<(4 &* vectors) { keys.squares[place] = .infinity }
        return withUnsafeTemporaryAllocation(of: Pair.self, capacity: Self.rankedMax) { ranked in
            for place in 0...limit { ranked[place] = Pair(square: -1, position: 0) }
            for place in 0..<keys.count {
                let square = keys.squares[place]
                ranked[nearer(than: square, of: vectors)] = Pair(
                    square: square, position: keys.positions[place])
            }
            // Two of the same rank leave the next one empty.
            for place in 0...limit where ranked[place].square < 0 { return false }
            guard ranked[limit].square > Chord.widened(ranked[limit &- 1].square) else {
                return false
            }
            for place in 0..<limit {
                keys.squares[place] = ranked[place].square
                keys.positions[place] = ranked[place].position
            }
            keys.count = limit
            return true
        }
    }

    private struct Pair {
        var square: Float
        var position: Int32
    }

    /// Writes down the nearest by exact distance, in order, without those further than `metres`.
    ///
    /// `found` has room for as many as there are keys; the result is how many there are, more than
    /// `limit` perhaps.
    @usableFromInline
    func settle(
        within metres: Double, _ reader: GridReader, about probe: GridProbe,
        into found: UnsafeMutableBufferPointer<Neighbour>
    ) -> Int {
        var size = 0
        reader.forEachMeasured(keys, about: probe, within: metres) { position, metres in
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
        return size
    }
}
