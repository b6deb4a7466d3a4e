import GarageNetwork

/// What every day brought to every garage, and what is remembered of it.
struct NetworkHistory: Sendable {
    /// The network's first day: memory counts open time from here.
    ///
    /// Nil until anything happened.
    private(set) var start: Day?
    private var days: [Int64: DayHistory] = [:]
    private var exposures: ExposureTable
    private let calendar: WorkingCalendar

    init(today: Day, calendar: WorkingCalendar) {
        self.calendar = calendar
        exposures = ExposureTable(calendar, from: today.month, through: today.month)
    }

    /// Keeps a day's count unless a later version is known; true when it was news.
    mutating func record(_ day: DayCount) -> Bool {
        begin(on: day.day)
        return days[day.garage, default: DayHistory()]
            .record(day.committed, on: day.day, revision: day.revision)
    }

    func committed(by garage: Int64, on day: Day) -> Int {
        days[garage]?.committed(on: day) ?? 0
    }

    /// Sets the first day, unless an earlier one is known.
    mutating func begin(on day: Day) {
        start = min(start ?? day, day)
    }

    /// Makes sure that the time from the first day to the end of today's month can be measured.
    mutating func cover(_ today: Day) {
        let from = min(start ?? today, today).month
        let span = exposures.span
        guard from.first != span.first || today < span.first || today >= span.end else { return }
        exposures = ExposureTable(calendar, from: from, through: today.month)
    }

    func memory(of garage: Int64, at today: Day, closed: ClosedDays) -> GarageMemory {
        guard let start else { return .empty }
        return GarageMemory(
            of: days[garage] ?? DayHistory(), since: start, at: today, exposures: exposures,
            closed: closed)
    }
}
