import GarageNetwork
import Matching

/// Where everybody of a month would best have gone, had the whole month been known on its first
/// day.
///
/// The cost is that of `YearScore.objectiveKmPerMonth`: extra kilometres, and `referralKm` for each
/// referral missing from a band or above it. The answer is exact: a minimum cost flow from the
/// requests through the garages, where the first places of a garage up to the lower end of its band
/// are the cheapest and those above the upper end the dearest.
///
/// Kilometres are counted in whole micrometres, so that the cost of a month is within a micrometre
/// a request of the least there is.
package struct CheapestAssignment: Sendable {
    /// For each request of the basin, a position in its table's candidates; nil when nobody could
    /// take the person.
    package let choices: [Int?]

    /// Solves a month.
    ///
    /// - Complexity: polynomial in theory; 300 garages and 2,250 requests take tens of
    ///   milliseconds.
    package init(of basin: MonthBasin) throws(FlowError) {
        let placeable = basin.placeable
        // A cap that cannot be reached needs no way out.
        let isCapped = zip(basin.degrees, basin.caps).contains { $0 > $1 }
        var network = FlowNetwork(
            nodes: placeable.count + basin.bands.count + 1, arcs: basin.arcCount)
        let sink = placeable.count + basin.bands.count
        var arcs: [(request: Int, candidate: Int)] = []
        arcs.reserveCapacity(basin.arcCount)
        for (node, request) in placeable.enumerated() {
            network.supply(1, at: node)
            for candidate in basin.table.candidates(of: request) {
                let km = basin.extraKm(candidate, of: request)
                // Candidates are nearest first.
                if km > Self.extraKmMax, !isCapped { break }
                let garage = placeable.count + Int(basin.table.garages[candidate])
                network.connect(node, garage, cost: Self.micrometres(km))
                arcs.append((request, candidate))
            }
        }
        network.supply(-placeable.count, at: sink)
        for (index, band) in basin.bands.enumerated() {
            let steps = Self.steps(band, cap: basin.caps[index], people: placeable.count)
            for step in steps where step.places > 0 {
                network.connect(
                    placeable.count + index, sink, capacity: step.places,
                    cost: Self.micrometres(step.km))
            }
        }
        if isCapped {
            let turnedAway = Self.micrometres(YearScore.refusalKm + YearScore.referralKm)
            for node in placeable.indices { network.connect(node, sink, cost: turnedAway) }
        }
        let flows = try network.cheapestFlow()
        var choices = [Int?](repeating: nil, count: basin.requests.count)
        for (arc, flow) in zip(arcs, flows) where flow > 0 {
            choices[arc.request - basin.requests.lowerBound] = arc.candidate
        }
        self.choices = choices
    }

    /// Who is sent further than this beyond the nearest could go to the nearest instead and cost
    /// less: one more above its band, one more missing where they were.
    private static let extraKmMax = 2 * YearScore.referralKm

    /// The places of a garage, cheapest first.
    ///
    /// Each costs ``YearScore/referralKm`` more than in the objective: the same for everybody who
    /// is served, so it changes no choice, and no cost is negative.
    private static func steps(
        _ band: MonthBand, cap: Int, people: Int
    ) -> [(places: Int, km: Double)] {
        let low = min(band.min, cap)
        let high = min(band.max, cap)
        return [
            (low, 0), (high - low, YearScore.referralKm),
            (min(people, cap - high), 2 * YearScore.referralKm),
        ]
    }

    private static func micrometres(_ km: Double) -> Int64 { Int64((km * 1e9).rounded()) }
}
