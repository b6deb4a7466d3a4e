package import Geometry

/// Garages, packed: an array of ``Garage`` to whoever reads it, which makes each one when asked.
///
/// A million garages fit in a hundred megabytes and are copied by counting a reference. Making one
/// costs some hundred nanoseconds, so what is read of many, or often, has a way of its own below.
/// One that is changed lies beside the packed ones until there are ``looseMax``.
package struct Garages: Sendable {
    private var store: PackedGarages
    /// Changed since the others were packed, by position.
    private var loose: [Int: Garage] = [:]

    /// So many changed garages are kept beside the others; then all are packed anew, which takes a
    /// tenth of a second for a million.
    static let looseMax = 4_096

    init(_ store: PackedGarages) { self.store = store }

    /// Packs garages in their order; O(n).
    package init(_ garages: some Sequence<Garage>) {
        if let packed = garages as? Garages {
            self = packed
            return
        }
        var builder = GaragesBuilder(capacity: garages.underestimatedCount)
        for garage in garages { builder.append(garage) }
        self = builder.finish()
    }

    /// The key in the database of the garage at a position.
    package func number(at index: Int) -> Int64 { store.numbers[index] }

    /// ``Garage/number`` of each; numbers never change in place.
    package var numbers: [Int64] { store.numbers }

    package func revision(at index: Int) -> Int64 {
        loose[index]?.revision ?? store.withRecord(at: index) { $0.revision }
    }

    package func position(at index: Int) -> Coordinate {
        loose[index]?.position ?? store.positions[index]
    }

    package func terms(at index: Int) -> GarageTerms {
        loose[index]?.terms ?? store.terms(at: index)
    }

    package func target(at index: Int) -> TargetBand {
        loose[index]?.target ?? store.withRecord(at: index) { store.terms[$0.terms].target }
    }

    package func joinedOn(at index: Int) -> Day? {
        if let garage = loose[index] { return garage.joinedOn }
        return store.withRecord(at: index) { $0.joinedOnDay }
    }

    package func status(at index: Int) -> Garage.Status {
        loose[index]?.status ?? store.rarities(at: index).status
    }

    /// Whether a garage is active, never closed or away, not mute, and has declined nothing.
    package func isOrdinary(at index: Int) -> Bool {
        if let garage = loose[index] { return garage.rarities == .none }
        return store.withRecord(at: index) { $0.present & GarageRecord.rarities == 0 }
    }

    /// Lends the UTF-8 of an id.
    package func withID<Result>(
        at index: Int, _ body: (UnsafeRawBufferPointer) -> Result
    ) -> Result {
        store.withRecord(at: index) { body($0.id) }
    }

    /// Lends the UTF-8 of a name.
    package func withName<Result>(
        at index: Int, _ body: (UnsafeRawBufferPointer) -> Result
    ) -> Result {
        if let garage = loose[index] {
            var name = garage.name
            return name.withUTF8 { body(UnsafeRawBufferPointer($0)) }
        }
        return store.withRecord(at: index) { body($0.name) }
    }

    /// The same where nothing is to be returned: not generic, which from another module costs
    /// several times as much.
    package func lendID(at index: Int, _ body: (UnsafeRawBufferPointer) -> Void) {
        store.withRecord(at: index) { body($0.id) }
    }

    package func lendName(at index: Int, _ body: (UnsafeRawBufferPointer) -> Void) {
        if loose.isEmpty { return store.withRecord(at: index) { body($0.name) } }
        withName(at: index, body)
    }

    /// ``Garage/position`` of each.
    package var positions: [Coordinate] {
        var all = store.positions
        for (index, garage) in loose { all[index] = garage.position }
        return all
    }

    /// The same garages in another order; O(n).
    package func reordered(_ order: [Int32]) -> Garages {
        var builder = GaragesBuilder(capacity: order.count)
        for index in order { append(Int(index), to: &builder) }
        return builder.finish()
    }

    private func append(_ index: Int, to builder: inout GaragesBuilder) {
        if let garage = loose[index] {
            builder.append(garage)
        } else {
            builder.append(index, of: store)
        }
    }

    /// Puts another version of a garage in its place.
    ///
    /// One of another number or id changes what the others are found by: all are packed anew.
    package mutating func put(_ garage: Garage, at index: Int) {
        let isSame =
            garage.number == store.numbers[index]
            && withID(at: index) { $0.elementsEqual(garage.id.text.utf8) }
        guard isSame, loose.count < Self.looseMax else {
            replaceSubrange(index..<index + 1, with: CollectionOfOne(garage))
            return
        }
        loose[index] = garage
    }
}

extension Garages: RandomAccessCollection, MutableCollection, RangeReplaceableCollection,
    ExpressibleByArrayLiteral
{
    package init() { self.init(PackedGarages.empty) }
    package init(arrayLiteral elements: Garage...) { self.init(elements) }

    package var startIndex: Int { 0 }
    package var endIndex: Int { store.count }

    package subscript(index: Int) -> Garage {
        get {
            if !loose.isEmpty, let garage = loose[index] { return garage }
            return store.garage(at: index)
        }
        set { put(newValue, at: index) }
    }

    /// Packs all anew; O(n).
    package mutating func replaceSubrange(
        _ range: Range<Int>, with garages: some Collection<Garage>
    ) {
        var builder = GaragesBuilder(capacity: count - range.count + garages.count)
        for index in 0..<range.lowerBound { append(index, to: &builder) }
        for garage in garages { builder.append(garage) }
        for index in range.upperBound..<store.count { append(index, to: &builder) }
        self = builder.finish()
    }
}

extension Garages: Equatable {
    package static func == (a: Garages, b: Garages) -> Bool {
        guard a.count == b.count else { return false }
        if a.store === b.store {
            return Set(a.loose.keys).union(b.loose.keys).allSatisfy { a[$0] == b[$0] }
        }
        guard a.store.numbers == b.store.numbers else { return false }
        return a.indices.allSatisfy { a.revision(at: $0) == b.revision(at: $0) && a[$0] == b[$0] }
    }
}
