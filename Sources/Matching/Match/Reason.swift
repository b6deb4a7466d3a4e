package import GarageNetwork

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
        /// It has had its people of the week, and counts as further for it.
        case weekFull(count: Int)
        /// It lets proposals pass without an answer, and goes after the others for it.
        case mute(since: Day)
        /// The nearest garage has had its people of the week, or has gone mute.
        case nearestWeekFull(name: String, count: Int)
        case nearestMute(name: String, since: Day)
        /// Far fewer people a month can reach it than reach the nearest garage.
        case fewerReach(name: String, perMonth: Int, nearest: String, nearestPerMonth: Int)
        /// Nothing stands out: the two counts.
        case compared(count: Int, nearest: String, nearestCount: Int)
    }

    /// A risk is worth naming from three in ten on: the level at which a manager begins to watch.
    package static let riskNamed = 0.3
    /// A chance of entering the band is worth naming from one in ten on.
    package static let chanceNamed = 0.1

    /// Compares a match with the nearest garage that takes this person (``MatchResult/nearest``);
    /// the odds are those that LOAD shows of both.
    package init(
        _ match: Match, odds: MonthOdds, nearest: Match, nearestOdds: MonthOdds
    ) {
        name = match.garage.name
        km = match.km
        let isNearest = match.index == nearest.index
        var parts: [Part] = isNearest ? [.isNearest] : [.further(km: match.km - nearest.km)]
        if !match.isWithinDetour { parts.append(.isBeyondDetour) }
        if let since = match.muteSince { parts.append(.mute(since: since)) }
        if match.isWeekFull { parts.append(.weekFull(count: match.monthEnd.thisWeek)) }
        parts +=
            isNearest
            ? Self.ownMonth(match, odds)
            : Self.month(of: match, odds, against: nearest, nearestOdds)
        self.parts = parts
    }

    private static func ownMonth(_ match: Match, _ odds: MonthOdds) -> [Part] {
        let (month, band) = (match.monthEnd, match.monthEnd.band)
        guard month.isKnown else { return [] }
        if odds.below >= riskNamed {
            return [.risksBelow(count: month.committed, probability: odds.below, min: band.min)]
        }
        return [.count(month.committed, min: band.min, max: band.max)]
    }

    private static func month(
        of match: Match, _ odds: MonthOdds, against nearest: Match, _ nearestOdds: MonthOdds
    ) -> [Part] {
        let (own, other) = (match.monthEnd, nearest.monthEnd)
        guard own.isKnown, other.isKnown else { return [] }
        var parts: [Part] = []
        if odds.below >= riskNamed {
            parts = [
                .risksBelow(count: own.committed, probability: odds.below, min: own.band.min)
            ]
        } else if own.price.enters >= chanceNamed {
            parts = [.enters(probability: own.price.enters, min: own.band.min)]
        } else if odds.above >= riskNamed {
            parts = [
                .risksAbove(count: own.committed, probability: odds.above, max: own.band.max)
            ]
        }
        if nearestOdds.above >= riskNamed {
            parts.append(
                .nearestRisksAbove(
                    name: nearest.garage.name, count: other.committed,
                    probability: nearestOdds.above, max: other.band.max))
        }
        parts += putBehind(nearest, whereNot: match)
        if parts.isEmpty || nearestOdds.below >= odds.below {
            // Its month alone does not say why it goes first: who can reach it may.
            parts += fewerReach(match, than: nearest)
        }
        guard parts.isEmpty else { return parts }
        return [
            .compared(
                count: own.committed, nearest: nearest.garage.name, nearestCount: other.committed)
        ]
    }

    /// What puts the nearest garage behind another that it does not hold of.
    private static func putBehind(_ nearest: Match, whereNot match: Match) -> [Part] {
        let name = nearest.garage.name
        if match.muteSince == nil, let since = nearest.muteSince {
            return [.nearestMute(name: name, since: since)]
        }
        guard nearest.isWeekFull, !match.isWeekFull else { return [] }
        return [.nearestWeekFull(name: name, count: nearest.monthEnd.thisWeek)]
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
