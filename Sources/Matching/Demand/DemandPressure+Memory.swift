import GarageNetwork

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

extension DemandPressure {
    /// What the rest of a month is expected to bring, as remembered at the start of `today`.
    ///
    /// `remaining` is each garage's open time to come, in months. Requests of today and later are
    /// left out, so that all daemons of a network expect the same all day long.
    init(
        of memory: DemandMemory, and prior: PriorDemand, on today: Day, remaining: [Double],
        calendar: WorkingCalendar
    ) {
        let past = MemoryWeights(of: memory, on: today, calendar: calendar)
        let left = past.monthLeft * Self.openShareMin
        let detourCapKm = Float(Reach.detourCapKm)
        func isOpen(_ index: Int32) -> Bool { remaining[Int(index)] > left }
        let months = past.months + PriorDemand.months
        for (request, weight) in past.weights.enumerated() {
            add(
                memory.candidates(of: request), timesPerMonth: weight / months,
                detourCapKm: detourCapKm, isOpen: isOpen)
        }
        let times = PriorDemand.timesPerMonth * PriorDemand.months / months
        for candidates in prior.requests {
            add(candidates, timesPerMonth: times, detourCapKm: detourCapKm, isOpen: isOpen)
        }
        season = past.season * Self.prudence
        guard past.months >= Self.monthsTold else { return }
        reachedPerMonth = Array(repeating: 0, count: remaining.count)
        for (request, weight) in past.weights.enumerated() {
            for candidate in memory.candidates(of: request) {
                reachedPerMonth[Int(candidate.index)] += weight / past.months
            }
        }
    }

    /// With a week remembered or less, nobody is told how many come.
    private static let monthsTold = 0.25

    /// A garage that is open for less of what is left of the month plays no part in it.
    private static let openShareMin = 0.2
    /// A little less is expected than was: what does not come cannot be made up for, what comes
    /// too much can be sent elsewhere.
    private static let prudence = 0.95
}

/// How much each remembered request still weighs.
private struct MemoryWeights {
    /// In the memory's order, those before today only.
    var weights: [Double] = []
    /// The months of working time that were remembered, faded like the requests.
    var months = 0.0
    /// The share of this month's working time from today on.
    var monthLeft = 0.0
    /// This month's requests so far beside what was expected of its days.
    var season = 1.0

    init(of memory: DemandMemory, on today: Day, calendar: WorkingCalendar) {
        let first = min(memory.requests.first?.day ?? today, today)
        let working = ExposureTable(calendar, from: first.month, through: today.month)
        func months(from start: Day, to end: Day) -> Double {
            working.exposure(from: start, until: end, outside: .none)
        }
        let elapsed = months(from: today.month.first, to: today)
        monthLeft = 1 - elapsed
        // By how many days ago, from 0 for today, which weighs nothing.
        var byAge = [0.0]
        for age in stride(from: 1, through: today - first, by: 1) {
            let day = today + -age
            byAge.append(exp(-months(from: day, to: today) / DemandMemory.fadingMonths))
            self.months += months(from: day, to: day + 1) * byAge[age]
        }
        var (total, monthCount) = (0.0, 0)
        for request in memory.requests where request.day < today {
            weights.append(byAge[today - request.day])
            total += byAge[today - request.day]
            if request.day >= today.month.first { monthCount += 1 }
        }
        guard self.months > Self.monthsMin, total > 0 else { return }
        season =
            (Double(monthCount) / (total / self.months) + Self.seasonDoubt)
            / (elapsed + Self.seasonDoubt)
    }

    /// With less than half a day remembered, a season cannot be told.
    private static let monthsMin = 0.02
    /// How many months of requests as usual are added before this month is compared.
    private static let seasonDoubt = 0.2
}
