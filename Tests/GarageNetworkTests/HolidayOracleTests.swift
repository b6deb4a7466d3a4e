import GarageNetwork
import Testing

/// The holidays against lists and a computation of Easter that share nothing with the source's.
@Suite struct HolidayOracleTests {
    /// Easter by the tables of Clavius: the first Sunday after the paschal full moon.
    ///
    /// **Source.** Knuth, The Art of Computer Programming, volume 1, section 1.3.2, exercise 14.
    private static func easter(_ year: Int) throws -> Day {
        let golden = year % 19 + 1
        let century = year / 100 + 1
        let leapDaysSkipped = 3 * century / 4 - 12
        let moonCorrection = (8 * century + 5) / 25 - 5
        var epact = (11 * golden + 20 + moonCorrection - leapDaysSkipped) % 30
        if epact < 0 { epact += 30 }
        if (epact == 25 && golden > 11) || epact == 24 { epact += 1 }
        var fullMoonInMarch = 44 - epact
        if fullMoonInMarch < 21 { fullMoonInMarch += 30 }
        let march = try #require(Month(year: year, month: 3)).first
        var day = march + fullMoonInMarch
        while day.weekday != 7 { day = day + 1 }
        return day
    }

    @Test func easterIsThatOfTheTablesInEveryGregorianYear() throws {
        for year in 1583...9999 {
            #expect(try FrenchHolidays.easter(of: year) == Self.easter(year), "\(year)")
        }
    }

    /// Easter Monday, Ascension and Whit Monday, as the ministry of labour announced them.
    @Test(arguments: [
        (2024, ["04-01", "05-09", "05-20"]), (2025, ["04-21", "05-29", "06-09"]),
        (2026, ["04-06", "05-14", "05-25"]), (2027, ["03-29", "05-06", "05-17"]),
        (2028, ["04-17", "05-25", "06-05"]), (2029, ["04-02", "05-10", "05-21"]),
        (2030, ["04-22", "05-30", "06-10"]),
    ])
    func everyHolidayOfAYearIsTheOneOfTheLaw(year: Int, movable: [String]) throws {
        let fixed = ["01-01", "05-01", "05-08", "07-14", "08-15", "11-01", "11-11", "12-25"]
        let expected = (fixed + movable).sorted().map { "\(year)-\($0)" }
        #expect(FrenchHolidays.of(year).map(\.description) == expected)
        for month in 1...12 {
            for day in try #require(Month(year: year, month: month)).days {
                let isHoliday = expected.contains(day.description)
                #expect(FrenchHolidays.contains(day) == isHoliday, "\(day)")
                let isShut = isHoliday || day.weekday > 5
                #expect(WorkingCalendar.french.isWorking(day) == !isShut, "\(day)")
            }
        }
    }

    @Test func theMovableOnesKeepTheirWeekdays() throws {
        for year in 1970...2199 {
            let easter = try Self.easter(year)
            #expect((easter + 1).weekday == 1 && FrenchHolidays.contains(easter + 1))
            #expect((easter + 39).weekday == 4 && FrenchHolidays.contains(easter + 39))
            #expect((easter + 50).weekday == 1 && FrenchHolidays.contains(easter + 50))
            // Good Friday is a holiday in Alsace and Moselle only; both Sundays are no others.
            for offset in [-2, 0, 49] {
                #expect(!FrenchHolidays.contains(easter + offset), "\(easter + offset)")
            }
        }
    }

    /// Working days of the months of a year, counted by hand: the week days less the holidays on
    /// them.
    @Test(arguments: [
        (2024, [22, 21, 21, 21, 19, 20, 23, 21, 21, 23, 19, 21]),
        (2025, [22, 20, 21, 21, 19, 20, 22, 20, 22, 23, 19, 22]),
        (2026, [21, 20, 22, 21, 17, 22, 22, 21, 22, 22, 20, 22]),
    ])
    func aMonthHasItsWorkingDays(year: Int, counts: [Int]) throws {
        for (month, count) in zip(1..., counts) {
            let days = try #require(Month(year: year, month: month)).days
            #expect(days.count(where: WorkingCalendar.french.isWorking) == count, "\(month)")
        }
    }
}
