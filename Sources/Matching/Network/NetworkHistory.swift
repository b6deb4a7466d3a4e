import GarageNetwork

/// What every day brought to every garage, and what is remembered of it.
struct NetworkHistory: Sendable {
    /// The network's first day: memory counts open time from here, at most ``spanDays`` back.
    ///
    /// Nil until anything happened.
    private(set) var start: Day?
    private var days: [Int64: DayHistory] = [:]
    /// The sum of the revisions of each day's counts.
    private var revisions: [Day: Int64] = [:]
    private var exposures: ExposureTable
    private let calendar: WorkingCalendar

    /// How far back memory reaches: what is older weighs about 1 % and is not loaded.
    ///
    /// A limit of the rule, not of a load: a daemon that has run for years and one that has just
    /// started remember the same. At 2,000 garages that get ten people a month it is some 260,000
    /// rows to load.
    static let spanDays = 399

    init(today: Day, calendar: WorkingCalendar) {
        self.calendar = calendar
        exposures = ExposureTable(calendar, from: today.month, through: today.month)
    }

    /// Keeps a day's count unless a later version is known; true when it was news.
    mutating func record(_ day: DayCount) -> Bool {
        begin(on: day.day)
        let known = entry(of: day.garage, on: day.day)?.revision
        guard day.revision > known ?? .min else { return false }
        revisions[day.day, default: 0] &+= day.revision - (known ?? 0)
        return days[day.garage, default: DayHistory()]
            .record(day.committed, on: day.day, revision: day.revision)
    }

    /// The sum of the revisions of all counts after a day.
    func revisions(after day: Day) -> Int64 {
        revisions.reduce(0) { $1.key > day ? $0 &+ $1.value : $0 }
    }

    func committed(by garage: Int64, on day: Day) -> Int {
        days[garage]?.committed(on: day) ?? 0
    }

    /// How many committed referrals a garage got from the Monday of a day's week through the day.
    func committed(by garage: Int64, inWeekUntil today: Day) -> Int {
        days[garage]?.committed(from: today.monday, through: today) ?? 0
    }

    func entry(of garage: Int64, on day: Day) -> DayHistory.Entry? {
        days[garage]?.entry(on: day)
    }

    /// Whether any day of a garage is known.
    func knows(_ garage: Int64) -> Bool { days[garage] != nil }

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

    /// What is remembered of a garage at the start of a day, from its own first day on.
    func memory(of garage: Garage, at today: Day, closed: ClosedDays) -> GarageMemory {
        guard let start else { return .empty }
        let first = max(start, garage.joinedOn ?? start, today + -Self.spanDays)
        return GarageMemory(
            of: days[garage.number] ?? DayHistory(), since: first, at: today,
            exposures: exposures, closed: closed)
    }
}
