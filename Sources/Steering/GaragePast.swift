package import GarageNetwork

/// How the last full months of one garage ended, against the band of each.
package struct GaragePast: Equatable, Sendable {
    /// Months below, inside and above their band; those that cannot be judged count nowhere.
    package var below: Int
    package var inside: Int
    package var above: Int
    /// Referrals missing below the band, the mean of the judged months.
    package var shortfallPerMonth: Double
    /// Referrals beyond the band, the mean of the judged months.
    package var excessPerMonth: Double

    package init(
        below: Int = 0, inside: Int = 0, above: Int = 0, shortfallPerMonth: Double = 0,
        excessPerMonth: Double = 0
    ) {
        self.below = below
        self.inside = inside
        self.above = above
        self.shortfallPerMonth = shortfallPerMonth
        self.excessPerMonth = excessPerMonth
    }

    /// The months that could be judged.
    package var judged: Int { below + inside + above }

    /// Whether a number of months is a habit: two at least, and half of those judged.
    package func isHabit(_ months: Int) -> Bool { months >= 2 && 2 * months >= judged }

    /// The pasts of garages, in their order.
    ///
    /// A month is judged where the garage was open enough (`MonthBand.isInScope`), by what was
    /// committed: days outside `months` are left out. A pause or a departure shuts a garage from
    /// `today` on, never before.
    package static func all(
        of garages: [Garage], days: [DayCount], months: [Month], asOf today: Day,
        calendar: WorkingCalendar = .french
    ) -> [GaragePast] {
        let counts = MonthCounts(days)
        var pasts = [Judgement](repeating: Judgement(), count: garages.count)
        for month in months {
            let weights = calendar.weights(of: month)
            for (index, garage) in garages.enumerated() {
                let band = GarageMonthPlan(of: garage, weights: weights, asOf: today).band
                pasts[index].judge(counts[garage.number, month], band)
            }
        }
        return pasts.map(\.past)
    }
}

/// What a garage's months add up to.
private struct Judgement {
    private var below = 0
    private var inside = 0
    private var above = 0
    private var shortfall = 0
    private var excess = 0

    mutating func judge(_ count: Int, _ band: MonthBand) {
        guard band.isInScope else { return }
        switch band.position(of: count) {
        case .below: below += 1
        case .inside: inside += 1
        case .above: above += 1
        }
        shortfall += max(0, band.min - count)
        excess += max(0, count - band.max)
    }

    var past: GaragePast {
        let judged = Double(max(1, below + inside + above))
        return GaragePast(
            below: below, inside: inside, above: above,
            shortfallPerMonth: Double(shortfall) / judged,
            excessPerMonth: Double(excess) / judged)
    }
}

/// What each month brought to each garage.
private struct MonthCounts {
    private struct Key: Hashable {
        let garage: Int64
        let month: Month
    }
    private var counts: [Key: Int] = [:]

    init(_ days: [DayCount]) {
        for day in days {
            counts[Key(garage: day.garage, month: day.day.month), default: 0] += day.committed
        }
    }

    subscript(garage: Int64, month: Month) -> Int {
        counts[Key(garage: garage, month: month)] ?? 0
    }
}
