/// How well a run of months was balanced, and what it cost the people.
///
/// Percentages of garages are of garage-months in scope (`MonthBand.isInScope`);
/// kilometres and percentages of people are over those who were served.
package struct YearScore: Equatable, Sendable {
    /// From the month of the first request to that of the last.
    package var months = 0
    /// All requests, those that nobody could take included.
    package var requestsPerMonth = 0.0
    /// Of all requests, those that no garage could take.
    package var unservedPercent = 0.0
    /// Garage-months that ended within their band, below it and above it.
    package var inBandPercent = 0.0
    package var belowPercent = 0.0
    package var abovePercent = 0.0
    /// Garage-months with nobody at all.
    package var zeroPercent = 0.0
    /// People a month who were turned away although a garage was open within their reach: all were
    /// full.
    package var refusalsPerMonth = 0.0
    /// Referrals a month that were missing below the bands.
    package var shortfallPerMonth = 0.0
    /// Referrals a month beyond the upper ends of the bands.
    package var excessPerMonth = 0.0
    /// The most that one garage had in one month.
    package var loadMax = 0
    /// How far people were sent.
    package var kmMean = 0.0
    /// Kilometres a month beyond the nearest garages that could have taken the people.
    package var extraKmPerMonth = 0.0
    /// The same for one person.
    package var extraKmMean = 0.0
    /// The extra kilometres that one person in twenty exceeds.
    package var extraKmP95 = 0.0
    /// The most anybody was sent further.
    package var extraKmMax = 0.0
    /// Those who were sent to another garage than the nearest.
    package var movedPercent = 0.0
    /// The Gini coefficient of the loads, each over its garage's share of the month; mean of the
    /// months.
    ///
    /// 0 is even, 1 is all at one garage.
    package var gini = 0.0
    /// An empty score.
    package init() {}

    /// What one referral missing from a band, or above it, weighs in the objective.
    package static let referralKm = 15.0
    /// What it weighs to turn somebody away whom a garage in reach could have taken, were it not
    /// full: more than any detour.
    package static let refusalKm = 100.0

    /// Kilometres a month, the less the better: the extra ones, ``referralKm`` for each missing or
    /// excess referral, ``refusalKm`` for each person who was turned away.
    package var objectiveKmPerMonth: Double {
        extraKmPerMonth + Self.referralKm * (shortfallPerMonth + excessPerMonth)
            + Self.refusalKm * refusalsPerMonth
    }

    /// How much of the way from `nearest` to `optimum` this score went, in objective: 0 is the one,
    /// 100 the other; nil when there is nothing between them.
    package func gainCapturedPercent(from nearest: YearScore, to optimum: YearScore) -> Double? {
        let gain = nearest.objectiveKmPerMonth - optimum.objectiveKmPerMonth
        guard gain > 0 else { return nil }
        return 100 * (nearest.objectiveKmPerMonth - objectiveKmPerMonth) / gain
    }
}
