import GarageNetwork
import Testing

@Suite struct TimeDayTests {
    @Test(arguments: [
        ("1970-01-01", 0, 4), ("1970-01-02", 1, 5), ("1969-12-31", -1, 3), ("1968-02-29", -672, 4),
        ("2000-02-29", 11_016, 2), ("2000-03-01", 11_017, 3), ("2024-02-29", 19_782, 4),
        ("2025-01-01", 20_089, 3), ("2026-11-21", 20_778, 6), ("2100-03-01", 47_541, 1),
        ("0001-01-01", -719_162, 1), ("9999-12-31", 2_932_896, 5),
    ])
    func aDateIsItsNumberOfDays(text: String, ordinal: Int32, weekday: Int) throws {
        let day = try aDay(text)
        #expect(day.ordinal == ordinal)
        #expect(day.weekday == weekday)
        #expect(day.description == text)
        #expect(Day(ordinal: ordinal) == day)
    }

    @Test(arguments: [
        "", "2025", "2025-1-01", "2025-01-1", "2025-13-01", "2025-00-01", "2025-01-00",
        "2025-01-32", "2025-02-29", "2100-02-29", "2024-02-30", "2025-04-31", "0000-01-01",
        "2025/01/01", "2025-01-01 ", " 2025-01-01", "+025-01-01", "-025-01-01", "2025-01-0a",
        "２025-01-01", "20250101",
    ])
    func aTextThatIsNoDateIsNoDay(text: String) {
        #expect(Day(text) == nil)
    }

    @Test func everyDayOfFourHundredYearsComesBack() throws {
        // The calendar repeats after 400 years; one cycle, with a margin, is every case there is.
        let first = try aDay("1899-12-31")
        var (year, month, dayOfMonth) = (1899, 12, 31)
        for offset in 0..<146_500 {
            let day = first + offset
            let expected = try #require(Day(year: year, month: month, day: dayOfMonth))
            #expect(expected == day)
            #expect(day.dayOfMonth == dayOfMonth && day.month.month == month)
            #expect(day.weekday == (offset + 6) % 7 + 1)
            let lengths = [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
            dayOfMonth += 1
            if dayOfMonth > lengths[month - 1] { (month, dayOfMonth) = (month + 1, 1) }
            if month > 12 { (year, month) = (year + 1, 1) }
        }
    }

    private func isLeap(_ year: Int) -> Bool {
        (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
    }

    @Test func daysAreCountedAndOrdered() throws {
        let eve = try aDay("2024-12-31")
        let next = try aDay("2025-01-01")
        #expect(eve < next && next - eve == 1 && eve + 1 == next && next + -1 == eve)
    }
}

@Suite struct TimeMonthTests {
    @Test(arguments: [
        ("2024-02", 29), ("2025-02", 28), ("2100-02", 28), ("2000-02", 29), ("2025-01", 31),
        ("2025-04", 30), ("2025-12", 31), ("0001-01", 31), ("9999-11", 30),
    ])
    func aMonthHasItsDays(text: String, count: Int) throws {
        let month = try aMonth(text)
        #expect(month.description == text)
        #expect(month.dayCount == count)
        #expect(month.days.count == count)
        #expect(month.days.first == month.first && month.days.last == month.last)
        #expect(month.last - month.first == count - 1)
        #expect(month.days.allSatisfy { $0.month == month })
        #expect(month.next.first == month.last + 1)
    }

    @Test(arguments: ["2025-00", "2025-13", "2025-1", "2025-011", "0000-01", "2025/01", "", "2025"])
    func aTextThatIsNoMonthIsNone(text: String) {
        #expect(Month(text) == nil)
    }

    @Test func monthsFollowEachOther() throws {
        let december = try #require(Month(year: 2025, month: 12))
        let january = try #require(Month(year: 2026, month: 1))
        #expect(december.next == january && january.previous == december)
        #expect(december < january)
        var month = try #require(Month(year: 1970, month: 1))
        for index in 0..<2_400 {
            #expect(month.year == 1970 + index / 12 && month.month == index % 12 + 1)
            #expect(month.next.previous == month)
            month = month.next
        }
    }
}
