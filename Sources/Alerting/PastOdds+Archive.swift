package import GarageNetwork
import Matching

extension PastOdds {
    /// What would have been foreseen of the months before one, from what each day brought.
    ///
    /// The network is taken as it is on `today`, with its garages, closures and circumstances:
    /// they change slowly. Months before the first day that brought anybody are left out.
    ///
    /// - Complexity: O(garages × days).
    package init(
        before month: Month, garages: [Garage], days: [DayCount],
        around: (Int64) -> Circumstances?, today: Day, calendar: WorkingCalendar = .french
    ) {
        self.init()
        guard let start = days.map(\.day).min() else { return }
        var first = month
        for _ in 0..<Self.monthsBack { first = first.previous }
        first = max(first, start.month)
        guard first < month else { return }
        let known = garages.filter(\.isInNetwork)
        let byGarage = Dictionary(grouping: days, by: \.garage)
        let past = ArchivedNetwork(
            garages: known, days: known.map { byGarage[$0.number] ?? [] },
            reached: known.map { around($0.number)?.reachedByPerMonth }, start: start,
            exposures: ExposureTable(calendar, from: start.month, through: month), asOf: today)
        while first < month {
            past.foresee(calendar.weights(of: first), into: &self)
            first = first.next
        }
    }
}

/// The garages of a network and what each day brought them.
private struct ArchivedNetwork {
    let garages: [Garage]
    let histories: [DayHistory]
    let reached: [Double?]
    let start: Day
    let exposures: ExposureTable
    let asOf: Day

    init(
        garages: [Garage], days: [[DayCount]], reached: [Double?], start: Day,
        exposures: ExposureTable, asOf: Day
    ) {
        self.garages = garages
        self.reached = reached
        self.start = start
        self.exposures = exposures
        self.asOf = asOf
        histories = days.map { days in
            var history = DayHistory()
            for day in days.sorted(by: { $0.day < $1.day }) {
                _ = history.record(day.committed, on: day.day, revision: day.revision)
            }
            return history
        }
    }

    func foresee(_ weights: MonthWeights, into past: inout PastOdds) {
        let month = weights.month
        let plans = garages.map { GarageMonthPlan(of: $0, weights: weights, asOf: asOf) }
        let ends = histories.map { $0.count(from: month.first, until: month.next.first) }
        for day in AlertQuality.days {
            let today = month.first + (day - 1)
            guard today > start else { continue }
            let monthEnds = garages.indices.map { index in
                MonthEnd(
                    plan: plans[index], today: today,
                    memory: GarageMemory(
                        of: histories[index], since: start, at: today, exposures: exposures,
                        closed: ClosedDays(of: garages[index], asOf: asOf)),
                    committed: histories[index].count(from: month.first, until: today),
                    isOpen: true)
            }
            let pace = MonthPace(monthEnds, reachedByPerMonth: reached)
            for index in garages.indices where monthEnds[index].band.isInScope {
                past.add(
                    Prognosis(monthEnds[index], reachedByPerMonth: reached[index], pace: pace),
                    band: monthEnds[index].band, end: ends[index], month: month)
            }
        }
    }
}

extension DayHistory {
    /// How many came on the days from one up to, and without, another.
    fileprivate func count(from first: Day, until end: Day) -> Int {
        entries.reduce(0) { sum, entry in
            first <= entry.day && entry.day < end ? sum + entry.committed : sum
        }
    }
}
