/// The nearest points of a scan so far, by their single-precision chords.
///
/// It keeps the `limit` nearest and every further one whose chord is so close to the last of these
/// that only the exact distance can tell them apart. Its memory is the caller's.
@usableFromInline
struct Shortlist {
    /// A point and its squared chord.
    @usableFromInline
    struct Slot {
        @usableFromInline let squared: Float
        @usableFromInline let id: Int32

        @inlinable
        init(squared: Float, id: Int32) {
            self.squared = squared
            self.id = id
        }
    }

    /// Keeping more than this many in order, one by one, costs more than sorting all at the end.
    @usableFromInline static let limitMax = 256
    /// Room for points that only the exact distance can tell apart, before it is asked.
    @usableFromInline static let spare = 64

    @usableFromInline let slots: UnsafeMutableBufferPointer<Slot>
    @usableFromInline let limit: Int
    @usableFromInline let circle: GreatCircle
    @usableFromInline var count = 0

    /// An empty list in memory for `limit + spare` slots, whose former content does not matter.
    @inlinable
    init(_ slots: UnsafeMutableBufferPointer<Slot>, limit: Int, about circle: GreatCircle) {
        self.slots = slots
        self.limit = limit
        self.circle = circle
    }

    /// Takes a point in, and lowers `bound` to the squared chord that still matters.
    @inlinable
    mutating func offer(_ id: Int32, squared: Float, bound: inout Float, points: [Coordinate]) {
        if count == slots.count { thinOut(points) }
        var place = count
        while place > 0, slots[place - 1].squared > squared {
            slots[place] = slots[place - 1]
            place -= 1
        }
        slots[place] = Slot(squared: squared, id: id)
        count += 1
        guard count >= limit else { return }
        bound = min(bound, Chord.widened(slots[limit - 1].squared))
        while count > limit, slots[count - 1].squared > bound { count -= 1 }
    }

    /// Keeps the `limit` nearest by exact distance: those it drops can never come back.
    @usableFromInline
    mutating func thinOut(_ points: [Coordinate]) {
        let kept = measured(points).prefix(limit).map { neighbour, slot in slot }
        count = 0
        for slot in kept.sorted(by: { $0.squared < $1.squared }) {
            slots[count] = slot
            count += 1
        }
    }

    private func measured(_ points: [Coordinate]) -> [(Neighbour, Slot)] {
        slots[..<count].map { slot in
            let metres = circle.metres(to: points[Int(slot.id)])
            return (Neighbour(id: slot.id, distance: .metres(metres)), slot)
        }.sorted { $0.0 < $1.0 }
    }

    /// The nearest by exact distance, in order, without those further than `metres`.
    @usableFromInline
    func settled(within metres: Double, points: [Coordinate]) -> [Neighbour] {
        var found: [Neighbour] = []
        found.reserveCapacity(count)
        for slot in slots[..<count] {
            let distance = circle.metres(to: points[Int(slot.id)])
            if distance <= metres {
                found.append(Neighbour(id: slot.id, distance: .metres(distance)))
            }
        }
        found.sort()
        if found.count > limit { found.removeLast(found.count - limit) }
        return found
    }
}
