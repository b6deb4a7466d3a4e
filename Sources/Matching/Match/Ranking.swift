import GarageNetwork
package import Geometry

extension NetworkSnapshot {
    /// Answers a question from this snapshot alone.
    ///
    /// First come the garages no further beyond the nearest than the person's detour cap, by tier,
    /// then by distance plus price; then the others, by distance, so that a list is as long as was
    /// asked. Equal costs are ordered by distance, then by the garage's id.
    ///
    /// - Complexity: O(n) in the garages inside the reach, most of which are neither measured nor
    ///   priced nor, where they are thousands, looked at; O(n log n) beyond a limit of
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
        rank(query, from: position, into: &list, few: RankingLimits.insertedMax)
    }

    /// The same, where up to so many rows are chosen without measuring all, and all in reach are
    /// looked at where they are not more than `crowd`.
    func rank(
        _ query: MatchQuery, from position: Coordinate, into list: inout MatchList, few: Int,
        crowd: Int = RankingLimits.crowd
    ) {
        list.clear()
        let metresMost = gather(
            query, from: position, crowd: query.limit > few ? .max : crowd, into: &list)
        guard query.limit > 0, !list.sightings.isEmpty else { return }
        let vantage = Vantage(position)
        guard var nearest = nearest(within: metresMost, of: vantage, in: list) else { return }
        let rim = nearest.km + query.reach.detourCapKm
        if query.limit > few || !chooseFew(query, from: vantage, within: rim, in: &list) {
            chooseFromAll(query, from: vantage, within: rim, in: &list)
        }
        price(&nearest, query)
        nearest.isWithinDetour = true
        list.nearest = nearest
    }

    /// The nearest of those that can take the person; it is no further than it is said to be.
    private func nearest(
        within metresMost: Double, of vantage: Vantage, in list: borrowing MatchList
    ) -> RankedGarage? {
        var nearest: RankedGarage?
        for sighting in list.sightings where Double(sighting.metresLeast) <= metresMost {
            let garage = measured(sighting, from: vantage)
            if let nearest, !RankedGarage.isNearer(garage, nearest) { continue }
            nearest = garage
        }
        return nearest
    }

    func measured(_ sighting: Sighting, from vantage: Vantage) -> RankedGarage {
        RankedGarage(
            index: Int(directory.grid.id(at: sighting.position)),
            km: directory.grid.metres(from: vantage, to: sighting) / 1000)
    }

    /// Measures every garage, and prices all of those within a distance.
    private func chooseFromAll(
        _ query: MatchQuery, from vantage: Vantage, within rim: Double, in list: inout MatchList
    ) {
        for sighting in list.sightings {
            list.candidates.append(measured(sighting, from: vantage))
        }
        let inside = price(within: rim, query, in: &list)
        choose(inside, query, in: &list)
        guard list.chosen.count < query.limit else { return }
        let start = list.chosen.count
        list.append(query.limit - start, where: { $0.km > rim }, by: RankedGarage.isNearer)
        for place in start..<list.chosen.count { price(&list.chosen[place], query) }
    }

    /// What is told of a garage of a list.
    private func match(_ garage: RankedGarage, _ query: MatchQuery) -> Match {
        let minutes = query.travel.minutes(km: garage.km, mode: query.reach.mode)
        return Match(
            garage, of: directory, monthEnd: monthEnds[garage.index],
            minutes: Int(minutes.rounded()), received: load(at: garage.index, in: month).received)
    }

    /// Why a garage cannot take a person of this query today, or nil when it can.
    package func exclusion(of index: Int, for query: MatchQuery) -> Exclusion? {
        exclusion(standing(of: index), query, of: index)
    }

    private func exclusion(
        _ standing: Standing, _ query: MatchQuery, of index: @autoclosure () -> Int
    ) -> Exclusion? {
        if standing.isClosed { return .closed }
        if standing.isFull { return .full }
        guard standing.isRestricted else { return nil }
        // Not the network: what may be asked for its year would be given a copy of it.
        let today = today
        let refusal =
            if let works = directory.works[standing.workCode] {
                works.refusal(of: query.vehicle, for: query.work, in: today.month.year)
            } else {
                garages[index()].refusal(of: query.vehicle, for: query.work, on: today)
            }
        return refusal.map(Exclusion.unsuitable)
    }

    /// Why the garage at a position of the grid is not proposed, or nil when it can be.
    func omission(at position: Int, for query: MatchQuery) -> MatchList.Omission? {
        let standing = standings[position]
        if standing.hasLeft { return .left }
        var index: Int { Int(directory.grid.id(at: Int32(truncatingIfNeeded: position))) }
        if !query.tried.isEmpty, query.tried.contains(directory.numbers[index]) { return .tried }
        return exclusion(standing, query, of: index).map(MatchList.Omission.excluded)
    }

    /// Those that can take the person, in no particular order; the others are counted.
    ///
    /// Where there is a crowd, only those that may be chosen are noted.
    ///
    /// - Returns: Metres that the nearest of them is not beyond.
    private func gather(
        _ query: MatchQuery, from position: Coordinate, crowd: Int, into list: inout MatchList
    ) -> Double {
        let (grid, radius) = (directory.grid, query.reach.radius)
        let isDone = grid.sight(
            within: radius, of: position, atMost: crowd, into: &list.sightings)
        if isDone { return sift(query, in: &list) }
        let decisive = decisiveRadius(query, from: position, in: &list)
        grid.sight(within: decisive, of: position, into: &list.sightings)
        let metresMost = sift(query, in: &list)
        if decisive < radius { countReachable(query, from: position, in: &list) }
        return metresMost
    }

    /// Keeps those of the sightings that can take the person, and counts the others.
    private func sift(_ query: MatchQuery, in list: inout MatchList) -> Double {
        let hasTried = !query.tried.isEmpty
        var stays = 0
        var metresLeast = Float.infinity
        list.reachable = list.sightings.count
        for place in list.sightings.indices {
            let sighting = list.sightings[place]
            let position = Int(sighting.position)
            if hasTried || !standings[position].takesAnybody,
                let omission = omission(at: position, for: query)
            {
                list.count(omission)
                continue
            }
            if stays < place { list.sightings[stays] = sighting }
            stays += 1
            metresLeast = min(metresLeast, sighting.metresLeast)
        }
        list.sightings.removeLast(list.sightings.count - stays)
        return Sighting.metresMost(ofLeast: metresLeast)
    }

    /// What a garage goes after under a query, whatever it costs.
    func tier(of index: Int, for query: MatchQuery) -> MatchTier {
        tier(standing(of: index), query)
    }

    func tier(_ standing: Standing, _ query: MatchQuery) -> MatchTier {
        query.policy.goal != nil && standing.isMute ? .mute : .ordinary
    }

    /// Whether a garage counts as further because it has had its people of the week.
    func isWeekFull(_ standing: Standing, _ query: MatchQuery) -> Bool {
        standing.isWeekFull && query.policy.goal != nil && query.weekFullKm > 0
    }

    /// What the policy adds to a garage's distance, and its tier.
    func price(_ garage: inout RankedGarage, _ query: MatchQuery) {
        let standing = standing(of: garage.index)
        let price = monthEnds.km(query.policy.price, at: garage.index)
        garage.isWeekFull = isWeekFull(standing, query)
        garage.priceKm = garage.isWeekFull ? price + query.weekFullKm : price
        garage.tier = tier(standing, query)
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
        let hasRival = list.candidates.contains {
            $0.isWithinDetour && $0.index != choice.index && $0.isRival(of: choice)
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
    /// Where the cells in reach hold more garages than this, most are counted without being looked
    /// at; to find out which are not costs as much as a look at some hundreds.
    package static let crowd = 512
}

extension MatchList {
    /// Appends the first `limit` of some candidates, in order, to those that are chosen.
    @inline(__always)
    mutating func append(
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
            insert(candidate, from: start, limit, by: precedes)
        }
    }

    /// Puts a garage in its place among those that are chosen, from one place on, unless there are
    /// `limit` that go before it.
    @inline(__always)
    mutating func insert(
        _ candidate: RankedGarage, from start: Int, _ limit: Int,
        by precedes: (RankedGarage, RankedGarage) -> Bool
    ) {
        if chosen.count - start == limit {
            guard precedes(candidate, chosen[chosen.count - 1]) else { return }
            chosen[chosen.count - 1] = candidate
        } else {
            chosen.append(candidate)
        }
        chosen.withUnsafeMutableBufferPointer { chosen in
            var place = chosen.count - 1
            while place > start, precedes(candidate, chosen[place - 1]) {
                chosen[place] = chosen[place - 1]
                place -= 1
            }
            chosen[place] = candidate
        }
    }
}
