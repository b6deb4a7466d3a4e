package import GarageNetwork

/// Why a garage is proposed, in one sentence with the numbers it rests on.
///
/// It states facts of the garage's month and of the nearest one's, so it holds under every policy.
package struct Reason {
    /// The garage it is about.
    let own: Standpoint
    /// The nearest garage that takes this person.
    private let nearest: Standpoint

    /// What of a match it rests on: values alone, so that five sentences count no references.
    package struct Standpoint {
        fileprivate let index: Int
        let km: Double
        fileprivate let isWithinDetour: Bool
        fileprivate let isWeekFull: Bool
        fileprivate let muteSince: Day?
        fileprivate let month: MonthSummary
        fileprivate let odds: MonthOdds

        init(_ garage: RankedGarage, _ month: MonthSummary, muteSince: Day?, _ odds: MonthOdds) {
            index = garage.index
            km = garage.km
            isWithinDetour = garage.isWithinDetour
            isWeekFull = garage.isWeekFull
            self.muteSince = muteSince
            self.month = month
            self.odds = odds
        }
    }

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
        case nearestRisksAbove(count: Int, probability: Double, max: Int)
        /// It has had its people of the week, and counts as further for it.
        case weekFull(count: Int)
        /// It lets proposals pass without an answer, and goes after the others for it.
        case mute(since: Day)
        /// The nearest garage has had its people of the week, or has gone mute.
        case nearestWeekFull(count: Int)
        case nearestMute(since: Day)
        /// Far fewer people a month can reach it than reach the nearest garage.
        case fewerReach(perMonth: Int, nearestPerMonth: Int)
        /// Nothing stands out: the two counts.
        case compared(count: Int, nearestCount: Int)
    }

    /// A risk is worth naming from three in ten on: the level at which a manager begins to watch.
    package static let riskNamed = 0.3
    /// A chance of entering the band is worth naming from one in ten on.
    package static let chanceNamed = 0.1
    /// Reach is worth naming where it is at most two thirds of the nearest garage's.
    package static let reachShareNamed = 2.0 / 3

    /// Compares a garage with the nearest that takes this person.
    package init(_ own: Standpoint, nearest: Standpoint) {
        self.own = own
        self.nearest = nearest
    }

    /// Compares a match with ``MatchResult/nearest``; the odds are those that LOAD shows of both.
    package init(
        _ match: Match, odds: MonthOdds, nearest: Match, nearestOdds: MonthOdds
    ) {
        self.init(
            Standpoint(
                match.ranked, MonthSummary(match.monthEnd), muteSince: match.muteSince, odds),
            nearest: Standpoint(
                nearest.ranked, MonthSummary(nearest.monthEnd), muteSince: nearest.muteSince,
                nearestOdds))
    }

    /// What the sentence says, in order.
    package var parts: [Part] {
        var parts: [Part] = []
        forEachPart { parts.append($0) }
        return parts
    }

    /// Tells the parts in order, those about distance first.
    func forEachPart(_ tell: (Part) -> Void) {
        let isNearest = own.index == nearest.index
        tell(isNearest ? .isNearest : .further(km: own.km - nearest.km))
        if !own.isWithinDetour { tell(.isBeyondDetour) }
        if let since = own.muteSince { tell(.mute(since: since)) }
        if own.isWeekFull { tell(.weekFull(count: own.month.thisWeek)) }
        if isNearest { tellOwnMonth(tell) } else { tellMonth(tell) }
    }

    private func tellOwnMonth(_ tell: (Part) -> Void) {
        let month = own.month
        guard month.isKnown else { return }
        tell(
            own.odds.below >= Self.riskNamed
                ? .risksBelow(count: month.committed, probability: own.odds.below, min: month.min)
                : .count(month.committed, min: month.min, max: month.max))
    }

    private func tellMonth(_ tell: (Part) -> Void) {
        let (month, other, odds) = (own.month, nearest.month, own.odds)
        guard month.isKnown, other.isKnown else { return }
        var isTold = true
        if odds.below >= Self.riskNamed {
            tell(.risksBelow(count: month.committed, probability: odds.below, min: month.min))
        } else if month.enters >= Self.chanceNamed {
            tell(.enters(probability: month.enters, min: month.min))
        } else if odds.above >= Self.riskNamed {
            tell(.risksAbove(count: month.committed, probability: odds.above, max: month.max))
        } else {
            isTold = false
        }
        if nearest.odds.above >= Self.riskNamed {
            isTold = true
            tell(
                .nearestRisksAbove(
                    count: other.committed, probability: nearest.odds.above, max: other.max))
        }
        if let part = whatPutsNearestBehind {
            isTold = true
            tell(part)
        }
        if !isTold || nearest.odds.below >= odds.below, let part = fewerReach {
            // Its month alone does not say why it goes first: who can reach it may.
            isTold = true
            tell(part)
        }
        guard !isTold else { return }
        tell(.compared(count: month.committed, nearestCount: other.committed))
    }

    /// What puts the nearest garage behind this one that does not hold of this one.
    private var whatPutsNearestBehind: Part? {
        if own.muteSince == nil, let since = nearest.muteSince {
            .nearestMute(since: since)
        } else if nearest.isWeekFull, !own.isWeekFull {
            .nearestWeekFull(count: nearest.month.thisWeek)
        } else {
            nil
        }
    }

    private var fewerReach: Part? {
        guard let few = own.month.reachedPerMonth,
            let many = nearest.month.reachedPerMonth, few <= many * Self.reachShareNamed
        else { return nil }
        return .fewerReach(
            perMonth: Int(few.rounded()), nearestPerMonth: Int(many.rounded()))
    }
}

extension Reason {
    /// `Brebières, 9,2 km, 5,4 km de plus que le plus proche : n'a reçu que 2 orientations…`.
    ///
    /// - Parameters:
    ///   - language: What it is said in.
    ///   - name: That of the garage it is about.
    ///   - nearestName: That of the nearest.
    /// - Returns: The sentence with its full stop.
    package func sentence(in language: Language, of name: String, nearestName: String) -> String {
        var (name, nearestName) = (name, nearestName)
        return name.withUTF8 { own in
            nearestName.withUTF8 { nearest in
                // Eight parts of a hundred bytes at most, which name a garage three times.
                let room = 1_024 + 3 * (own.count + nearest.count)
                return String(unsafeUninitializedCapacity: room) { space in
                    write(
                        into: UnsafeMutableRawBufferPointer(space), in: language,
                        own: UnsafeRawBufferPointer(own),
                        nearest: UnsafeRawBufferPointer(nearest)) ?? 0
                }
            }
        }
    }

    /// Writes the UTF-8 of the sentence.
    ///
    /// - Parameters:
    ///   - space: Where it goes.
    ///   - language: What it is said in.
    ///   - own: The name of the garage it is about, as it is to be written.
    ///   - nearest: The same of the nearest.
    /// - Returns: How many bytes it has; nil where they do not fit.
    package func write(
        into space: UnsafeMutableRawBufferPointer, in language: Language,
        own: UnsafeRawBufferPointer, nearest: UnsafeRawBufferPointer
    ) -> Int? {
        var writer = ReasonWriter(space, language, own: own, nearest: nearest)
        writer.write(self)
        return writer.isFull ? nil : writer.count
    }
}
