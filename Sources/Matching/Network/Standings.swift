import Geometry

/// What a search reads of all garages, kept beside their months.
struct Standings: Sendable {
    private var standings: Chunked<Standing>
    /// The garages that do not take everybody, in the order of the directory's grid.
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
        let all = months.standings(in: directory)
        standings = Chunked(all)
        exceptions = GridMarks(count: all.count)
        leastKm = months.leastKm
        for (index, standing) in all.enumerated() where !standing.takesAnybody {
            exceptions[Int(directory.gridPositions[index])] = true
        }
    }

    subscript(index: Int) -> Standing { standings[index] }

    /// Takes another month of a garage.
    mutating func put(_ month: MonthEnd, at index: Int, in directory: GarageDirectory) {
        let standing = Standing(MonthFigures(month), of: index, in: directory)
        standings[index] = standing
        exceptions[Int(directory.gridPositions[index])] = !standing.takesAnybody
        leastKm = pointwiseMin(leastKm, month.pricesKm)
    }

    /// Takes the grid of another directory of the same garages; O(n).
    mutating func reorder(by directory: GarageDirectory) {
        exceptions = GridMarks(count: standings.count)
        for index in 0..<standings.count where !standings[index].takesAnybody {
            exceptions[Int(directory.gridPositions[index])] = true
        }
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
