import GarageNetwork
package import Geometry

extension NetworkSnapshot {
    /// Answers a question from this snapshot alone.
    ///
    /// First come the garages no further beyond the nearest than the person's detour cap, by tier,
    /// then by distance plus price; then the others, by distance, so that a list is as long as was
    /// asked. Equal costs are ordered by distance, then by the garage's id.
    ///
    /// - Complexity: O(n) in the garages inside the reach, and O(n log n) beyond a limit of
    ///   ``RankingLimits/insertedMax``.
    package func match(_ query: MatchQuery) -> MatchResult {
        var list = MatchList()
        rank(query, from: query.position, into: &list)
        var result = MatchResult()
        result.reachable = list.reachable
        result.closed = list.closed
        result.full = list.full
        result.unsuitable = list.unsuitableByReason
        result.tried = list.tried
        result.nearest = list.nearest.map { match($0, query) }
        result.matches = list.chosen.map { match($0, query) }
        return result
    }

    /// The same for a question that is asked from many places, in memory that is used again and
    /// without looking at more of a garage than decides.
    package func rank(
        _ query: MatchQuery, from position: Coordinate, into list: inout MatchList
    ) {
        list.clear()
        gather(query, from: position, into: &list)
        guard query.limit > 0, var nearest = list.candidates.min(by: RankedGarage.isNearer) else {
            return
        }
        let rim = nearest.km + query.reach.detourCapKm
        let inside = price(within: rim, query, in: &list)
        choose(inside, query, in: &list)
        if list.chosen.count < query.limit {
            let start = list.chosen.count
            list.append(
                query.limit - start, where: { $0.km > rim }, by: RankedGarage.isNearer)
            for place in start..<list.chosen.count { price(&list.chosen[place], query) }
        }
        price(&nearest, query)
        nearest.isWithinDetour = true
        list.nearest = nearest
    }

    /// What is told of a garage of a list.
    private func match(_ garage: RankedGarage, _ query: MatchQuery) -> Match {
        let minutes = query.travel.minutes(km: garage.km, mode: query.reach.mode)
        return match(
            garage, query, minutes: Int(minutes.rounded()),
            received: load(at: garage.index, in: month).received)
    }

    /// The same by one who has worked out minutes and people received, or needs neither.
    package func match(
        _ garage: RankedGarage, _ query: MatchQuery, minutes: Int, received: Int
    ) -> Match {
        Match(
            garage, of: directory, monthEnd: monthEnds[garage.index], minutes: minutes,
            received: received, isWeekFull: isWeekFull(garage.index, for: query))
    }

    /// Why a garage cannot take a person of this query today, or nil when it can.
    package func exclusion(of index: Int, for query: MatchQuery) -> Exclusion? {
        if !monthEnds[index].isOpen { return .closed }
        if monthEnds[index].committed >= directory.monthlyCaps[index] { return .full }
        if directory.isUnrestricted[index] { return nil }
        return directory.garages[index].refusal(of: query.vehicle, for: query.work, on: today)
            .map(Exclusion.unsuitable)
    }

    /// Those that can take the person, in no particular order; the others are counted.
    ///
    /// First all in reach are noted, then those that stay move up: a closure that did both would
    /// hold the snapshot and the query, and copy them for that.
    private func gather(
        _ query: MatchQuery, from position: Coordinate, into list: inout MatchList
    ) {
        directory.grid.forEach(within: query.reach.radius, of: position) { id, metres in
            list.candidates.append(RankedGarage(index: Int(id), km: metres / 1000))
        }
        let hasTried = !query.tried.isEmpty
        var stays = 0
        for place in list.candidates.indices {
            let index = list.candidates[place].index
            if directory.hasLeft[index] { continue }
            list.reachable += 1
            if hasTried, query.tried.contains(directory.numbers[index]) {
                list.tried += 1
            } else if let exclusion = exclusion(of: index, for: query) {
                list.count(exclusion)
            } else {
                list.candidates[stays] = list.candidates[place]
                stays += 1
            }
        }
        list.candidates.removeLast(list.candidates.count - stays)
    }

