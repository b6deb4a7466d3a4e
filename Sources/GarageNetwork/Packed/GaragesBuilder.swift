package import Geometry

/// Packs garages one after the other.
///
/// A load appends rows straight from the bytes that the database sent: no text of a garage is ever
/// made into a `String` on the way.
package struct GaragesBuilder {
    private var numbers: [Int64] = []
    private var positions: [Coordinate] = []
    private var bytes: [UInt8] = []
    private var starts: [UInt32] = [0]
    private var wraps: [Int] = []
    private var terms: [GarageTerms] = []
    private var termsPlace: [GarageTerms: UInt32] = [:]
    private var rarities: [Int32: GarageRarities] = [:]
    /// Where the terms of another store are in this one, while garages are copied from it.
    private var copied: (from: ObjectIdentifier, places: [UInt32?])?

    /// The bytes of a usual garage, to begin with.
    private static let bytesUsual = 96

    package init(capacity: Int = 0) {
        numbers.reserveCapacity(capacity)
        positions.reserveCapacity(capacity)
        starts.reserveCapacity(capacity + 1)
        bytes.reserveCapacity(capacity * Self.bytesUsual)
    }

    package var count: Int { numbers.count }

    /// The place of terms, for garages that are appended from their bytes.
    package mutating func place(of terms: GarageTerms) -> UInt32 {
        if let known = termsPlace[terms] { return known }
        let place = UInt32(self.terms.count)
        self.terms.append(terms)
        termsPlace[terms] = place
        return place
    }

    /// Appends a garage that has nothing rare, from the UTF-8 of its texts in their order: id,
    /// name, town, postcode, phone.
    package mutating func append(
        number: Int64, position: Coordinate, terms: UInt32, revision: Int64, checkedOn: Day?,
        joinedOn: Day?,
        texts: (
            UnsafeRawBufferPointer, UnsafeRawBufferPointer, UnsafeRawBufferPointer,
            UnsafeRawBufferPointer, UnsafeRawBufferPointer
        )
    ) {
        GarageRecord.begin(
            terms: terms, revision: revision, checkedOn: checkedOn, joinedOn: joinedOn,
            hasRarities: false, to: &bytes)
        GarageRecord.append(texts.0, to: &bytes)
        GarageRecord.append(texts.1, to: &bytes)
        GarageRecord.append(texts.2, to: &bytes)
        GarageRecord.append(texts.3, to: &bytes)
        GarageRecord.append(texts.4, to: &bytes)
        end(number, position)
    }

    /// Appends any garage.
    package mutating func append(_ garage: Garage) {
        let rare = garage.rarities
        if rare != .none { rarities[Int32(numbers.count)] = rare }
        let terms = place(of: garage.terms)
        GarageRecord.begin(
            terms: terms, revision: garage.revision, checkedOn: garage.checkedOn,
            joinedOn: garage.joinedOn, hasRarities: rare != .none, to: &bytes)
        for text in [garage.id.text, garage.name, garage.town, garage.postcode, garage.phone] {
            GarageRecord.append(text, to: &bytes)
        }
        end(garage.number, garage.position)
    }

    /// Appends a packed garage as it is.
    mutating func append(_ index: Int, of store: PackedGarages) {
        if copied?.from != ObjectIdentifier(store) {
            copied = (ObjectIdentifier(store), Array(repeating: nil, count: store.terms.count))
        }
        let place = store.withRecord(at: index) { $0.terms }
        let terms = copied?.places[place] ?? self.place(of: store.terms[place])
        copied?.places[place] = terms
        if let rare = store.rarities[Int32(index)] { rarities[Int32(numbers.count)] = rare }
        store.withRecord(at: index) { $0.copy(terms: terms, to: &bytes) }
        end(store.numbers[index], store.positions[index])
    }

    private mutating func end(_ number: Int64, _ position: Coordinate) {
        let before = starts[starts.count - 1]
        let start = UInt32(truncatingIfNeeded: bytes.count)
        numbers.append(number)
        positions.append(position)
        starts.append(start)
        if start < before { wraps.append(numbers.count) }
    }

    /// What was packed, in arrays of the length that they need.
    package consuming func finish() -> Garages {
        Garages(
            PackedGarages(
                numbers: numbers.fitted, positions: positions.fitted, bytes: bytes.fitted,
                starts: starts.fitted, wraps: wraps, terms: terms, rarities: rarities))
    }
}

extension Array {
    /// The same without room to grow, where that is more than a sixteenth.
    fileprivate var fitted: [Element] {
        guard capacity > count + count / 16 else { return self }
        return withUnsafeBufferPointer { source in
            [Element](unsafeUninitializedCapacity: source.count) { copy, initialized in
                initialized = copy.initialize(from: source).index
            }
        }
    }
}

extension GarageRecord {
    /// Writes the record again, its terms at another place.
    fileprivate func copy(terms: UInt32, to bytes: inout [UInt8]) {
        let start = bytes.count
        bytes.append(contentsOf: self.bytes)
        withUnsafeBytes(of: terms) { place in
            for offset in 0..<4 { bytes[start + GarageRecord.termsOffset + offset] = place[offset] }
        }
    }
}
