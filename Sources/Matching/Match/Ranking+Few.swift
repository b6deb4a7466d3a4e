import Geometry

/// The few best of many, measuring and pricing only those that may be among them.
///
/// A large network has thousands of garages in a reach. Of each a search knows at once a distance
/// and a price that it is not below (``Sighting/metresLeast``, ``Standing``). Floating-point sums
/// keep the order of what is added, so that one whose bounds sum to more than the last of the
/// best costs more than that too.
extension NetworkSnapshot {
    /// Chooses the first `limit` garages, as ``NetworkSnapshot/match(_:)`` says.
    ///
    /// - Returns: False, with nothing chosen, where two garages cost so nearly the same that the
    ///   walk through all of them has to decide.
    func chooseFew(
        _ query: MatchQuery, from vantage: Vantage, within rim: Double, in list: inout MatchList
    ) -> Bool {
        // The second tells whether the first has a rival, even if only one is asked for.
        keepCheapest(max(query.limit, 2), query, from: vantage, within: rim, in: &list)
        if list.chosen.count > 1, list.chosen[1].isRival(of: list.chosen[0]) {
            list.chosen.removeAll(keepingCapacity: true)
            return false
        }
        if list.chosen.count > query.limit { list.chosen.removeLast() }
        if list.chosen.count < query.limit {
            appendNearest(query, from: vantage, beyond: rim, in: &list)
        }
        return true
    }

    private func keepCheapest(
        _ limit: Int, _ query: MatchQuery, from vantage: Vantage, within rim: Double,
        in list: inout MatchList
    ) {
        // Asked once, not of every garage.
        let (weighed, balances) = (query.policy.price, query.policy.goal != nil)
        let weekFullKm = balances ? max(0, query.weekFullKm) : 0
        // The last that is kept, once there are enough.
        var last: (tier: MatchTier, costKm: Double)?
        for sighting in list.sightings {
            let kmLeast = Double(sighting.metresLeast) / 1000
            guard kmLeast <= rim else { continue }
            if let last {
                let standing = standings[Int(sighting.position)]
                let tier = balances && standing.isMute ? MatchTier.mute : .ordinary
                var floor = standing.floorKm(of: weighed)
                if standing.isWeekFull { floor += weekFullKm }
                if tier > last.tier || tier == last.tier && kmLeast + floor > last.costKm {
                    continue
                }
            }
            var garage = measured(sighting, from: vantage)
            guard garage.km <= rim else { continue }
            price(&garage, query)
            garage.isWithinDetour = true
            list.insert(garage, from: 0, limit, by: RankedGarage.isCheaper)
            if list.chosen.count == limit, let worst = list.chosen.last {
                last = (worst.tier, worst.costKm)
            }
        }
    }

    /// Fills up with the nearest beyond the detour cap; all within it are chosen.
    private func appendNearest(
        _ query: MatchQuery, from vantage: Vantage, beyond rim: Double, in list: inout MatchList
    ) {
        let start = list.chosen.count
        for place in list.sightings.indices {
            let sighting = list.sightings[place]
            if sighting.metresMost / 1000 <= rim { continue }
            if list.chosen.count == query.limit,
                Double(sighting.metresLeast) / 1000 > list.chosen[query.limit - 1].km
            {
                continue
            }
            let garage = measured(sighting, from: vantage)
            guard garage.km > rim else { continue }
            list.insert(garage, from: start, query.limit - start, by: RankedGarage.isNearer)
        }
        for place in start..<list.chosen.count { price(&list.chosen[place], query) }
    }
}

extension RankedGarage {
    /// Whether it costs so nearly what the cheapest costs that not the cost alone decides.
    func isRival(of cheapest: RankedGarage) -> Bool {
        tier == cheapest.tier && costKm <= cheapest.costKm + 4 * RankedGarage.costRoundingKm
    }
}
