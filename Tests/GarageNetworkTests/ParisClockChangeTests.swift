import GarageNetwork
import Testing

/// The two days a year on which the clocks of Paris change, from 2024 to 2030.
@Suite struct ParisClockChangeTests {
    private static let springs = [
        "2024-03-31", "2025-03-30", "2026-03-29", "2027-03-28", "2028-03-26", "2029-03-25",
        "2030-03-31",
    ]
    private static let autumns = [
        "2024-10-27", "2025-10-26", "2026-10-25", "2027-10-31", "2028-10-29", "2029-10-28",
        "2030-10-27",
    ]

    @Test(arguments: springs)
    func inSpringTwoBecomesThree(text: String) throws {
        let change = try anInstant("\(text)T01:00:00Z")
        #expect(change.advanced(bySeconds: -1).iso8601 == "\(text)T01:59:59+01:00")
        #expect(Instant(microseconds: change.microseconds - 1).paris.offsetSeconds == 3_600)
        #expect(change.iso8601 == "\(text)T03:00:00+02:00")
    }

    @Test(arguments: autumns)
    func inAutumnThreeBecomesTwo(text: String) throws {
        let change = try anInstant("\(text)T01:00:00Z")
        #expect(change.advanced(bySeconds: -1).iso8601 == "\(text)T02:59:59+02:00")
        #expect(Instant(microseconds: change.microseconds - 1).paris.offsetSeconds == 7_200)
        #expect(change.iso8601 == "\(text)T02:00:00+01:00")
    }

    /// From the day before to the day after, each minute: there and back by its own text, and by
    /// what the wall shows.
    @Test(arguments: springs + autumns)
    func everyMinuteComesBack(text: String) throws {
        let day = try aDay(text)
        let isAutumn = Self.autumns.contains(text)
        let begins = Instant(paris: day + -1, secondsOfDay: 0)
        let ends = Instant(paris: day + 2, secondsOfDay: 0)
        let minutes = (ends.seconds - begins.seconds) / 60
        #expect(minutes == 3 * 1_440 + (isAutumn ? 60 : -60))
        var repeated = 0
        for minute in 0..<minutes {
            let instant = begins.advanced(bySeconds: minute * 60)
            #expect(Instant(iso8601: instant.iso8601) == instant)
            let wall = instant.paris
            let read = Instant(paris: wall.day, secondsOfDay: wall.secondsOfDay)
            if read != instant {
                repeated += 1
                #expect(read == instant.advanced(bySeconds: -3_600), "\(instant.iso8601)")
                #expect(instant.iso8601.hasPrefix("\(text)T02:"))
            }
        }
        #expect(repeated == (isAutumn ? 60 : 0))
    }

    @Test(arguments: springs)
    func anHourThatDoesNotExistIsAnHourLater(text: String) throws {
        let day = try aDay(text)
        for minute in 0..<60 {
            let skipped = Instant(paris: day, secondsOfDay: 7_200 + minute * 60)
            #expect(skipped == Instant(paris: day, secondsOfDay: 10_800 + minute * 60))
        }
    }

    /// The only days of a year whose noon is not 24 hours after the noon before.
    @Test(arguments: zip(springs, autumns))
    func noOtherDayOfTheYearChanges(spring: String, autumn: String) throws {
        let year = try aDay(spring).month.year
        let first = try aDay("\(year)-01-01")
        for offset in 0..<365 {
            let day = first + offset
            let hours =
                (Instant(paris: day, secondsOfDay: 43_200).seconds
                    - Instant(paris: day + -1, secondsOfDay: 43_200).seconds) / 3_600
            let expected: Int64 =
                day.description == spring ? 23 : day.description == autumn ? 25 : 24
            #expect(hours == expected, "\(day)")
        }
    }
}
