import Geometry

/// A garage in reach that takes the person, as it is weighed and put in order.
///
/// It holds its position in the directory and nothing of the garage: thousands may be in reach, and
/// few are shown.
package struct RankedGarage: Equatable, Sendable {
    /// Its place in the snapshot's garages.
    package let index: Int
    /// Great circle.
    package let km: Double
    /// What the policy added to the distance, the surcharge of a full week included.
    package internal(set) var priceKm = 0.0
    /// What it goes after, whatever it costs.
    package internal(set) var tier = MatchTier.ordinary
    /// Whether it counts as further because it has had its people of the week.
    package internal(set) var isWeekFull = false
    /// Whether it is no further beyond the nearest than the person's detour cap.
    package internal(set) var isWithinDetour = false

    init(index: Int, km: Double) {
        self.index = index
        self.km = km
    }

    /// What the order goes by within a tier.
    var costKm: Double { km + priceKm }

    /// Whether it goes before another by more than rounding can make of equal costs.
    func clearlyPrecedes(_ other: RankedGarage) -> Bool {
        tier != other.tier ? tier < other.tier : costKm < other.costKm - Self.costRoundingKm
    }

    /// Nearest first; equal distances by id, which is the order of the directory.
    static func isNearer(_ a: RankedGarage, _ b: RankedGarage) -> Bool {
        a.km != b.km ? a.km < b.km : a.index < b.index
    }

    /// By tier, then by cost, then nearest first: no two garages are equal in it.
    static func isCheaper(_ a: RankedGarage, _ b: RankedGarage) -> Bool {
        if a.tier != b.tier { return a.tier < b.tier }
        return a.costKm != b.costKm ? a.costKm < b.costKm : isNearer(a, b)
    }

    /// Costs nearer to each other than this differ by rounding only: a nanometre.
    static let costRoundingKm = 1e-12
}

/// What a search found, in memory that the next search uses again.
package struct MatchList {
    /// Best first, at most as many as were asked for.
    package internal(set) var chosen: [RankedGarage] = []
    /// The nearest garage that takes this person.
    package internal(set) var nearest: RankedGarage?
    /// Every garage of the network inside the reach, those left out included; not those that left.
    package internal(set) var reachable = 0
    /// Paused or shut today.
    package internal(set) var closed = 0
    /// At their monthly cap.
    package internal(set) var full = 0
    /// Where this person was tried already.
    package internal(set) var tried = 0
    /// How many do not take this car or this work, by the place of the reason among all.
    private(set) var unsuitable = [Int](repeating: 0, count: Unsuitability.allCases.count)
    /// All that do not take this car or this work.
    package private(set) var unsuitableTotal = 0
    /// Those that can take the person, in no particular order.
    var sightings: [Sighting] = []
    /// The same measured, where all have to be.
    var candidates: [RankedGarage] = []

    /// Memory for more than this many garages is given back before the next search.
    private static let keptMax = 1_024

    /// A list before its first search.
    package init() {}

    mutating func clear() {
        chosen.empty(keeping: Self.keptMax)
        sightings.empty(keeping: Self.keptMax)
        candidates.empty(keeping: Self.keptMax)
        nearest = nil
        clearCounts()
    }

    mutating func clearCounts() {
        reachable = 0
        closed = 0
        full = 0
        tried = 0
        guard unsuitableTotal > 0 else { return }
        unsuitableTotal = 0
        for place in unsuitable.indices { unsuitable[place] = 0 }
    }

    /// Why a garage in reach is not proposed.
    enum Omission {
        /// It left the network, and does not count as reachable.
        case left
        /// This person was tried there.
        case tried
        case excluded(Exclusion)
    }

    mutating func count(_ omission: Omission) {
        switch omission {
        case .left: reachable -= 1
        case .tried: tried += 1
        case .excluded(.closed): closed += 1
        case .excluded(.full): full += 1
        case .excluded(.unsuitable(let reason)):
            unsuitableTotal += 1
            unsuitable[Unsuitability.allCases.firstIndex(of: reason) ?? 0] += 1
        }
    }

    /// How many do not take this car or this work, by what they do not take.
    var unsuitableByReason: [Unsuitability: Int] {
        guard unsuitableTotal > 0 else { return [:] }
        let pairs = zip(Unsuitability.allCases, unsuitable).filter { $0.1 > 0 }
        return Dictionary(uniqueKeysWithValues: pairs)
    }
}

extension Array {
    /// Removes all elements, and the memory if there is room for more than so many.
    @inline(__always)
    fileprivate mutating func empty(keeping most: Int) {
        if capacity > most {
            self = []
        } else if !isEmpty {
            removeAll(keepingCapacity: true)
        }
    }
}
