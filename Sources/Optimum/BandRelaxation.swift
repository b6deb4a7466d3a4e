import GarageNetwork
import Matching

/// The most garages in their band when a part of a garage counts for a part: an upper limit, and
/// where to begin looking for an assignment of whole ones.
///
/// What a garage is worth by its load is the least concave function that is nowhere below the
/// truth, which is 1 within the band and 0 outside: it rises evenly to the lower end, and falls
/// evenly from the upper end to the most people who can reach the garage. Concave, it is a minimum
/// cost flow.
struct BandRelaxation {
    /// No assignment has more garages in their band.
    let bound: Int
    /// For each request of the basin a garage; nil for those that nobody can take.
    let holders: [Int32?]

    init(of basin: MonthBasin) throws(FlowError) {
        let placeable = basin.placeable
        let degrees = basin.degrees
        let sink = placeable.count + basin.bands.count
        var network = FlowNetwork(nodes: sink + 1, arcs: basin.arcCount)
        var arcs: [(request: Int, garage: Int32)] = []
        arcs.reserveCapacity(basin.arcCount)
        for (node, request) in placeable.enumerated() {
            network.supply(1, at: node)
            for candidate in basin.table.candidates(of: request) {
                let garage = basin.table.garages[candidate]
                network.connect(node, placeable.count + Int(garage), cost: 0)
                arcs.append((request, garage))
            }
        }
        network.supply(-placeable.count, at: sink)
        var costs = [Int64](repeating: 0, count: arcs.count)
        var free = 0
        for (index, degree) in degrees.enumerated() {
            let goal = BandGoal(basin, index)
            if goal.isOpen, goal.low == 0 { free += 1 }
            for step in goal.steps(degree: degree) where step.places > 0 {
                network.connect(
                    placeable.count + index, sink, capacity: step.places, cost: step.cost)
                costs.append(step.cost)
            }
        }
        let flows = try network.cheapestFlow()
        var holders = [Int32?](repeating: nil, count: basin.requests.count)
        for (arc, flow) in zip(arcs, flows) where flow > 0 {
            holders[arc.request - basin.requests.lowerBound] = arc.garage
        }
        self.holders = holders
        let worth = -zip(flows, costs).reduce(Int64(0)) { $0 + $1.0 * $1.1 }
        // Each worth was rounded up, so rounding down the sum leaves out no whole garage.
        bound = free + Int(worth / BandGoal.wholeWorth)
    }
}

/// What one garage needs to count as in its band.
struct BandGoal {
    let low: Int
    let high: Int
    /// Whether it is judged and may reach its band at all.
    let isOpen: Bool

    /// What a garage in its band is worth in a relaxation.
    ///
    /// So great that rounding up the worth of each place adds less than a ten-thousandth of a
    /// garage for a thousand garages of a thousand places each.
    static let wholeWorth: Int64 = 10_000_000_000

    init(_ basin: MonthBasin, _ index: Int) {
        let band = basin.bands[index]
        low = band.min
        high = min(band.max, basin.caps[index])
        isOpen = band.isInScope && low <= high
    }

    /// The places of a garage by what they cost, cheapest first; a worth is a negative cost.
    func steps(degree: Int) -> [(places: Int, cost: Int64)] {
        guard isOpen, degree >= low else { return [(degree, 0)] }
        let beyond = max(0, degree - high)
        return [
            (low, low == 0 ? 0 : -((Self.wholeWorth - 1) / Int64(low) + 1)),
            (high - low, 0), (beyond, beyond == 0 ? 0 : Self.wholeWorth / Int64(beyond)),
        ]
    }
}
