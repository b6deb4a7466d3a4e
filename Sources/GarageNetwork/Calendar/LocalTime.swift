/// Which clock hangs on the wall of a territory.
package enum LocalTime: Equatable, Sendable {
    /// Metropolitan France, with summer time.
    case paris
    /// Overseas: so many seconds east of Greenwich all year; negative to the west.
    case fixed(offsetSeconds: Int)

    /// Beyond a day's breadth there is no time zone: 14 hours east is the furthest.
    package static let offsetSecondsMax = 14 * 3_600

    /// The day that the wall shows.
    func day(of instant: Instant) -> Day {
        switch self {
        case .paris: return instant.paris.day
        case .fixed(let offset):
            let local = instant.seconds + Int64(offset)
            let days = local / 86_400 - (local % 86_400 < 0 ? 1 : 0)
            return Day(ordinal: Int32(truncatingIfNeeded: days))
        }
    }

    /// When the wall shows this; in Paris as ``Instant/init(paris:secondsOfDay:)``.
    func instant(_ day: Day, secondsOfDay: Int) -> Instant {
        switch self {
        case .paris: Instant(paris: day, secondsOfDay: secondsOfDay)
        case .fixed(let offset):
            Instant(
                microseconds: (Int64(day.ordinal) * 86_400 + Int64(secondsOfDay - offset))
                    * 1_000_000)
        }
    }
}

/// A holiday that some territories have beside the eleven of ``FrenchHolidays``.
package enum LocalHoliday: Hashable, Sendable {
    case goodFriday
    /// The same date every year.
    case fixed(month: Int, day: Int)

    func contains(_ day: Day) -> Bool {
        switch self {
        case .goodFriday:
            // Between 20 March and 23 April.
            guard (3...4).contains(day.month.month) else { return false }
            return FrenchHolidays.easter(of: day.month.year).map { day == $0 + -2 } ?? false
        case .fixed(let month, let dayOfMonth):
            return day.month.month == month && day.dayOfMonth == dayOfMonth
        }
    }
}
