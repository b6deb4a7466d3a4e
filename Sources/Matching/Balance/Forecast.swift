/// How many more referrals a garage's month will bring, before anybody balances: a negative
/// binomial distribution.
///
/// **Source.** The Gamma-Poisson model: referrals come at a rate a month that is Gamma distributed
/// with `shape` and 1 + the months observed, so that those still to come are negative binomial with
/// that shape and with `mean`.
package struct Forecast: Equatable, Sendable {
    /// The shape of the rate: the greater, the surer the forecast.
    ///
    /// More than 0.
    package let shape: Double
    /// The expected number, 0 or more.
    package let mean: Double

    /// Referrals that are believed of a garage which nobody has seen yet, as if observed.
    package static let priorReferrals = 5.0
    /// The months that the prior referrals were observed in, as if.
    ///
    /// Five a month is the bottom of the usual band, and one month of observation outweighs it.
    package static let priorMonths = 1.0

    /// A forecast from its two figures.
    package init(shape: Double, mean: Double) {
        self.shape = shape
        self.mean = mean
    }

    /// The forecast for what remains of a month: `remaining` is open working time, in months.
    package init(memory: GarageMemory, remaining: Double) {
        shape = Self.priorReferrals + memory.referrals
        mean = shape / (Self.priorMonths + memory.openMonths) * remaining
    }
}
