/// When the garages of a territory work, and how long they have to answer.
package struct TerritoryHours: Equatable, Sendable {
    /// Seconds of the day on the territory's own clock, 0 to 86,400; it closes after it opens.
    package var opensSeconds: Int
    package var closesSeconds: Int
    /// 1 for Monday to 7 for Sunday; never empty.
    package var weekdays: Set<Int>
    /// How long a garage has to answer; nil for as long as in the rest of the network.
    package var answer: AnswerTime?
    /// Days off beside the eleven holidays of the whole country.
    package var holidays: Set<LocalHoliday>
    package var clock: LocalTime

    /// How much working time an answer may take.
    package enum AnswerTime: Equatable, Sendable {
        /// Until closing time of this working day after the one on which it was asked.
        case workingDays(Int)
        /// So many hours of open doors.
        case workingHours(Int)
    }

    /// Those of metropolitan France: 08:00 to 18:00, Monday to Friday.
    package static let standard = TerritoryHours(
        opensSeconds: 8 * 3_600, closesSeconds: 18 * 3_600, weekdays: [1, 2, 3, 4, 5], answer: nil,
        holidays: [], clock: .paris)

    package init(
        opensSeconds: Int, closesSeconds: Int, weekdays: Set<Int>, answer: AnswerTime?,
        holidays: Set<LocalHoliday>, clock: LocalTime
    ) {
        self.opensSeconds = opensSeconds
        self.closesSeconds = closesSeconds
        self.weekdays = weekdays
        self.answer = answer
        self.holidays = holidays
        self.clock = clock
    }

    /// Whether the garages work on a day at all.
    package func isWorking(_ day: Day) -> Bool {
        weekdays.contains(day.weekday) && !FrenchHolidays.contains(day)
            && !holidays.contains { $0.contains(day) }
    }

    /// Until when a garage that is asked at `start` has to answer.
    ///
    /// Counted in working days it is closing time, as
    /// ``WorkingCalendar/answerBy(from:workingDays:)`` has it. `standardDays` is what the rest of
    /// the network has.
    package func answerBy(from start: Instant, standardDays: Int) -> Instant {
        switch answer ?? .workingDays(standardDays) {
        case .workingDays(let days):
            var day = clock.day(of: start)
            var left = min(max(1, days), WorkingCalendar.answerDaysMax)
            while left > 0 {
                day = day + 1
                if isWorking(day) { left -= 1 }
            }
            return clock.instant(day, secondsOfDay: closesSeconds)
        case .workingHours(let hours):
            return moment(after: Int64(max(1, hours)) * 3_600_000_000, from: start)
        }
    }

    /// When a share of the working time between two moments has gone; nil where there is none, or
    /// where the share is all of it.
    package func moment(share: Double, from start: Instant, until end: Instant) -> Instant? {
        let whole = worked(from: start, until: end)
        guard whole > 0, share < 1 else { return nil }
        return moment(after: Int64(Double(whole) * max(0, share)), from: start)
    }

    /// Microseconds of open doors between two moments.
    package func worked(from start: Instant, until end: Instant) -> Int64 {
        var total: Int64 = 0
        var day = clock.day(of: start)
        let last = clock.day(of: end)
        while day <= last {
            if let open = opening(of: day) {
                let from = max(open.lowerBound.microseconds, start.microseconds)
                let until = min(open.upperBound.microseconds, end.microseconds)
                total += max(0, until - from)
            }
            day = day + 1
        }
        return total
    }

    /// The first moment by which so many microseconds of open doors have gone.
    private func moment(after microseconds: Int64, from start: Instant) -> Instant {
        var left = max(1, microseconds)
        var day = clock.day(of: start)
        while true {
            if let open = opening(of: day) {
                let from = max(open.lowerBound.microseconds, start.microseconds)
                let here = open.upperBound.microseconds - from
                if here >= left { return Instant(microseconds: from + left) }
                left -= max(0, here)
            }
            day = day + 1
        }
    }

    private func opening(of day: Day) -> Range<Instant>? {
        guard isWorking(day) else { return nil }
        let opens = clock.instant(day, secondsOfDay: opensSeconds)
        let closes = clock.instant(day, secondsOfDay: closesSeconds)
        return opens < closes ? opens..<closes : nil
    }
}
