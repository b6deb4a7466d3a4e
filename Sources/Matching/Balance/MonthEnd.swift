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
    /// What one more referral would cost by the odds of the garage's own month, and these odds.
    package private(set) var price: MonthEndPrice
    /// What one more referral costs the network when it counts people, in kilometres:
    /// ``PriceTables`` where the network has them, else ``price``.
    package private(set) var peopleKm = 0.0
    /// The same when it counts garages.
    package private(set) var garagesKm = 0.0
    /// How many people a month could reach the garage, wherever they went; nil while too little is
    /// known to say.
    package private(set) var reachedPerMonth: Double?
    /// Referrals made this week, from Monday through today, that are not given back.
    package private(set) var thisWeek: Int
    /// Whether the garage takes people today.
    package let isOpen: Bool
    /// False when no count was loaded: the price is then 0.
    package let isKnown: Bool

    /// The month of a garage as of `today`; `committed` is nil when no count was loaded.
    package init(
        plan: GarageMonthPlan, today: Day, memory: GarageMemory, committed: Int?, isOpen: Bool,
        thisWeek: Int = 0
    ) {
        band = plan.band
        remaining = plan.remaining(from: today)
        self.memory = memory
        forecast = Forecast(memory: memory, remaining: remaining)
        isKnown = committed != nil
        self.isOpen = isOpen
        self.thisWeek = thisWeek
        self.committed = 0
        price = .unknown
        if let committed { count(committed) }
    }

    /// Takes a new count of the month and computes its price.
    mutating func count(_ committed: Int) {
        self.committed = committed
        price = MonthEndPrice(
            count: committed, low: band.min, high: band.max, forecast: forecast)
        peopleKm = price.km
        garagesKm = price.km
    }

    /// Takes a new count of the week.
    mutating func count(week: Int) { thisWeek = week }

    mutating func reach(perMonth people: Double?) { reachedPerMonth = people }

    /// Takes the price that the whole network's month gives.
    mutating func balance(_ goal: BalanceGoal, km: Double) {
        guard isKnown else { return }
        switch goal {
        case .people: peopleKm = km
        case .garages: garagesKm = km
        }
    }

    /// How many the month is expected to end with.
    package var expected: Double { Double(committed) + forecast.mean }
}
