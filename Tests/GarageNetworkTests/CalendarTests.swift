import GarageNetwork
import Testing

@Suite struct CalendarHolidaysTests {
    @Test(arguments: [
        (1970, "1970-03-29"), (1980, "1980-04-06"), (1999, "1999-04-04"), (2000, "2000-04-23"),
        (2008, "2008-03-23"), (2011, "2011-04-24"), (2024, "2024-03-31"), (2025, "2025-04-20"),
        (2026, "2026-04-05"), (2035, "2035-03-25"), (2038, "2038-04-25"), (2076, "2076-04-19"),
        (2100, "2100-03-28"), (2160, "2160-03-23"), (2199, "2199-04-14"),
    ])
    func easterIsWhereItWas(year: Int, text: String) {
        #expect(FrenchHolidays.easter(of: year)?.description == text)
    }

    @Test func theHolidaysOf2025() {
        #expect(
            FrenchHolidays.of(2025).map(\.description) == [
                "2025-01-01", "2025-04-21", "2025-05-01", "2025-05-08", "2025-05-29", "2025-06-09",
                "2025-07-14", "2025-08-15", "2025-11-01", "2025-11-11", "2025-12-25",
            ])
    }

    @Test func ascensionOnTheFirstOfMayIsOneDay() {
        #expect(FrenchHolidays.of(2008).count == 10)
        #expect(FrenchHolidays.of(2008).map(\.description).contains("2008-05-01"))
    }

    @Test func aDayIsAHolidayWhenItsYearSaysSo() throws {
        for year in 1970...2199 {
            let holidays = FrenchHolidays.of(year)
            #expect(holidays.count == 11 || holidays.count == 10)
            let easter = try #require(FrenchHolidays.easter(of: year))
            #expect(easter.weekday == 7)
            for month in 1...12 {
                for day in try #require(Month(year: year, month: month)).days {
                    #expect(FrenchHolidays.contains(day) == holidays.contains(day))
                }
            }
        }
    }

    @Test func thereIsNoYearZero() {
        #expect(FrenchHolidays.of(0).isEmpty)
        #expect(FrenchHolidays.of(10_000).isEmpty)
    }
}

@Suite struct CalendarWorkingTests {
    @Test(arguments: [
        ("2026-11-16", 115), ("2026-11-17", 105), ("2026-11-18", 90), ("2026-11-19", 100),
        ("2026-11-20", 90), ("2026-11-21", 0), ("2026-11-22", 0), ("2026-11-11", 0),
        ("2025-04-21", 0), ("2025-05-29", 0), ("2024-02-29", 100),
    ])
    func aDayHasItsWeight(text: String, weight: Int) throws {
        let day = try aDay(text)
        #expect(WorkingCalendar.french.weight(of: day) == weight)
        #expect(WorkingCalendar.french.isWorking(day) == (weight > 0))
    }

    @Test func everyMonthHasAWeight() throws {
        for year in 1970...2199 {
            for month in 1...12 {
                let month = try #require(Month(year: year, month: month))
                #expect(WorkingCalendar.french.weights(of: month).total >= 1_500)
            }
        }
    }

