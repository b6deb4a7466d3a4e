import GarageNetwork
import Matching

/// How good the warnings of a run of months were, beside a straight line through what had come.
///
/// Fed with how garages stood at the start of some days of each month, and with what those months
/// ended with. Garages that cannot be judged count nowhere.
package struct AlertQuality: Equatable, Sendable {
    /// The two ways out of a band.
    package enum Side: String, CaseIterable, Sendable {
        case below, above
    }

    /// Who warned.
    package enum Source: String, CaseIterable, Sendable {
        /// The odds that ALERTS, LOAD and CHECK read.
        case odds
        /// What came so far, carried on at the same pace to the end of the month.
        case line
    }

    /// What warnings are counted by.
    package struct Key: Hashable, Sendable {
        package let day: Int
        package let side: Side
        package let source: Source
    }

    package private(set) var scores: [Key: Score] = [:]
    private let threshold: Double

    /// The days of a month at whose start warnings are judged.
    package static let days = [5, 10, 15, 20, 25]

    /// An empty account; a probability of `threshold` or more is a warning.
    package init(threshold: Double = AlertThresholds().warn) { self.threshold = threshold }

    /// Counts the warnings of one day of one month; `ends` has a count for each standing.
    package mutating func add(_ standings: [GarageStanding], day: Int, ends: [Int]) {
        for (standing, end) in zip(standings, ends) where standing.isJudged {
            let band = standing.monthEnd.band
            let line = standing.straightLine
            let (isBelow, isAbove) = (end < band.min, end > band.max)
            count(standing.odds.below, isBelow, Key(day: day, side: .below, source: .odds))
            count(standing.odds.above, isAbove, Key(day: day, side: .above, source: .odds))
            let lineBelow = line < Double(band.min) ? 1.0 : 0
            let lineAbove = line > Double(band.max) ? 1.0 : 0
            count(lineBelow, isBelow, Key(day: day, side: .below, source: .line))
            count(lineAbove, isAbove, Key(day: day, side: .above, source: .line))
        }
    }

    private mutating func count(_ probability: Double, _ happened: Bool, _ key: Key) {
        scores[key, default: Score()].add(
            probability, warns: probability >= threshold, happened: happened)
    }

    /// The score of one day, side and source; empty when nothing was counted.
    package func score(day: Int, _ side: Side, _ source: Source = .odds) -> Score {
        scores[Key(day: day, side: side, source: source)] ?? Score()
    }

    /// Warnings against what happened.
    package struct Score: Equatable, Sendable {
        /// Garage-months judged, those that were warned of, those that happened, and both.
        package private(set) var judged = 0
        package private(set) var warned = 0
        package private(set) var happened = 0
        package private(set) var hits = 0
        private var squares = 0.0

        package init() {}

        mutating func add(_ probability: Double, warns: Bool, happened isTrue: Bool) {
            judged += 1
            if warns { warned += 1 }
            if isTrue { happened += 1 }
            if warns, isTrue { hits += 1 }
            let error = probability - (isTrue ? 1 : 0)
            squares += error * error
        }

        /// The share of the warnings that came true; 1 when nobody was warned of.
        package var precision: Double { warned == 0 ? 1 : Double(hits) / Double(warned) }
        /// The share of what happened that was warned of; 1 when nothing happened.
        package var recall: Double { happened == 0 ? 1 : Double(hits) / Double(happened) }
        /// The harmonic mean of precision and recall.
        package var f1: Double {
            warned + happened == 0 ? 1 : 2 * Double(hits) / Double(warned + happened)
        }
        /// The mean squared error of the probabilities.
        package var brier: Double { judged == 0 ? 0 : squares / Double(judged) }
    }
}

extension GarageStanding {
    /// What the month would end with if it went on as it began; what came while nothing passed.
    var straightLine: Double {
        let (share, remaining) = (monthEnd.band.share, monthEnd.remaining)
        let passed = share - remaining
        let count = Double(monthEnd.committed)
        return passed > 1e-9 ? count / passed * share : count
    }
}
