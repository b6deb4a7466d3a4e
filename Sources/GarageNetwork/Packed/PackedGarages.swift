import Geometry

/// Garages as bytes: about a hundred of them a garage, where ``Garage`` and its texts are 700.
///
/// Never changed once built, so that every snapshot of the network shares one.
final class PackedGarages: Sendable {
    let numbers: [Int64]
    let positions: [Coordinate]
    /// Every ``GarageRecord``, one after the other.
    private let bytes: [UInt8]
    /// Where each record begins, and the end of the last, in the low 32 bits; records are in
    /// order, so what is above them is found from ``wraps``.
    private let starts: [UInt32]
    /// The first places whose records begin beyond 4 GiB, 8 GiB and so on; empty on every network
    /// that there is.
    private let wraps: [Int]
    let terms: [GarageTerms]
    let rarities: [Int32: GarageRarities]

    static let empty = PackedGarages(
        numbers: [], positions: [], bytes: [], starts: [0], wraps: [], terms: [], rarities: [:])

    init(
        numbers: [Int64], positions: [Coordinate], bytes: [UInt8], starts: [UInt32], wraps: [Int],
        terms: [GarageTerms], rarities: [Int32: GarageRarities]
    ) {
        self.numbers = numbers
        self.positions = positions
        self.bytes = bytes
        self.starts = starts
        self.wraps = wraps
        self.terms = terms
        self.rarities = rarities
    }

    var count: Int { numbers.count }

    private func start(of index: Int) -> Int {
        var start = Int(starts[index])
        for wrap in wraps where wrap <= index { start += 1 << 32 }
        return start
    }

    /// Lends a garage's record.
    func withRecord<Result>(at index: Int, _ body: (GarageRecord) -> Result) -> Result {
        let range = start(of: index)..<start(of: index + 1)
        return bytes.withUnsafeBytes {
            body(GarageRecord(bytes: UnsafeRawBufferPointer(rebasing: $0[range])))
        }
    }

    func terms(at index: Int) -> GarageTerms { terms[withRecord(at: index) { $0.terms }] }

    func rarities(at index: Int) -> GarageRarities {
        let isOrdinary = withRecord(at: index) { $0.present & GarageRecord.rarities == 0 }
        return isOrdinary ? .none : rarities[Int32(index)] ?? .none
    }

    /// Makes the garage that was packed.
    func garage(at index: Int) -> Garage {
        let rare = rarities(at: index)
        return withRecord(at: index) { record in
            let texts = record.texts
            let terms = terms[record.terms]
            return Garage(
                number: numbers[index], id: GarageID(unchecked: texts.id), name: texts.name,
                position: positions[index], town: texts.town, postcode: texts.postcode,
                phone: texts.phone, takes: terms.takes, target: terms.target,
                monthlyCap: terms.monthlyCap, status: rare.status, closures: rare.closures,
                checkedOn: record.checkedOnDay, joinedOn: record.joinedOnDay,
                awaySince: rare.awaySince, absences: rare.absences, muteSince: rare.muteSince,
                lessons: rare.lessons, revision: record.revision)
        }
    }
}