    /// From, working days, until.
    @Test(arguments: [
        // Tuesday to Thursday.
        ("2026-11-24T09:00:00", 2, "2026-11-26T18:00:00+01:00"),
        // Friday evening and Saturday both wait from Monday.
        ("2026-11-20T19:00:00", 1, "2026-11-23T18:00:00+01:00"),
        ("2026-11-21T10:00:00", 1, "2026-11-23T18:00:00+01:00"),
        ("2026-11-22T23:59:59", 2, "2026-11-24T18:00:00+01:00"),
        // A holiday in the middle of the week, and one beside a week-end.
        ("2026-11-10T09:00:00", 1, "2026-11-12T18:00:00+01:00"),
        ("2025-04-18T09:00:00", 1, "2025-04-22T18:00:00+02:00"),
        // Over the change of the clocks, both ways.
        ("2025-03-28T09:00:00", 1, "2025-03-31T18:00:00+02:00"),
        ("2025-10-24T09:00:00", 1, "2025-10-27T18:00:00+01:00"),
        // Over the end of a year, and from the leap day.
        ("2025-12-31T23:30:00", 1, "2026-01-02T18:00:00+01:00"),
        ("2024-02-29T09:00:00", 1, "2024-03-01T18:00:00+01:00"),
        // The day is that of Paris.
        ("2025-12-31T23:30:00Z", 1, "2026-01-02T18:00:00+01:00"),
        ("2026-11-23T23:30:00Z", 1, "2026-11-25T18:00:00+01:00"),
        // Less than one day is one.
        ("2026-11-24T09:00:00", 0, "2026-11-25T18:00:00+01:00"),
        ("2026-11-24T09:00:00", -3, "2026-11-25T18:00:00+01:00"),
        ("2026-11-24T09:00:00", 10, "2026-12-08T18:00:00+01:00"),
        ("2026-11-24T09:00:00", 250, "2027-11-19T18:00:00+01:00"),
        ("2026-11-24T09:00:00", .max, "2027-11-19T18:00:00+01:00"),
    ])
    func aGarageHasWorkingDaysToAnswer(from: String, workingDays: Int, until: String) throws {
        let start = try anInstant(from)
        let end = WorkingCalendar.french.answerBy(from: start, workingDays: workingDays)
        #expect(end.iso8601 == until)
    }
}

@Suite struct CalendarClosedDaysTests {
    private let today = Day(ordinal: 100)

    private func closed(
        _ periods: [(Int32, Int32)], _ status: Garage.Status = .active
    ) throws -> ClosedDays {
        ClosedDays(
            of: try GarageBuilder.garage(
                status: status,
                closures: periods.map { (Day(ordinal: $0), Day(ordinal: $1)) }), asOf: today)
    }

    @Test func periodsAreMerged() throws {
        let closed = try closed([(30, 40), (10, 12), (13, 15), (35, 38), (39, 50), (52, 52)])
        #expect(closed.periods.map(\.first.ordinal) == [10, 30, 52])
        #expect(closed.periods.map(\.end.ordinal) == [16, 51, 53])
    }

    @Test func aPauseOfUnknownBeginningShutsFromTodayOn() throws {
        let paused = try closed([], .paused(until: Day(ordinal: 105), reason: ""))
        #expect((90...110).map { paused.contains(Day(ordinal: $0)) }.firstIndex(of: true) == 10)
        #expect(!paused.contains(Day(ordinal: 106)))
        #expect(try closed([], .paused(until: Day(ordinal: 99), reason: "")) == .none)
        #expect(try closed([], .paused(until: today, reason: "")).contains(today))
    }

    @Test(arguments: [Garage.Status.left, .paused(until: nil, reason: "")])
    func whatHasNoEndStaysShut(status: Garage.Status) throws {
        let closed = try closed([(98, 99)], status)
        #expect(closed.periods.count == 1)
        #expect(closed.contains(Day(ordinal: 3_000_000)))
        #expect(!closed.contains(Day(ordinal: 97)))
    }

    @Test func todayIsShutExactlyWhenTheGarageIs() throws {
        let statuses: [Garage.Status] = [
            .active, .left, .paused(until: nil, reason: ""),
            .paused(until: today, reason: ""), .paused(until: today + -1, reason: ""),
        ]
        for status in statuses {
            for period in [(90, 99), (99, 100), (100, 100), (101, 101)] as [(Int32, Int32)] {
                let garage = try GarageBuilder.garage(
                    status: status,
                    closures: [(Day(ordinal: period.0), Day(ordinal: period.1))])
                let isClosed = ClosedDays(of: garage, asOf: today).contains(today)
                #expect(isClosed == !garage.isOpen(on: today))
            }
        }
    }
}
