package import GarageNetwork

/// Why a garage is proposed, in one sentence with the numbers it rests on.
///
/// It states facts of the garage's month and of the nearest one's, so it holds under every policy.
package struct Reason {
    /// The garage it is about.
    let match: Match
    private let odds: MonthOdds
    /// The nearest garage that takes this person.
    let nearest: Match
    private let nearestOdds: MonthOdds

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

    /// Compares a match with the nearest garage that takes this person (``MatchResult/nearest``);
    /// the odds are those that LOAD shows of both.
    package init(
        _ match: Match, odds: MonthOdds, nearest: Match, nearestOdds: MonthOdds
    ) {
        self.match = match
        self.odds = odds
        self.nearest = nearest
        self.nearestOdds = nearestOdds
    }

    /// What the sentence says, in order.
    package var parts: [Part] {
        var parts: [Part] = []
        forEachPart { parts.append($0) }
        return parts
    }

    /// Tells the parts in order, those about distance first.
    func forEachPart(_ tell: (Part) -> Void) {
        let isNearest = match.index == nearest.index
        tell(isNearest ? .isNearest : .further(km: match.km - nearest.km))
        if !match.isWithinDetour { tell(.isBeyondDetour) }
        if let since = match.muteSince { tell(.mute(since: since)) }
        if match.isWeekFull { tell(.weekFull(count: match.monthEnd.thisWeek)) }
        if isNearest { tellOwnMonth(tell) } else { tellMonth(tell) }
    }

    private func tellOwnMonth(_ tell: (Part) -> Void) {
        let (month, band) = (match.monthEnd, match.monthEnd.band)
        guard month.isKnown else { return }
        tell(
            odds.below >= Self.riskNamed
                ? .risksBelow(count: month.committed, probability: odds.below, min: band.min)
                : .count(month.committed, min: band.min, max: band.max))
    }

    private func tellMonth(_ tell: (Part) -> Void) {
        let (own, other) = (match.monthEnd, nearest.monthEnd)
        guard own.isKnown, other.isKnown else { return }
        var isTold = true
        if odds.below >= Self.riskNamed {
            tell(.risksBelow(count: own.committed, probability: odds.below, min: own.band.min))
        } else if own.price.enters >= Self.chanceNamed {
            tell(.enters(probability: own.price.enters, min: own.band.min))
        } else if odds.above >= Self.riskNamed {
            tell(.risksAbove(count: own.committed, probability: odds.above, max: own.band.max))
        } else {
            isTold = false
        }
        if nearestOdds.above >= Self.riskNamed {
            isTold = true
            tell(
                .nearestRisksAbove(
                    count: other.committed, probability: nearestOdds.above, max: other.band.max))
        }
        if let part = whatPutsNearestBehind {
            isTold = true
            tell(part)
        }
        if !isTold || nearestOdds.below >= odds.below, let part = fewerReach {
            // Its month alone does not say why it goes first: who can reach it may.
            isTold = true
            tell(part)
        }
        guard !isTold else { return }
        tell(.compared(count: own.committed, nearestCount: other.committed))
    }

    /// What puts the nearest garage behind this one that does not hold of this one.
    private var whatPutsNearestBehind: Part? {
        if match.muteSince == nil, let since = nearest.muteSince {
            .nearestMute(since: since)
        } else if nearest.isWeekFull, !match.isWeekFull {
            .nearestWeekFull(count: nearest.monthEnd.thisWeek)
        } else {
            nil
        }
    }

    private var fewerReach: Part? {
        guard let few = match.monthEnd.reachedPerMonth,
            let many = nearest.monthEnd.reachedPerMonth, few <= many * Self.reachShareNamed
        else { return nil }
        return .fewerReach(
            perMonth: Int(few.rounded()), nearestPerMonth: Int(many.rounded()))
    }
}

extension Reason {
    /// `Brebières, 9,2 km, 5,4 km de plus que le plus proche : n'a reçu que 2 orientations…`.
    package func sentence(in language: Language) -> String {
        match.withName { own in
            nearest.withName { nearest in
                // Eight parts of a hundred bytes at most, which name a garage three times.
                let room = 1_024 + 3 * (own.count + nearest.count)
                return String(unsafeUninitializedCapacity: room) { space in
                    write(
                        into: UnsafeMutableRawBufferPointer(space), in: language, own: own,
                        nearest: nearest) ?? 0
                }
            }
        }
    }

    /// Lends the UTF-8 of both garages' names: its own and that of the nearest.
    package func withNames(_ body: (UnsafeRawBufferPointer, UnsafeRawBufferPointer) -> Void) {
        match.withName { own in nearest.withName { nearest in body(own, nearest) } }
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
