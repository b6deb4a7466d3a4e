/// The month of every garage: four bytes each, and one ``MonthEnd`` for all that stand alike.
///
/// A garage that nobody was sent to stands like every other of its band and its days. Only one that
/// differs has a ``MonthEnd`` of its own, which is then changed in place.
package struct MonthEnds: Sendable {
    /// Where in ``values`` each garage's month is.
    private var places: Chunked<UInt32>
    private var values: Chunked<MonthEnd>
    /// How many values, from the first, several garages may share.
    private var shared: Int

    /// None at all.
    init() {
        places = Chunked([])
        values = Chunked([])
        shared = 0
    }

    /// Months by places among values that may be shared, and values for one garage each after them.
    init(places: [UInt32], values: [MonthEnd], shared: Int) {
        self.places = Chunked(places)
        self.values = Chunked(values)
        self.shared = shared
    }

    package var count: Int { places.count }

    /// The month of the garage at a position; setting it copies a piece.
    package subscript(index: Int) -> MonthEnd {
        get { values[Int(places[index])] }
        set {
            let place = Int(places[index])
            if place >= shared {
                values[place] = newValue
            } else {
                places[index] = UInt32(values.count)
                values.append(newValue)
            }
        }
    }

    /// What a policy adds to a garage's distance, without a copy of its month.
    func km(_ price: MatchingPrice, at index: Int) -> Double {
        price.km(values[Int(places[index])])
    }

    /// Every month that is kept, those that garages share once.
    func forEachValue(_ body: (borrowing MonthEnd) -> Void) {
        for place in 0..<values.count { body(values[place]) }
    }

    /// What is told of a month, likewise.
    func summary(at index: Int) -> MonthSummary { MonthSummary(values[Int(places[index])]) }

    /// What a search reads of each garage; months that are shared are looked at once.
    func standings(in directory: GarageDirectory) -> [Standing] {
        let alike = (0..<shared).map { MonthFigures(values[$0]) }
        return (0..<count).map { index in
            let place = Int(places[index])
            let figures = place < shared ? alike[place] : MonthFigures(values[place])
            return Standing(figures, of: index, in: directory)
        }
    }
}

/// Gathers the months of a network, those of garages that stand alike once.
struct MonthEndsBuilder {
    /// What decides the month of an ordinary garage that nobody was sent to.
    struct Likeness: Hashable {
        let low: Int
        let high: Int
        let joinedOn: Int32?
    }

    private var alike: [Likeness: UInt32] = [:]
    private var last: (likeness: Likeness, place: UInt32)?
    private var shared: [MonthEnd] = []
    /// Places in ``shared``, or in ``own`` where the highest bit is set.
    private var places: [UInt32] = []
    private var own: [MonthEnd] = []

    private static let isOwn: UInt32 = 1 << 31

    init(capacity: Int) { places.reserveCapacity(capacity) }

    /// Appends the month of a garage that stands like all others of a likeness.
    mutating func append(_ likeness: Likeness, _ month: () -> MonthEnd) {
        if let last, last.likeness == likeness { return places.append(last.place) }
        let place = alike[likeness] ?? UInt32(shared.count)
        if place == shared.count {
            shared.append(month())
            alike[likeness] = place
        }
        last = (likeness, place)
        places.append(place)
    }

    /// Appends the month of a garage that stands like no other.
    mutating func append(_ month: MonthEnd) {
        places.append(UInt32(own.count) | Self.isOwn)
        own.append(month)
    }

    func finish() -> MonthEnds {
        let offset = UInt32(shared.count)
        return MonthEnds(
            places: places.map { $0 & Self.isOwn == 0 ? $0 : ($0 & ~Self.isOwn) + offset },
            values: shared + own, shared: shared.count)
    }
}
