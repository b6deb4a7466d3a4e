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
    package private(set) var parts: [Part] = []

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
        name = match.name
        km = match.km
        let isNearest = match.index == nearest.index
        parts.reserveCapacity(Self.partsUsual)
        parts.append(isNearest ? .isNearest : .further(km: match.km - nearest.km))
        if !match.isWithinDetour { parts.append(.isBeyondDetour) }
        if let since = match.muteSince { parts.append(.mute(since: since)) }
        if match.isWeekFull { parts.append(.weekFull(count: match.monthEnd.thisWeek)) }
        if isNearest {
            tellOwnMonth(match, odds)
        } else {
            tellMonth(of: match, odds, against: nearest, nearestOdds)
        }
    }

    /// Few sentences say more.
    private static let partsUsual = 5

    private mutating func tellOwnMonth(_ match: Match, _ odds: MonthOdds) {
        let (month, band) = (match.monthEnd, match.monthEnd.band)
        guard month.isKnown else { return }
        parts.append(
            odds.below >= Self.riskNamed
                ? .risksBelow(count: month.committed, probability: odds.below, min: band.min)
                : .count(month.committed, min: band.min, max: band.max))
    }

    private mutating func tellMonth(
        of match: Match, _ odds: MonthOdds, against nearest: Match, _ nearestOdds: MonthOdds
    ) {
        let (own, other) = (match.monthEnd, nearest.monthEnd)
        guard own.isKnown, other.isKnown else { return }
        let start = parts.count
        if odds.below >= Self.riskNamed {
            parts.append(
                .risksBelow(count: own.committed, probability: odds.below, min: own.band.min))
        } else if own.price.enters >= Self.chanceNamed {
            parts.append(.enters(probability: own.price.enters, min: own.band.min))
        } else if odds.above >= Self.riskNamed {
            parts.append(
                .risksAbove(count: own.committed, probability: odds.above, max: own.band.max))
        }
        if nearestOdds.above >= Self.riskNamed {
            parts.append(
                .nearestRisksAbove(
                    name: nearest.name, count: other.committed,
                    probability: nearestOdds.above, max: other.band.max))
        }
        tellWhatPutsBehind(nearest, whereNot: match)
        if parts.count == start || nearestOdds.below >= odds.below {
            // Its month alone does not say why it goes first: who can reach it may.
            tellFewerReach(match, than: nearest)
        }
        guard parts.count == start else { return }
        parts.append(
            .compared(
                count: own.committed, nearest: nearest.name, nearestCount: other.committed))
    }

    /// What puts the nearest garage behind another that it does not hold of.
    private mutating func tellWhatPutsBehind(_ nearest: Match, whereNot match: Match) {
        if match.muteSince == nil, let since = nearest.muteSince {
            parts.append(.nearestMute(name: nearest.name, since: since))
        } else if nearest.isWeekFull, !match.isWeekFull {
            parts.append(
                .nearestWeekFull(name: nearest.name, count: nearest.monthEnd.thisWeek))
        }
    }

    private mutating func tellFewerReach(_ match: Match, than nearest: Match) {
        guard let few = match.monthEnd.reachedPerMonth,
            let many = nearest.monthEnd.reachedPerMonth, few <= many * Self.reachShareNamed
        else { return }
        parts.append(
            .fewerReach(
                name: match.name, perMonth: Int(few.rounded()), nearest: nearest.name,
                nearestPerMonth: Int(many.rounded())))
    }

    /// Reach is worth naming where it is at most two thirds of the nearest garage's.
    package static let reachShareNamed = 2.0 / 3

    /// `Brebières, 9,2 km, 5,4 km de plus que le plus proche : n'a reçu que 2 orientations…`.
    package func sentence(in language: Language) -> String {
        var utf8: [UInt8] = []
        append(to: &utf8, in: language)
        return String(decoding: utf8, as: UTF8.self)
    }

    /// Appends the UTF-8 of the sentence.
    package func append(to utf8: inout [UInt8], in language: Language) {
        var taken: [UInt8] = []
        swap(&taken, &utf8)
        var writer = ReasonWriter(consume taken, language)
        writer.write(self)
        utf8 = writer.utf8
    }
}
