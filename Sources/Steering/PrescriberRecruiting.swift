package import GarageNetwork
import Geometry

/// Where more prescribers would fill garages that starve.
///
/// A prescriber's people live around it, the nearer the more, by inhabitants; each can be sent to
/// the garages in their reach. What a town gives is what its people can bring to garages below
/// their band, never more than is missing there. Taken greedily, a larger town before one that
/// gives hardly more: what one more prescriber gives only falls as others are taken.
package struct PrescriberRecruiting: Sendable {
    private let towns: [PlaceRow]
    private let starving: [Starvation]
    /// What is still missing at each garage.
    private var missing: [Double]
    /// For each town near one, the garages that starve and the share of its people in their reach.
    private var shares: [TownShares]
    private let yieldPerMonth: Double

    private struct TownShares: Sendable {
        let town: Int
        /// The share of the people who can reach any of the garages.
        let any: Double
        let garages: [(index: Int, share: Double)]
    }

    /// Looks at each town within reach of a garage that starves.
    ///
    /// `yieldPerMonth` is what one prescriber sends.
    package init(
        starving: [Starvation], towns: [PlaceRow], places: [PlaceRow], mix: ReachMix,
        yieldPerMonth: Double
    ) {
        self.towns = towns
        self.starving = starving
        self.yieldPerMonth = yieldPerMonth
        missing = starving.map(\.shortfallPerMonth)
        let garages = Grid(starving.map(\.position))
        let inhabited = Inhabited(places)
        let radius = Distance.kilometres(
            PrescriberArea.radiusKm + (mix.parts.map(\.reachKm).max() ?? 0))
        shares = towns.indices.compactMap { town in
            let position = towns[town].position
            let near = garages.within(radius, of: position).map { Int($0.id) }
            guard !near.isEmpty else { return nil }
            let area = PrescriberArea(around: position, inhabited: inhabited)
            var sums = [Double](repeating: 0, count: near.count)
            var any = 0.0
            for spot in area.spots {
                let km = near.map { spot.position.distance(to: starving[$0].position).kilometres }
                let nearest = km.min() ?? .infinity
                for part in mix.parts where nearest <= part.reachKm {
                    any += spot.share * part.share
                    for (index, km) in km.enumerated() where km <= part.reachKm {
                        sums[index] += spot.share * part.share
                    }
                }
            }
            guard any > 0 else { return nil }
            return TownShares(
                town: town, any: any,
                garages: zip(near, sums).filter { $0.1 > 0 }.map { (index: $0.0, share: $0.1) })
        }
    }

    /// The best towns, the best first; fewer when nothing is missing any more.
    ///
    /// No town twice; of equals, the larger town, then the first in the list.
    package mutating func take(_ count: Int) -> [PrescriberProposal] {
        var proposals: [PrescriberProposal] = []
        while proposals.count < count {
            let gains = shares.map(gain(of:))
            let most = gains.max() ?? 0
            guard most > Self.gainMin else { break }
            var chosen: Int?
            for index in shares.indices
            where gains[index] >= GarageRecruiting.nearlyAsGood * most {
                let known = chosen.map { (size(of: $0), gains[$0]) } ?? (-1, 0)
                if (size(of: index), gains[index]) > known { chosen = index }
            }
            guard let best = chosen else { break }
            proposals.append(fill(shares.remove(at: best), gains[best]))
        }
        return proposals
    }

    private func size(of index: Int) -> Int { towns[shares[index].town].population }

    private func gain(of town: TownShares) -> Double {
        var wanted = 0.0
        for garage in town.garages {
            wanted += min(missing[garage.index], yieldPerMonth * garage.share)
        }
        return min(yieldPerMonth * town.any, wanted)
    }

    private mutating func fill(_ town: TownShares, _ gain: Double) -> PrescriberProposal {
        let given = town.garages.map {
            (index: $0.index, people: min(missing[$0.index], yieldPerMonth * $0.share))
        }
        let wanted = given.reduce(0) { $0 + $1.people }
        for garage in given { missing[garage.index] -= garage.people * gain / wanted }
        let helped = given.filter { $0.people > Self.gainMin }.sorted { $0.people > $1.people }
        return PrescriberProposal(
            place: towns[town.town], referralsPerMonth: gain,
            garages: helped.map { starving[$0.index].garage })
    }

    /// Below this, a gain is the rounding of the subtractions.
    private static let gainMin = 1e-6
}
