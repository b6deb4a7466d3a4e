/// How much working time lies between two days, in months, over a fixed span of months.
///
/// Each day counts for its share of its own month, so that every full month is 1 however many
/// holidays it has. A lookup is O(1), and O(closed periods) for one garage.
package struct ExposureTable: Sendable {
    private let first: Day
    /// The exposure before each day since `first`; one entry more than there are days.
    private let before: [Double]

    /// Measures all months from one to another; O(days).
    package init(_ calendar: WorkingCalendar, from start: Month, through end: Month) {
        first = start.first
        var before = [0.0]
        var (month, monthsBefore) = (start, 0.0)
        while month <= end {
            let weights = month.days.map(calendar.weight(of:))
            let total = Double(weights.reduce(0, +))
            var passed = 0
            for weight in weights {
                passed += weight
                // Divided anew each day: a running sum of shares would drift.
                before.append(monthsBefore + Double(passed) / total)
            }
            monthsBefore += 1
            month = month.next
        }
        self.before = before
    }

    /// The first day the table knows, and the first it does not.
    package var span: (first: Day, end: Day) { (first, first + (before.count - 1)) }

    /// Months of open working time from the start of one day to the start of another; days outside
    /// the span count for nothing.
    package func exposure(from start: Day, until end: Day, outside closed: ClosedDays) -> Double {
        var open = months(from: start, until: end)
        for period in closed.periods {
            open -= months(from: max(start, period.first), until: min(end, period.end))
        }
        return max(0, open)
    }

    private func months(from start: Day, until end: Day) -> Double {
        let days = before.count - 1
        let from = min(max(0, start - first), days)
        let until = min(max(0, end - first), days)
        return from < until ? before[until] - before[from] : 0
    }
}
