import GarageNetwork
import Geometry

/// Thousands of garages in reach: counted without a look at most, and chosen from a small circle.
///
/// A reply says how many are in reach and how many of these cannot take the person. Where whole
/// cells of the grid are in reach, those that take everybody are counted unread and the exceptions
/// found by their marks (``Standings/exceptions``). And since no price is below a least one
/// (``Standings/leastKm(of:)``), the nearest few tell how far away a garage costs more than they.
extension NetworkSnapshot {
    /// How many of the nearest are priced beside those that are asked for, to find the cheap ones.
    private static var sampleExtra: Int { 11 }
    /// Added to a distance that decides, against what rounding does to sums: a millimetre.
    private static var slackKm: Double { 1e-6 }

    /// The radius of a circle that holds every garage that a list of a query depends on.
    ///
    /// Where enough of the nearest are within the detour cap, these are the ones that can cost no
    /// more than the last of the best of them; a choice between equal costs changes only for a
    /// lower one (``chooseFew(_:from:within:in:)``). Else all within the detour cap are needed, and
    /// as many beyond as are asked for.
    func decisiveRadius(
        _ query: MatchQuery, from position: Coordinate, in list: inout MatchList
    ) -> Distance {
        // The second tells whether the first has a rival, even if only one is asked for.
        let kept = max(query.limit, 2)
        var (found, rim, lastKm) = (0, 0.0, 0.0)
        directory.grid.forEachNearest(
            to: position, within: query.reach.radius, limit: kept + Self.sampleExtra,
            where: { canTake(Int($0), query) }
        ) { neighbour in
            var garage = RankedGarage(index: Int(neighbour.id), km: neighbour.kilometres)
            if found == 0 { rim = garage.km + query.reach.detourCapKm }
            found += 1
            lastKm = garage.km
            guard garage.km <= rim else { return }
            price(&garage, query)
            list.insert(garage, from: 0, kept, by: RankedGarage.isCheaper)
        }
        defer { list.chosen.removeAll(keepingCapacity: true) }
        guard found == kept + Self.sampleExtra else { return query.reach.radius }
        var km = max(rim, lastKm)
        if list.chosen.count == kept, list.chosen[kept - 1].tier == .ordinary {
            km = min(rim, list.chosen[kept - 1].costKm - standings.leastKm(of: query.policy.price))
        }
        return min(query.reach.radius, .kilometres(max(0, km) + Self.slackKm))
    }

    /// Counts all in reach.
    func countReachable(
        _ query: MatchQuery, from position: Coordinate, in list: inout MatchList
    ) {
        list.clearCounts()
        let radius = query.reach.radius
        let total = directory.grid.count(
            within: radius, of: position, marks: standings.exceptions
        ) { position in
            if let omission = omission(at: position, for: query) { list.count(omission) }
        }
        list.reachable += total
        // They may be garages that take everybody else.
        for number in query.tried {
            guard let index = index(ofNumber: number), standing(of: index).takesAnybody,
                position.distance(to: directory.garages.position(at: index)) <= radius
            else { continue }
            list.tried += 1
        }
    }

    private func canTake(_ index: Int, _ query: MatchQuery) -> Bool {
        let position = Int(directory.gridPositions[index])
        if query.tried.isEmpty, standings[position].takesAnybody { return true }
        return omission(at: position, for: query) == nil
    }
}
