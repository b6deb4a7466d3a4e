#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// What one more referral to a garage would cost its month, in kilometres.
///
/// Negative says "send here": the garage would otherwise end below its band. Positive says "keep
/// away". Apart from the overload term this is the marginal expected cost of `shortfallKm` for each
/// missing referral, `excessKm` for each one too many, `bandKm` for a month out of its band and
/// `zeroKm` for a month without anybody, under a forecast of what is still to come.
package struct MonthEndPrice: Equatable, Sendable {
    /// The price; what is added to a garage's distance.
    package let km: Double
    /// That the month ends below the band if nobody is sent now.
    package let below: Double
    /// That this referral, or one after it, would be above the band.
    package let above: Double
    /// That this very referral brings the month into its band.
    package let enters: Double
    /// That this very referral takes the month out of its band.
    package let leaves: Double
    /// That nobody else comes this month.
    package let none: Double

    /// That the month ends above the band if nobody is sent now: what a report or an alert says.
    package var endsAbove: Double { max(0, above - leaves) }

    /// Kilometres that one missing referral is worth.
    package static let shortfallKm = 8.0
    /// Kilometres that one referral above the band costs.
    package static let excessKm = 8.0
    /// Kilometres more for the referral that brings a month into its band, or takes it out: being
    /// in the band is what the network promises, so the last step counts for several.
    package static let bandKm = 20.0
    /// Kilometres more for a month's only referral: a garage that sees nobody leaves the network.
    package static let zeroKm = 10.0
    /// Kilometres for each referral already above the band, so that overload spreads out instead
    /// of staying where it began.
    package static let overloadKm = 0.5
    /// Beyond this the overload is so great that even a far garage is better.
    package static let overloadMaxKm = 20.0

    /// No price: what holds when nothing is known of a garage's month.
    package static let unknown = MonthEndPrice(
        km: 0, below: 0, above: 0, enters: 0, leaves: 0, none: 0)

    private init(
        km: Double, below: Double, above: Double, enters: Double, leaves: Double, none: Double
    ) {
        self.km = km
        self.below = below
        self.above = above
        self.enters = enters
        self.leaves = leaves
        self.none = none
    }

    /// The price for a garage that has `count` referrals this month, a band of `low` through
    /// `high`, and a forecast of what is still to come.
    ///
    /// - Complexity: O(`high` − `count`).
    package init(count: Int, low: Int, high: Int, forecast: Forecast) {
        let odds = Odds(count: count, low: low, high: high, forecast: forecast)
        var km = Self.excessKm * odds.above - Self.shortfallKm * odds.below
        km -= Self.bandKm * (odds.enters - odds.leaves)
        if count == 0, low > 0 { km -= Self.zeroKm * odds.none }
        if count >= high {
            km += min(Self.overloadMaxKm, Self.overloadKm * Double(count + 1 - high))
        }
        self.init(
            km: km, below: odds.below, above: odds.above, enters: odds.enters,
            leaves: odds.leaves, none: odds.none)
    }
}

/// The probabilities the price is made of.
private struct Odds {
    var below = 0.0
    var above = 0.0
    var enters = 0.0
    var leaves = 0.0
    var none = 0.0

    /// Under this mean nobody else is expected; the distribution is a certainty.
    private static let meanMin = 1e-12
    /// The logarithm under which a probability is no longer a normal number.
    private static let logarithmMin = -700.0

    init(count: Int, low: Int, high: Int, forecast: Forecast) {
        guard forecast.mean > Self.meanMin else {
            below = count < low ? 1 : 0
            above = count >= high ? 1 : 0
            enters = count == low - 1 ? 1 : 0
            leaves = count == high ? 1 : 0
            none = count == 0 ? 1 : 0
            return
        }
        let (shape, mean) = (forecast.shape, forecast.mean)
        let stop = shape / (shape + mean)
        var logarithm = shape * log(stop)
        // Where the first probability underflows, the recurrence goes on in logarithms.
        let isTiny = logarithm < Self.logarithmMin
        var mass = isTiny ? 0 : exp(logarithm)
        var within = 0.0
        if count == 0 { none = exp(-shape * log(1 + mean / shape)) }
        for (further, total) in zip(0..., stride(from: count, through: high, by: 1)) {
            if total < low { below += mass }
            if total < high { within += mass }
            if total == low - 1 { enters = mass }
            if total == high { leaves = mass }
            let step = (shape + Double(further)) / Double(further + 1) * (1 - stop)
            if isTiny {
                logarithm += log(step)
                mass = exp(logarithm)
            } else {
                mass *= step
            }
        }
        above = max(0, 1 - within)
    }
}
