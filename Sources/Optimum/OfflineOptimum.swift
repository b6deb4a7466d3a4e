package import Matching

/// What perfect foresight would have made of a period: "possible", beside what a policy has done.
///
/// Bands are of months, so each month is solved by itself, exactly (``OptimumRun``).
package struct OfflineOptimum: Sendable {
    /// How the period would have ended.
    package let score: YearScore
    /// How many garage-months could have ended within their band, when nothing else counts.
    package let attainable: Attainable
}
