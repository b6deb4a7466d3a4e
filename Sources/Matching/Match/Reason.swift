import GarageNetwork

/// Why a garage is proposed, in one sentence with the numbers it rests on.
///
/// It states facts of the garage's month and of the nearest one's, so it holds under every policy.
package struct Reason: Equatable, Sendable {
    /// The garage it is about.
    package let name: String
    /// Its distance as the crow flies.
    package let km: Double
    /// What the sentence says, in order.
    package let parts: [Part]

    /// One thing the sentence says.
    package enum Part: Equatable, Sendable {
        /// No garage that takes this person is nearer.
        case isNearest
        case further(km: Double)
        case isBeyondDetour
        /// So many so far, for a band.
        case count(Int, min: Int, max: Int)
        /// Likely to end under its band.
        case risksBelow(count: Int, probability: Double, min: Int)
        /// Likely to end above its band.
        case risksAbove(count: Int, probability: Double, max: Int)
        /// This person may be the one who brings the garage into its band.
        case enters(probability: Double, min: Int)
        /// The nearest garage is likely to end above its band.
        case nearestRisksAbove(name: String, count: Int, probability: Double, max: Int)
        /// Far fewer people a month can reach it than reach the nearest garage.
        case fewerReach(name: String, perMonth: Int, nearest: String, nearestPerMonth: Int)
        /// Nothing stands out: the two counts.
        case compared(count: Int, nearest: String, nearestCount: Int)
    }

    /// A risk is worth naming from three in ten on: the level at which a manager begins to watch.
    package static let riskNamed = 0.3
    /// A chance of entering the band is worth naming from one in ten on.
    package static let chanceNamed = 0.1

    /// Compares a match with the nearest garage that takes this person (``MatchResult/nearest``).
    package init(_ match: Match, nearest: Match) {
        name = match.garage.name
        km = match.km
        let isNearest = match.index == nearest.index
        var parts: [Part] = isNearest ? [.isNearest] : [.further(km: match.km - nearest.km)]
        if !match.isWithinDetour { parts.append(.isBeyondDetour) }
        parts += isNearest ? Self.ownMonth(match) : Self.month(of: match, against: nearest)
        self.parts = parts
    }

    private static func ownMonth(_ match: Match) -> [Part] {
        let (month, band) = (match.monthEnd, match.monthEnd.band)
        guard month.isKnown else { return [] }
        let risk = month.price.below
        if risk >= riskNamed {
            return [.risksBelow(count: month.committed, probability: risk, min: band.min)]
        }
        return [.count(month.committed, min: band.min, max: band.max)]
    }

    private static func month(of match: Match, against nearest: Match) -> [Part] {
        let (own, other) = (match.monthEnd, nearest.monthEnd)
        guard own.isKnown, other.isKnown else { return [] }
        var parts: [Part] = []
        if own.price.below >= riskNamed {
            let risk = own.price.below
            parts = [.risksBelow(count: own.committed, probability: risk, min: own.band.min)]
        } else if own.price.enters >= chanceNamed {
            parts = [.enters(probability: own.price.enters, min: own.band.min)]
        } else if own.price.above >= riskNamed {
            let risk = own.price.above
            parts = [.risksAbove(count: own.committed, probability: risk, max: own.band.max)]
        }
        if other.price.above >= riskNamed {
            parts.append(
                .nearestRisksAbove(
                    name: nearest.garage.name, count: other.committed,
                    probability: other.price.above, max: other.band.max))
        }
        if parts.isEmpty || other.price.below >= own.price.below {
            // Its month alone does not say why it goes first: who can reach it may.
            parts += fewerReach(match, than: nearest)
        }
        guard parts.isEmpty else { return parts }
        return [
            .compared(
                count: own.committed, nearest: nearest.garage.name, nearestCount: other.committed)
        ]
    }

    private static func fewerReach(_ match: Match, than nearest: Match) -> [Part] {
        guard let few = match.monthEnd.reachedPerMonth,
            let many = nearest.monthEnd.reachedPerMonth, few <= many * reachShareNamed
        else { return [] }
        return [
            .fewerReach(
                name: match.garage.name, perMonth: Int(few.rounded()),
                nearest: nearest.garage.name, nearestPerMonth: Int(many.rounded()))
        ]
    }

    /// Reach is worth naming where it is at most two thirds of the nearest garage's.
    package static let reachShareNamed = 2.0 / 3

    /// `Brebières, 9,2 km, 5,4 km de plus que le plus proche : n'a reçu que 2 orientations…`.
    package func sentence(in language: Language) -> String {
        let words = ReasonWords(language)
        let place = "\(name), \(words.decimal(km)) km"
        let ways = parts.filter(\.isAboutDistance)
        let why = parts.filter { !$0.isAboutDistance }
        let distance = ([place] + ways.map(words.phrase)).joined(separator: ", ")
        guard !why.isEmpty else { return distance + "." }
        return distance + words.colon + why.map(words.phrase).joined(separator: words.semicolon)
            + "."
    }
}

extension Reason.Part {
    fileprivate var isAboutDistance: Bool {
        switch self {
        case .isNearest, .further, .isBeyondDetour: true
        default: false
        }
    }
}
