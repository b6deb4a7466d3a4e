/// The days on which a garage brings nobody in, as periods that neither overlap nor touch.
package struct ClosedDays: Equatable, Sendable {
    /// In order; each from its first day up to, and without, its end.
    package let periods: [Period]

    /// A run of closed days.
    package struct Period: Equatable, Sendable {
        package let first: Day
        package let end: Day
    }

    /// Those of a garage that never shuts.
    package static let none = ClosedDays(merging: [])

    private init(merging unordered: [Period]) {
        var merged: [Period] = []
        for period in unordered.sorted(by: { $0.first < $1.first }) {
            if let last = merged.last, period.first <= last.end {
                merged[merged.count - 1] = Period(first: last.first, end: max(last.end, period.end))
            } else {
                merged.append(period)
            }
        }
        periods = merged
    }

    /// The closed days of a garage, as known on a day: its closures, the times it was paused or
    /// away, and those it is.
    ///
    /// Of a pause or a departure whose first day is not known, what lies before `today` counts as
    /// open.
    package init(of garage: Garage, asOf today: Day) {
        var periods = (garage.closures + garage.absences).map {
            Period(first: $0.first, end: $0.last + 1)
        }
        let first = min(garage.awaySince ?? today, today)
        switch garage.status {
        case .active: break
        case .left, .paused(until: nil, _): periods.append(Period(first: first, end: Self.never))
        case .paused(until: .some(let last), _):
            if first <= last { periods.append(Period(first: first, end: last + 1)) }
        }
        self.init(merging: periods)
    }

    /// Whether a day is closed; O(periods).
    package func contains(_ day: Day) -> Bool {
        periods.contains { $0.first <= day && day < $0.end }
    }

    /// Later than any day that can be written.
    private static let never = Day(ordinal: .max)
}
