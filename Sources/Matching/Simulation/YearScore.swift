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
    /// Referrals a month that were missing below the bands.
    package var shortfallPerMonth = 0.0
    /// Referrals a month beyond the upper ends of the bands.
    package var excessPerMonth = 0.0
    /// The most that one garage had in one month.
    package var loadMax = 0
    /// How far people were sent.
    package var kmMean = 0.0
    /// Kilometres beyond the nearest garage that could have taken the person.
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
    /// Kilometres a month: the extra ones, and ``referralKm`` for each missing or excess referral.
    package var objectiveKmPerMonth = 0.0

    /// What one referral missing from a band, or above it, weighs in the objective.
    package static let referralKm = 15.0
}
