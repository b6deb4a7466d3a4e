package import GarageNetwork
package import Matching

/// What is known of the demand of the last months, up to a day.
package struct DemandPast: Sendable {
    /// In the order of their days.
    package let records: [DemandRecord]
    /// The day up to which the past is known, that day included.
    package let through: Day
    /// The first day of which anything is known.
    package let from: Day

    /// How many full months steering looks back on, besides the one that has begun.
    package static let monthsBack = 6

    /// The days that ``DemandPast`` is asked for, up to a day: from the first of a month on.
    package static func period(
        upTo today: Day, monthsBack: Int = DemandPast.monthsBack
    ) -> ClosedRange<Day> {
        var month = today.month
        for _ in 0..<monthsBack { month = month.previous }
        return month.first...today
    }

    /// The demand of a period; what lies outside it is left out.
    ///
    /// A network that is younger than the period is known from its first wish on.
    package init(_ records: [DemandRecord], in period: ClosedRange<Day>) {
        let inside = records.filter { period.contains($0.day) }
        self.records = inside.sorted { $0.day < $1.day }
        from = self.records.first?.day ?? period.upperBound
        through = period.upperBound
    }

    /// Whether nobody asked for anything.
    package var isEmpty: Bool { records.isEmpty }

    /// How many months are known; 1 at least, so that a first week is not taken for a month.
    package var months: Double { max(1, Double(through - from + 1) / Self.daysPerMonth) }

    /// The mean of four centuries.
    private static let daysPerMonth = 30.436875

    /// The records as the requests of a simulation.
    package var requests: [Simulation.Request] { records.map(\.request) }

    /// Whole months of which every day is known, the latest last; at most ``monthsBack``.
    package var fullMonths: [Month] {
        var months: [Month] = []
        var month = through.month.previous
        while months.count < Self.monthsBack, month.first >= from || month == from.month {
            // The month of the first wish is full when it came within its first week.
            if month.first < from, from.dayOfMonth > Self.lateStartDays { break }
            months.append(month)
            month = month.previous
        }
        return months.reversed()
    }

    /// A network that began later than this in its first month had no full first month.
    private static let lateStartDays = 7
}

extension DemandRecord {
    /// The record as a request of a simulation.
    package var request: Simulation.Request {
        Simulation.Request(day: day, position: origin, radiusKm: reachKm)
    }
}
