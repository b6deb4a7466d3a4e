/// How much of a month's demand each day brings: the clock that balancing runs on.
///
/// Weights are whole hundredths of an ordinary day, so that sums, shares and bands are exact.
package struct WorkingCalendar: Sendable {
    /// Hundredths of an ordinary day, Monday to Sunday.
    private let weekdayWeights: [Int]

    /// Monday is the busiest and the week-end is shut; a holiday counts as a Sunday.
    package static let french = WorkingCalendar(weekdayWeights: [115, 105, 90, 100, 90, 0, 0])

    /// The weight of a day in hundredths of an ordinary one; 0 on week-ends and holidays.
    package func weight(of day: Day) -> Int {
        let weight = weekdayWeights[day.weekday - 1]
        return weight == 0 || FrenchHolidays.contains(day) ? 0 : weight
    }

    /// Whether anybody works on a day: neither a week-end nor a holiday.
    package func isWorking(_ day: Day) -> Bool { weight(of: day) > 0 }

    /// The weights of all days of a month, ready to be summed.
    package func weights(of month: Month) -> MonthWeights {
        MonthWeights(month: month, dayWeights: month.days.map(weight(of:)))
    }

    /// The last moment of the `workingDays`-th working day after the one on which `start` falls,
    /// as garages keep them: 18:00 in Paris.
    ///
    /// A person who is referred on a Saturday waits from Monday, like one referred on the Friday
    /// after closing time. Fewer than 1 day is 1, more than ``answerDaysMax`` is that.
    package func answerBy(from start: Instant, workingDays: Int) -> Instant {
        var day = start.paris.day
        var left = min(max(1, workingDays), Self.answerDaysMax)
        while left > 0 {
            day = day + 1
            if isWorking(day) { left -= 1 }
        }
        return Instant(paris: day, secondsOfDay: Self.closingTimeSeconds)
    }

    /// A year of working days: whoever writes more has mistaken the unit.
    package static let answerDaysMax = 250

    /// Garages shut at six in the evening.
    private static let closingTimeSeconds = 18 * 3_600
}

/// The weights of a month's days and their running sums.
package struct MonthWeights: Sendable {
    /// The month they are of.
    package let month: Month
    let first: Day
    /// The weight of the days before each one; one entry more than there are days.
    private let before: [Int]

    init(month: Month, dayWeights: [Int]) {
        self.month = month
        first = month.first
        before = dayWeights.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1) }
    }

    /// The weight of the whole month, in hundredths of an ordinary day.
    package var total: Int { before[before.count - 1] }

    /// The weight of the days of this month from `start` on, without those of `closed`.
    package func open(from start: Day, outside closed: ClosedDays) -> Int {
        var open = sum(from: start, until: first + (before.count - 1))
        for period in closed.periods {
            open -= sum(from: max(start, period.first), until: period.end)
        }
        return open
    }

    private func sum(from start: Day, until end: Day) -> Int {
        let days = before.count - 1
        let from = min(max(0, start - first), days)
        let until = min(max(0, end - first), days)
        return from < until ? before[until] - before[from] : 0
    }
}
