package import GarageNetwork
package import Geometry

/// The garages of the network in the order of their ids, with every way to find one.
///
/// A class, so that a snapshot can be copied by counting one reference. A changed garage makes
/// another directory that shares what stayed: a few columns of a byte or two a garage are copied,
/// and the grid is built again where a garage moved.
package final class GarageDirectory: Sendable {
    /// In the order of their ids.
    package let garages: Garages
    /// Finds garages by place; its ids are positions in ``garages``.
    package let grid: Grid
    /// Where the grid keeps each garage.
    let gridPositions: [Int32]
    /// ``Garage/number`` of each.
    package let numbers: [Int64]
    /// The sum of all revisions.
    let revisions: Int64
    /// Beside the garages, so that a search need not touch them.
    let hasLeft: [Bool]
    let works: WorkColumn
    let isMute: [Bool]
    let weeklySoftCaps: SmallNumbers
    /// ``Garage/monthlyCap`` of each.
    package let monthlyCaps: SmallNumbers
    /// Positions in the order of the numbers; nil where that is the order of the ids.
    private let byNumber: [Int32]?

    /// Sorts and indexes garages; O(n log n), and O(n) where they are sorted.
    package init(_ unordered: some Sequence<Garage>) {
        garages = Garages(unordered).sortedByID()
        grid = Grid(garages.positions)
        gridPositions = grid.positions
        numbers = garages.numbers
        revisions = garages.indices.reduce(0) { [garages] in $0 &+ garages.revision(at: $1) }
        let columns = GarageColumns(of: garages)
        hasLeft = columns.hasLeft
        works = columns.works
        isMute = columns.isMute
        weeklySoftCaps = columns.weeklySoftCaps
        monthlyCaps = columns.monthlyCaps
        byNumber = Self.order(of: numbers)
    }

    /// The same garages, some of them in another version of the same number and id.
    private init(_ old: GarageDirectory, _ changed: Garages, _ positions: [Int]) {
        garages = changed
        let hasMoved = positions.contains {
            changed.position(at: $0) != old.garages.position(at: $0)
        }
        grid = hasMoved ? Grid(changed.positions) : old.grid
        gridPositions = hasMoved ? grid.positions : old.gridPositions
        numbers = old.numbers
        revisions = positions.reduce(old.revisions) {
            $0 &+ changed.revision(at: $1) &- old.garages.revision(at: $1)
        }
        byNumber = old.byNumber
        var columns = GarageColumns(
            hasLeft: old.hasLeft, works: old.works, isMute: old.isMute,
            weeklySoftCaps: old.weeklySoftCaps, monthlyCaps: old.monthlyCaps)
        for index in positions { columns.take(changed[index], at: index) }
        hasLeft = columns.hasLeft
        works = columns.works
        isMute = columns.isMute
        weeklySoftCaps = columns.weeklySoftCaps
        monthlyCaps = columns.monthlyCaps
    }

    /// A directory with other versions of garages that are here already, each under its position
    /// and with the number and the id that it has.
    ///
    /// - Complexity: a few bytes a garage, and the grid where one moved.
    func changing(_ versions: [(index: Int, garage: Garage)]) -> GarageDirectory {
        var changed = garages
        for (index, garage) in versions { changed.put(garage, at: index) }
        return GarageDirectory(self, changed, versions.map(\.index))
    }

    /// The position of a garage among ``garages``; nil when it is not there.
    ///
    /// - Complexity: O(log n).
    package func index(of id: GarageID) -> Int? {
        // Ids are unique in the database; were they not, the first would be found.
        var text = id.text
        return text.withUTF8 { bytes in
            let key = UnsafeRawBufferPointer(bytes)
            let place = garages.indices.firstPlace { index in
                !garages.withID(at: index) { $0.precedesAsID(key) }
            }
            guard place < garages.count, garages.withID(at: place, { $0.elementsEqual(key) })
            else { return nil }
            return place
        }
    }

    /// The same by the key in the database.
    package func index(ofNumber number: Int64) -> Int? {
        let place = numbers.indices.firstPlace { numbers[position($0)] >= number }
        guard place < numbers.count, numbers[position(place)] == number else { return nil }
        return position(place)
    }

    private func position(_ place: Int) -> Int { byNumber.map { Int($0[place]) } ?? place }

    private static func order(of numbers: [Int64]) -> [Int32]? {
        let isSorted = zip(numbers, numbers.dropFirst()).allSatisfy { $0 < $1 }
        guard !isSorted else { return nil }
        return (0..<Int32(numbers.count)).sorted {
            let (one, other) = (numbers[Int($0)], numbers[Int($1)])
            return one != other ? one < other : $0 < $1
        }
    }

    /// Lends the UTF-8 of a garage's id, as it is read by people.
    package func withID(of index: Int, _ body: (UnsafeRawBufferPointer) -> Void) {
        garages.lendID(at: index, body)
    }

    /// Lends the UTF-8 of a garage's name.
    package func withName(of index: Int, _ body: (UnsafeRawBufferPointer) -> Void) {
        garages.lendName(at: index, body)
    }
}

extension Range<Int> {
    /// The first place where a condition holds that, once it holds, holds to the end; the end
    /// where it never does.
    fileprivate func firstPlace(where holds: (Int) -> Bool) -> Int {
        var (low, high) = (lowerBound, upperBound)
        while low < high {
            let middle = (low + high) / 2
            if holds(middle) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
