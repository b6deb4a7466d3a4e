/// What one month can bring to one garage: its open days and the band that follows from them.
package struct GarageMonthPlan: Sendable {
    /// Between how many and how many people the month should bring.
    package let band: MonthBand
    private let weights: MonthWeights
    private let closed: ClosedDays

    /// The plan of a garage's month; a pause or a departure counts from `today` on.
    package init(of garage: Garage, weights: MonthWeights, asOf today: Day) {
        self.init(
            target: garage.target, weights: weights, closed: ClosedDays(of: garage, asOf: today))
    }

    /// The plan of a month from its parts.
    package init(target: TargetBand, weights: MonthWeights, closed: ClosedDays) {
        self.weights = weights
        self.closed = closed
        band = MonthBand(
            target: target, openWeight: weights.open(from: weights.first, outside: closed),
            totalWeight: weights.total)
    }

    /// The month it is of.
    package var month: Month { weights.month }

    /// The share of a full month's exposure that is still to come at the start of a day, that day
    /// included: 1 on the first of a month without closures, 0 after its last open day.
    package func remaining(from day: Day) -> Double {
        Double(weights.open(from: day, outside: closed)) / Double(weights.total)
    }
}
