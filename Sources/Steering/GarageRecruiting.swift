package import GarageNetwork
import Geometry
import Matching

/// Where more garages would reach the most people whom no garage reaches.
///
/// Greedy cover: again and again the town that adds most, or a larger one that adds nearly as much,
/// because a garage is sooner found there. What one more garage adds only falls as others are added
/// (the cover is submodular), so the result is at least 1 − exp(−``nearlyAsGood``), 61 %, of the
/// best set's (Nemhauser, Wolsey and Fisher, 1978), and in practice much nearer.
package struct GarageRecruiting: Sendable {
    private let towns: [PlaceRow]
    private let total: Double
    private var reached: Double
    /// The people a month that each town would add, kept exact as towns are taken.
    private var gains: [Double]
    private let cover: Cover
    private var covered: [Bool]
    private var reliefs: Reliefs
    private let capacity: Double

    /// Towns smaller than this have too rarely a garage to be proposed.
    package static let inhabitantsMin = 2_000

    /// A town is as good as the best when it adds this part of what that one adds.
    package static let nearlyAsGood = 0.95

    /// What relieving one person of a garage that is above its band is worth, against one who is
    /// reached for the first time: those whom nobody reaches come first.
    package static let reliefWeight = 0.25

    /// The towns of a country where a garage can be hoped for; all places where there are none.
    package static func towns(of places: [PlaceRow]) -> [PlaceRow] {
        let towns = places.filter { $0.population >= inhabitantsMin }
        return towns.isEmpty ? places : towns
    }

    /// Looks at each town once.
    ///
    /// A new garage relieves others of no more than the upper end of its own band leaves it.
    ///
    /// - Complexity: O(points × towns in reach).
    package init(
        demand: [DemandPoint], garages: [Garage], towns: [PlaceRow], overloads: [Overload] = [],
        target: TargetBand = .standard
    ) {
        self.towns = towns
        let present = Grid(garages.lazy.filter(\.isInNetwork).map(\.position))
        let unreached = demand.filter {
            present.count(within: .kilometres($0.reachKm), of: $0.position) == 0
        }
        let grid = Grid(towns.map(\.position))
        cover = Cover(unreached, by: grid, count: towns.count)
        gains = cover.gains
        covered = Array(repeating: false, count: unreached.count)
        reliefs = Reliefs(overloads, by: grid, count: towns.count)
        capacity = Double(target.max)
        total = demand.reduce(0) { $0 + $1.peoplePerMonth }
        reached = total - unreached.reduce(0) { $0 + $1.peoplePerMonth }
    }

    /// The share of the demand that some garage reaches now; 1 where there is no demand.
    package var reachedShare: Double { total > 0 ? min(1, reached / total) : 1 }

    /// The best towns that are left, the best first; fewer when nothing more is to be gained.
    ///
    /// Of equals, the larger town, then the first in the list. A town may come twice where one
    /// garage more would not relieve the others enough.
    package mutating func take(_ count: Int) -> [GarageProposal] {
        var proposals: [GarageProposal] = []
        while proposals.count < count, let proposal = takeBest() { proposals.append(proposal) }
        return proposals
    }

    private mutating func takeBest() -> GarageProposal? {
        let offers = towns.indices.map { town in
            let relief = reliefs.of(town, atMost: capacity - gains[town])
            return Offer(
                town: town, gain: gains[town], relief: relief,
                worth: gains[town] + Self.reliefWeight * relief)
        }
        let most = offers.lazy.map(\.worth).max() ?? 0
        guard most > Self.gainMin else { return nil }
        var chosen: Offer?
        for offer in offers where offer.worth >= Self.nearlyAsGood * most {
            let (size, known) = (
                towns[offer.town].population, chosen.map { towns[$0.town].population } ?? -1
            )
            if (size, offer.worth) > (known, chosen?.worth ?? 0) { chosen = offer }
        }
        guard let best = chosen else { return nil }
        reached += best.gain
        for point in cover.points(of: best.town) where !covered[point] {
            covered[point] = true
            for town in cover.towns(of: point) { gains[town] -= cover.weights[point] }
        }
        gains[best.town] = 0
        reliefs.take(best.town, best.relief)
        return GarageProposal(
            place: towns[best.town], reachedPerMonth: best.gain, relievedPerMonth: best.relief,
            reachedShareAfter: reachedShare)
    }

    /// What one town would bring.
    private struct Offer {
        let town: Int
        let gain: Double
        let relief: Double
        let worth: Double
    }

    /// Below this, a gain is the rounding of the subtractions.
    private static let gainMin = 1e-6
}
