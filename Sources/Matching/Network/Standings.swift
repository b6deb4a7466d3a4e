import Geometry

/// What a search reads of all garages, kept beside their months in the order of the grid.
///
/// In this order those of the garages about a place lie side by side: in any other, a search waits
/// for memory once a garage.
struct Standings: Sendable {
    private var standings: Chunked<Standing>
    /// The garages that do not take everybody.
    private(set) var exceptions: GridMarks
    /// What no garage's price is below, by ``MonthEnd/peopleKm``, ``MonthEnd/garagesKm`` and
    /// ``MonthEnd/price``; a price that goes up leaves it as it is until the next day.
    private var leastKm: SIMD3<Double>

    /// Those of no garages.
    init() {
        standings = Chunked([])
        exceptions = GridMarks(count: 0)
        leastKm = .zero
    }

    /// Those of all months; O(n).
    init(of months: MonthEnds, in directory: GarageDirectory) {
        self.init(months.standings(in: directory), at: directory.gridPositions)
        leastKm = months.leastKm
    }

    private init(_ byGarage: [Standing], at positions: [Int32]) {
        self.init()
        exceptions = GridMarks(count: byGarage.count)
        var byPosition = byGarage
        for (standing, position) in zip(byGarage, positions) {
            byPosition[Int(position)] = standing
            exceptions[Int(position)] = !standing.takesAnybody
        }
        standings = Chunked(byPosition)
    }

    /// That of the garage at a position of the grid.
    subscript(position: Int) -> Standing { standings[position] }

    /// Takes another month of a garage.
    mutating func put(_ month: MonthEnd, at index: Int, in directory: GarageDirectory) {
        let standing = Standing(MonthFigures(month), of: index, in: directory)
        let position = Int(directory.gridPositions[index])
        standings[position] = standing
        exceptions[position] = !standing.takesAnybody
        leastKm = pointwiseMin(leastKm, month.pricesKm)
    }

    /// Goes from the order of one grid to that of another; O(n).
    mutating func reorder(from old: [Int32], to new: [Int32]) {
        let least = leastKm
        self = Standings(old.map { standings[Int($0)] }, at: new)
        leastKm = least
    }

    /// What no garage adds less than to its distance.
    func leastKm(of price: MatchingPrice) -> Double {
        switch price {
        case .people: leastKm.x
        case .garages: leastKm.y
        case .ownMonth: leastKm.z
        // A count is never negative; the only policy that weighs it is for comparison.
        case .nothing, .count: 0
        }
    }
}

extension MonthEnd {
    /// What the policies that look at months add to a distance.
    fileprivate var pricesKm: SIMD3<Double> { SIMD3(peopleKm, garagesKm, price.km) }
}

extension MonthEnds {
    /// The least of each of the prices.
    fileprivate var leastKm: SIMD3<Double> {
        var least = SIMD3<Double>(repeating: .infinity)
        forEachValue { least = pointwiseMin(least, $0.pricesKm) }
        return least
    }
}
