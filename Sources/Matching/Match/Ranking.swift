import GarageNetwork
import Geometry

extension NetworkSnapshot {
    /// Answers a question from this snapshot alone.
    ///
    /// First come the garages no further beyond the nearest than the person's detour cap, by tier,
    /// then by distance plus price; then the others, by distance, so that a list is as long as was
    /// asked. Equal costs are ordered by distance, then by the garage's id.
    ///
    /// - Complexity: O(n log n) in the garages inside the reach.
    package func match(_ query: MatchQuery) -> MatchResult {
        var result = MatchResult()
        let candidates = candidates(for: query, counting: &result)
        guard let nearest = candidates.first, query.limit > 0 else { return result }
        let rim = nearest.km + query.reach.detourCapKm
        let inside = candidates.prefix { $0.km <= rim }
        result.nearest = match(nearest, query, isWithinDetour: true)
        for candidate in ordered(inside, by: query).prefix(query.limit) {
            result.matches.append(match(candidate, query, isWithinDetour: true))
        }
        for candidate in candidates.dropFirst(inside.count)
            .prefix(query.limit - result.matches.count)
        {
            result.matches.append(match(candidate, query, isWithinDetour: false))
        }
        return result
    }

    /// Why a garage cannot take a person of this query today, or nil when it can.
    package func exclusion(of index: Int, for query: MatchQuery) -> Exclusion? {
        let monthEnd = monthEnds[index]
        if !monthEnd.isOpen { return .closed }
        if monthEnd.committed >= directory.garages[index].monthlyCap { return .full }
        if directory.isUnrestricted[index] { return nil }
        return directory.garages[index].refusal(of: query.vehicle, for: query.work, on: today)
            .map(Exclusion.unsuitable)
    }

    /// Those that can take the person, nearest first, ties by id; the others are counted.
    private func candidates(
        for query: MatchQuery, counting result: inout MatchResult
    ) -> [Candidate] {
        var candidates: [Candidate] = []
        directory.grid.forEach(within: query.reach.radius, of: query.position) { id, metres in
            let index = Int(id)
            if directory.hasLeft[index] { return }
            result.reachable += 1
            if !query.tried.isEmpty, query.tried.contains(directory.garages[index].number) {
                result.tried += 1
                return
            }
            switch exclusion(of: index, for: query) {
            case nil: candidates.append(Candidate(index: index, km: metres / 1000))
            case .closed: result.closed += 1
            case .full: result.full += 1
            case .unsuitable(let reason): result.unsuitable[reason, default: 0] += 1
            }
        }
        candidates.sort { $0.km != $1.km ? $0.km < $1.km : $0.index < $1.index }
        return candidates
    }

    /// What a garage goes after under a query, whatever it costs.
    func tier(of index: Int, for query: MatchQuery) -> MatchTier {
        query.policy.goal != nil && directory.isMute[index] ? .mute : .ordinary
    }

    /// Whether a garage counts as further because it has had its people of the week.
    func isWeekFull(_ index: Int, for query: MatchQuery) -> Bool {
        query.policy.goal != nil && query.weekFullKm > 0
            && monthEnds[index].thisWeek >= directory.weeklySoftCaps[index]
    }

    /// What the policy adds to a garage's distance.
    private func priceKm(of index: Int, for query: MatchQuery) -> Double {
        let price = query.policy.priceKm(monthEnds[index])
        return isWeekFull(index, for: query) ? price + query.weekFullKm : price
    }

    /// By tier, then by cost.
    ///
    /// The first choice is the one that going through the candidates from the nearest on would
    /// keep, changing only for a cost that is lower by more than rounding can make it.
    private func ordered(
        _ candidates: ArraySlice<Candidate>, by query: MatchQuery
    ) -> [Candidate] {
        var priced = Array(candidates)
        var best = 0
        for place in priced.indices {
            priced[place].priceKm = priceKm(of: priced[place].index, for: query)
            priced[place].tier = tier(of: priced[place].index, for: query)
            if priced[place].clearlyPrecedes(priced[best]) { best = place }
        }
        let choice = priced.remove(at: best)
        if query.limit > 1 {
            // The sort is stable, so that equal costs keep the order of distance and id.
            priced.sort { ($0.tier, $0.costKm) < ($1.tier, $1.costKm) }
        }
        priced.insert(choice, at: 0)
        return priced
    }

    private func match(
        _ candidate: Candidate, _ query: MatchQuery, isWithinDetour: Bool
    ) -> Match {
        let monthEnd = monthEnds[candidate.index]
        let minutes = query.travel.minutes(km: candidate.km, mode: query.reach.mode)
        return Match(
            index: candidate.index, garage: directory.garages[candidate.index], km: candidate.km,
            minutes: Int(minutes.rounded()), monthEnd: monthEnd,
            received: load(at: candidate.index, in: month).received,
            priceKm: priceKm(of: candidate.index, for: query),
            isWeekFull: isWeekFull(candidate.index, for: query), isWithinDetour: isWithinDetour,
            tier: tier(of: candidate.index, for: query))
    }
}

private struct Candidate {
    let index: Int
    let km: Double
    var priceKm = 0.0
    var tier = MatchTier.ordinary
    var costKm: Double { km + priceKm }

    /// Whether it goes before another by more than rounding can make of equal costs.
    func clearlyPrecedes(_ other: Candidate) -> Bool {
        tier != other.tier ? tier < other.tier : costKm < other.costKm - costRoundingKm
    }
}

/// Costs nearer to each other than this differ by rounding only: a nanometre.
private let costRoundingKm = 1e-12