    /// What a garage goes after under a query, whatever it costs.
    func tier(of index: Int, for query: MatchQuery) -> MatchTier {
        query.policy.goal != nil && directory.isMute[index] ? .mute : .ordinary
    }

    /// Whether a garage counts as further because it has had its people of the week.
    package func isWeekFull(_ index: Int, for query: MatchQuery) -> Bool {
        query.policy.goal != nil && query.weekFullKm > 0
            && monthEnds[index].thisWeek >= directory.weeklySoftCaps[index]
    }

    /// What the policy adds to a garage's distance, and its tier.
    private func price(_ garage: inout RankedGarage, _ query: MatchQuery) {
        let price = query.policy.priceKm(monthEnds[garage.index])
        garage.priceKm =
            isWeekFull(garage.index, for: query) ? price + query.weekFullKm : price
        garage.tier = tier(of: garage.index, for: query)
    }

    /// Prices the candidates within a distance.
    ///
    /// - Returns: The place of the one that goes first among them.
    private func price(within rim: Double, _ query: MatchQuery, in list: inout MatchList) -> Int {
        var first: Int?
        for place in list.candidates.indices where list.candidates[place].km <= rim {
            price(&list.candidates[place], query)
            list.candidates[place].isWithinDetour = true
            if let best = first,
                !RankedGarage.isCheaper(list.candidates[place], list.candidates[best])
            {
                continue
            }
            first = place
        }
        return first ?? 0
    }

    /// Puts those within the detour cap in order, the first choice in front.
    ///
    /// The first choice is the one that going through the candidates from the nearest on would
    /// keep, changing only for a cost that is lower by more than rounding can make it. That is the
    /// cheapest one, unless another comes so near to its cost that the order of the walk decides.
    private func choose(_ cheapest: Int, _ query: MatchQuery, in list: inout MatchList) {
        var choice = list.candidates[cheapest]
        let rival = choice.costKm + 4 * RankedGarage.costRoundingKm
        let hasRival = list.candidates.contains {
            $0.isWithinDetour && $0.index != choice.index && $0.tier == choice.tier
                && $0.costKm <= rival
        }
        if hasRival {
            let walk = list.candidates.filter(\.isWithinDetour).sorted(by: RankedGarage.isNearer)
            choice = walk[0]
            for garage in walk where garage.clearlyPrecedes(choice) { choice = garage }
        }
        list.chosen.append(choice)
        list.append(
            query.limit - 1, where: { $0.isWithinDetour && $0.index != choice.index },
            by: RankedGarage.isCheaper)
    }
}

/// What the choice of an algorithm depends on.
package enum RankingLimits {
    /// Up to so many rows are kept in order while the candidates go by; for more, all are sorted.
    package static let insertedMax = 32
}

extension MatchList {
    /// Appends the first `limit` of some candidates, in order, to those that are chosen.
    @inline(__always)
    fileprivate mutating func append(
        _ limit: Int, where belongs: (RankedGarage) -> Bool,
        by precedes: (RankedGarage, RankedGarage) -> Bool
    ) {
        guard limit > 0 else { return }
        guard limit <= RankingLimits.insertedMax else {
            chosen += candidates.filter(belongs).sorted(by: precedes).prefix(limit)
            return
        }
        let start = chosen.count
        for candidate in candidates where belongs(candidate) {
            var place = chosen.count
            if place - start == limit {
                guard precedes(candidate, chosen[place - 1]) else { continue }
                place -= 1
                chosen[place] = candidate
            } else {
                chosen.append(candidate)
            }
            while place > start, precedes(candidate, chosen[place - 1]) {
                chosen[place] = chosen[place - 1]
                place -= 1
            }
            chosen[place] = candidate
        }
    }
}
