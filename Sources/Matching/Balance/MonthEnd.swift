package import GarageNetwork

/// How a garage's month stands today and how it is likely to end: what matching reads of it.
package struct MonthEnd: Equatable, Sendable {
    /// Referrals this month, as balancing counts them.
    package private(set) var committed: Int
    /// What the month should bring, pro rata of its open days.
    package let band: MonthBand
    /// The share of a full month's open working time still to come, today included.
    package let remaining: Double
    /// What is remembered of the garage at the start of the day.
    package let memory: GarageMemory
    /// What is still to come.
    package let forecast: Forecast
    /// What one more referral would cost, and the odds behind it.
    package private(set) var price: MonthEndPrice
    /// Whether the garage takes people today.
    package let isOpen: Bool
    /// False when no count was loaded: the price is then 0.
    package let isKnown: Bool

    /// The month of a garage as of `today`; `committed` is nil when no count was loaded.
    package init(
        plan: GarageMonthPlan, today: Day, memory: GarageMemory, committed: Int?, isOpen: Bool
    ) {
        band = plan.band
        remaining = plan.remaining(from: today)
        self.memory = memory
        forecast = Forecast(memory: memory, remaining: remaining)
        isKnown = committed != nil
        self.isOpen = isOpen
        self.committed = 0
        price = .unknown
        if let committed { count(committed) }
    }

    /// Takes a new count of the month and computes its price.
    mutating func count(_ committed: Int) {
        self.committed = committed
        price = MonthEndPrice(
            count: committed, low: band.min, high: band.max, forecast: forecast)
    }

    /// How many the month is expected to end with.
    package var expected: Double { Double(committed) + forecast.mean }
}
