package import GarageNetwork
package import Geometry

/// The garages of the network in the order of their ids, with every way to find one.
///
/// Rebuilt and swapped whole when a garage changes, which is rare; a class, so that a snapshot can
/// be copied by counting one reference.
package final class GarageDirectory: Sendable {
    /// In the order of their ids.
    package let garages: [Garage]
    /// Finds garages by place; its ids are positions in ``garages``.
    package let grid: Grid
    /// Beside the garages, so that a search need not touch them.
    let hasLeft: [Bool]
    let isUnrestricted: [Bool]
    let isMute: [Bool]
    let weeklySoftCaps: [Int]
    /// ``Garage/monthlyCap`` of each.
    package let monthlyCaps: [Int]
    /// ``Garage/number`` of each.
    package let numbers: [Int64]
    private let byID: [GarageID: Int]
    private let byNumber: [Int64: Int]

    /// Sorts and indexes garages; O(n log n).
    package init(_ unordered: [Garage]) {
        garages = unordered.sorted { $0.id < $1.id }
        grid = Grid(garages.map(\.position))
        hasLeft = garages.map { $0.status == .left }
        isUnrestricted = garages.map { $0.takes.isUnrestricted && $0.lessons.isEmpty }
        isMute = garages.map { $0.muteSince != nil }
        weeklySoftCaps = garages.map(\.target.weeklySoftCap)
        monthlyCaps = garages.map(\.monthlyCap)
        numbers = garages.map(\.number)
        // Ids and numbers are unique in the database; were they not, the first would be found.
        byID = Dictionary(zip(garages.map(\.id), 0...)) { first, _ in first }
        byNumber = Dictionary(zip(garages.map(\.number), 0...)) { first, _ in first }
    }

    /// The position of a garage among ``garages``; nil when it is not there.
    package func index(of id: GarageID) -> Int? { byID[id] }
    /// The same by the key in the database.
    package func index(ofNumber number: Int64) -> Int? { byNumber[number] }

    /// Appends the UTF-8 of a garage's id, as it is read by people.
    package func appendID(of index: Int, to bytes: inout [UInt8]) {
        bytes.append(contentsOf: garages[index].id.text.utf8)
    }

    /// Appends the UTF-8 of a garage's name.
    package func appendName(of index: Int, to bytes: inout [UInt8]) {
        bytes.append(contentsOf: garages[index].name.utf8)
    }
}
