import GarageNetwork
import Testing

@testable import garagectl

/// Days as people, dealers' systems and spreadsheets write them.
@Suite struct DayCellTests {
    @Test(arguments: [
        ("2026-11-24", "2026-11-24"), ("2026-11-24 00:00:00", "2026-11-24"),
        ("2026-11-24T10:00:00.000Z", "2026-11-24"),
        // Half past eleven at night in London is another day in Paris.
        ("2026-11-23T23:30:00Z", "2026-11-24"), ("2026-11-24T00:30:00+03:00", "2026-11-23"),
        ("24/11/2026", "2026-11-24"), ("24/11/2026 00:00", "2026-11-24"),
        ("24/11/2026 23:59:59", "2026-11-24"), ("4/1/2026 8:05", "2026-01-04"),
        // A year of two digits is one of this century, not the year 26.
        ("24/11/26", "2026-11-24"), ("24/11/26 00:00", "2026-11-24"), ("1/1/00", "2000-01-01"),
        ("01/01/2000", "2000-01-01"), ("2000-01-01", "2000-01-01"),
        // Numbers of spreadsheets, at both ends.
        ("36526", "2000-01-01"), ("73050", "2099-12-31"), ("45987", "2025-11-26"),
        ("46350", "2026-11-24"), ("46350,75", "2026-11-24"), ("46350.999", "2026-11-24"),
    ])
    func aDayIsRead(cell: String, expected: String) throws {
        #expect(try DayCell.day(cell).description == expected)
    }

    @Test(arguments: [
        "", "hier", "36525", "73051", "46350.", "46350.5.5", "-46350", "+46350", "4635a",
        "20261124",
        "24/11/2026 ", "24/11/2026 midi", "24/11/2026 10", "24/11/2026 10:00:00:00",
        "24/11/2026 100:00", "24/11/026", "24/11/02026", "31/02/26", "11/24/2026", "2026-02-29",
        "2026-11-24x",
    ])
    func whatIsNoDayIsRefused(cell: String) throws {
        let fault = try #require(throws: RowFault.self) { try DayCell.day(cell) }
        #expect(fault.reason.hasSuffix("is not a day, as 2026-11-24 or 24/11/2026"))
    }

    @Test(arguments: ["1999-12-31", "31/12/1999", "0026-11-24", "24/11/0026"])
    func aYearBeforeThisCenturyIsAMistake(cell: String) throws {
        let fault = try #require(throws: RowFault.self) { try DayCell.day(cell) }
        #expect(fault.reason == "'\(cell)' is before the year 2000")
    }

    /// Every day of the century by its number, against the days counted one by one.
    @Test func everyNumberOfTheRangeIsTheNextDay() throws {
        let first = try #require(Day("2000-01-01"))
        for serial in DayCell.serials {
            let day = try DayCell.day(String(serial))
            #expect(day == first + (serial - DayCell.serials.lowerBound))
        }
    }
}
