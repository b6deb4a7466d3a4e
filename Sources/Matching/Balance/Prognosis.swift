import GarageNetwork

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Where a garage's month is heading, before recalibration: what warnings and forecasts are made
/// of.
///
/// The same Gamma-Poisson posterior as the price, with three things that the price leaves out
/// because they would make it react to itself: the pace of the whole network this month, how many
/// people could reach the garage at all, and its habit beyond the three months of its memory. On 45
/// simulated years under ``MonthEndPrice`` they lower the logarithmic loss of "ends below",
/// recalibrated in both cases, from 0.311 to 0.282, and of "ends above" from 0.103 to 0.091.
package struct Prognosis: Equatable, Sendable {
    /// Referrals this month.
    package let committed: Int
    /// What is still expected, and how surely.
    package let forecast: Forecast
    /// That the month ends below its band, and above it.
    package let below: Likelihood
    package let above: Likelihood

    /// A probability before recalibration.
    package enum Likelihood: Equatable, Sendable {
        /// Nothing that is still to come can change it.
        case certain(Bool)
        case open(logit: Double)

        /// The probability after recalibration; what is certain stays certain.
        package func probability(_ calibration: Calibration) -> Double {
            switch self {
            case .certain(let happens): happens ? 1 : 0
            case .open(let logit): calibration.probability(logit)
            }
        }
    }

    /// How much it counts that more people could reach a garage than come to it.
    ///
    /// Where many could come, balancing finds them when they are missing and sends them elsewhere
    /// when they are too many: both ends of the band are less likely to be left.
    package static let reachWeight = 0.9
    /// How much it counts, beyond the posterior, that a garage has always had few or many.
    package static let habitWeight = 1.6
    /// Odds beyond one in a million are not told apart.
    private static let probabilityMin = 1e-6
    /// Under this nobody else is expected.
    private static let meanMin = 1e-12

    /// The month of a garage; `reachedByPerMonth` is how many people a month could reach it, nil
    /// when unknown.
    package init(_ month: MonthEnd, reachedByPerMonth: Double?, pace: MonthPace) {
        let (count, band) = (month.committed, month.band)
        committed = count
        let rate = month.memory.ratePerMonth
        forecast = Forecast(
            shape: month.forecast.shape, mean: rate * pace.level * month.remaining)
        let odds = MonthEndPrice(
            count: count, low: band.min, high: band.max, forecast: forecast)
        let isOver = forecast.mean <= Self.meanMin
        let reach = reachedByPerMonth.map { reached in
            Self.reachWeight * (MonthPace.freedom(reached, rate: rate) - pace.freedom)
        }
        let habit = Self.habitWeight * log(rate / Self.usualRate)
        let pull = reach ?? 0
        below =
            isOver || count >= band.min
            ? .certain(count < band.min)
            : .open(logit: Self.logit(odds.below) - habit - pull)
        above =
            isOver || count > band.max
            ? .certain(count > band.max)
            : .open(logit: Self.logit(odds.endsAbove) + habit - pull)
    }

    /// What the month is expected to end with.
    package var expected: Double { Double(committed) + forecast.mean }

    /// Between which counts four months in five end.
    ///
    /// Balancing narrows the spread of the posterior: of 157,000 simulated garage-months 82 to 90 %
    /// ended within, the fewer the earlier in the month.
    package var interval: ClosedRange<Int> {
        let spread = (forecast.mean + forecast.mean * forecast.mean / forecast.shape).squareRoot()
        let half = Self.tenthDeviations * Self.spreadUnderBalancing * spread
        let low = max(0, (forecast.mean - half).rounded())
        return committed + Int(low)...committed + Int((forecast.mean + half).rounded())
    }

    /// How many standard deviations leave a tenth of a normal distribution on each side.
    private static let tenthDeviations = 1.2816
    private static let spreadUnderBalancing = 0.7

    private static let usualRate = Forecast.priorReferrals / Forecast.priorMonths

    private static func logit(_ probability: Double) -> Double {
        let bounded = probability.clamped(to: probabilityMin...(1 - probabilityMin))
        return log(bounded / (1 - bounded))
    }
}

/// What this month is like for the whole network, estimated from what every garage has got so far.
package struct MonthPace: Equatable, Sendable {
    /// How many people come, over how many the garages' memories expect: 0.6 in a slack August.
    package let level: Double
    /// The mean over garages of how freely they can be filled, in logarithms: see ``freedom``.
    package let freedom: Double

    /// An ordinary month of a network of which nothing is known.
    package static let ordinary = MonthPace(level: 1, freedom: 0)

    fileprivate init(level: Double, freedom: Double) {
        self.level = level
        self.freedom = freedom
    }

    /// A month is ordinary until this many people have come.
    package static let priorReferrals = 30.0

    /// The pace of a month from all its garages, in any order; `reachedByPerMonth` in the same.
    package init(_ months: [MonthEnd], reachedByPerMonth: [Double?]) {
        var tally = MonthPaceTally()
        for (month, reached) in zip(months, reachedByPerMonth) {
            tally.add(month, reachedByPerMonth: reached)
        }
        self = tally.pace
    }

    /// The logarithm of how many people could reach a garage for each that comes.
    static func freedom(_ reachedByPerMonth: Double, rate: Double) -> Double {
        log((reachedByPerMonth + reachedAlways) / rate)
    }

    /// So that a garage which nobody reaches has a logarithm.
    private static let reachedAlways = 2.0
}

/// Adds up the pace of a month garage by garage: a network of a million need not lie in an array.
package struct MonthPaceTally {
    private var came = MonthPace.priorReferrals
    private var expected = MonthPace.priorReferrals
    private var freedom = 0.0
    private var known = 0

    /// Of no garage yet.
    package init() {}

    /// Takes the month of one more garage; `reachedByPerMonth` is nil when unknown.
    ///
    /// The days before a garage was in the network say nothing of the pace.
    package mutating func add(_ month: MonthEnd, reachedByPerMonth: Double?) {
        guard month.isKnown else { return }
        let rate = month.memory.ratePerMonth
        let elapsed = min(month.memory.openMonthsPassed, month.band.share - month.remaining)
        if elapsed > 0 {
            came += Double(month.committed)
            expected += rate * elapsed
        }
        guard let reached = reachedByPerMonth, month.band.isInScope else { return }
        freedom += MonthPace.freedom(reached, rate: rate)
        known += 1
    }

    /// The pace of those that were added.
    package var pace: MonthPace {
        MonthPace(level: came / expected, freedom: known == 0 ? 0 : freedom / Double(known))
    }
}

extension GarageMemory {
    /// Referrals a month of open time, drawn to the prior while little is remembered.
    package var ratePerMonth: Double {
        (Forecast.priorReferrals + referrals) / (Forecast.priorMonths + openMonths)
    }
}
