import GarageNetwork
import Testing

@Suite struct TimeInstantTests {
    /// UTC, what a clock in Paris shows.
    @Test(arguments: [
        ("2026-11-24T17:00:00Z", "2026-11-24T18:00:00+01:00"),
        ("2026-07-14T10:00:00Z", "2026-07-14T12:00:00+02:00"),
        // The last second of winter and the first of summer, 2025.
        ("2025-03-30T00:59:59Z", "2025-03-30T01:59:59+01:00"),
        ("2025-03-30T01:00:00Z", "2025-03-30T03:00:00+02:00"),
        // The last second of summer and the first of winter, 2025.
        ("2025-10-26T00:59:59Z", "2025-10-26T02:59:59+02:00"),
        ("2025-10-26T01:00:00Z", "2025-10-26T02:00:00+01:00"),
        // A last Sunday that is the last day of its month.
        ("2024-03-31T01:00:00Z", "2024-03-31T03:00:00+02:00"),
        ("2027-10-31T01:00:00Z", "2027-10-31T02:00:00+01:00"),
        // Months and years turn at midnight in Paris.
        ("2025-12-31T22:59:59Z", "2025-12-31T23:59:59+01:00"),
        ("2025-12-31T23:00:00Z", "2026-01-01T00:00:00+01:00"),
        ("2025-12-31T23:30:00Z", "2026-01-01T00:30:00+01:00"),
        ("2026-05-31T21:59:59Z", "2026-05-31T23:59:59+02:00"),
        ("2026-05-31T22:00:00Z", "2026-06-01T00:00:00+02:00"),
        ("1970-01-01T00:00:00Z", "1970-01-01T01:00:00+01:00"),
        ("1969-12-31T22:59:59Z", "1969-12-31T23:59:59+01:00"),
        ("1969-06-30T21:30:00Z", "1969-06-30T23:30:00+02:00"),
    ])
    func anInstantIsShownInParis(utc: String, paris: String) throws {
        let instant = try anInstant(utc)
        #expect(instant.iso8601 == paris)
        #expect(Instant(iso8601: paris) == instant)
    }

    @Test(arguments: [
        ("2025-01-02T08:00:00", "2025-01-02T07:00:00Z"),
        ("2025-07-02 08:00:00", "2025-07-02T06:00:00Z"),
        // The hour that autumn repeats is its first; the hour that spring skips is an hour later.
        ("2025-10-26T02:30:00", "2025-10-26T00:30:00Z"),
        ("2025-03-30T02:30:00", "2025-03-30T01:30:00Z"),
        ("2025-03-30T01:59:59", "2025-03-30T00:59:59Z"),
        ("2025-03-30T03:00:00", "2025-03-30T01:00:00Z"),
        ("2025-10-26T03:00:00", "2025-10-26T02:00:00Z"),
    ])
    func aTimeWithoutAnOffsetIsThatOfParis(text: String, utc: String) throws {
        #expect(try anInstant(text) == Instant(iso8601: utc))
    }

    @Test(arguments: [
        "", "2025-01-02", "2025-01-02T08:00", "2025-01-02T24:00:00Z", "2025-01-02T08:60:00Z",
        "2025-01-02T08:00:60Z", "2025-01-02T08:00:00X", "2025-01-02T08:00:00+1:00",
        "2025-01-02T08:00:00+0100", "2025-01-02T08:00:00+16:00", "2025-01-02T08:00:00.Z",
        "2025-01-02T08:00:00.1234567Z", "2025-02-30T08:00:00Z", "2025-01-02t08:00:00Z",
        "2025-01-02T08:00:00Z ", "2025-01-02T-8:00:00Z",
    ])
    func aTextThatIsNoTimeIsNoInstant(text: String) {
        #expect(Instant(iso8601: text) == nil)
    }

    @Test func fractionsAndOffsetsAreRead() throws {
        let second = try anInstant("2025-01-02T08:00:00Z")
        #expect(
            Instant(iso8601: "2025-01-02T08:00:00.000001Z")?.microseconds
                == second.microseconds + 1)
        #expect(
            Instant(iso8601: "2025-01-02T08:00:00.5")?.microseconds
                == second.microseconds - 3_600_000_000 + 500_000)
        #expect(Instant(iso8601: "2025-01-02T03:30:00-04:30") == second)
        #expect(Instant(iso8601: "2025-01-02T13:30:00+05:30") == second)
    }

    @Test(arguments: [(0, 0), (999_999, 0), (1_000_000, 1), (-1, -1), (-1_000_000, -1)])
    func secondsAreRoundedDown(microseconds: Int64, seconds: Int64) {
        #expect(Instant(microseconds: microseconds).seconds == seconds)
    }

    @Test func theClockOnTheWallComesBackAtEveryHourOfAYear() throws {
        let start = try anInstant("2024-12-31T00:00:00Z")
        var changes = 0
        var offset = start.paris.offsetSeconds
        for hour in 0..<8_800 {
            let instant = start.advanced(bySeconds: Int64(hour) * 3_600)
            let paris = instant.paris
            if paris.offsetSeconds != offset { changes += 1 }
            offset = paris.offsetSeconds
            #expect((0..<86_400).contains(paris.secondsOfDay))
            let again = Instant(paris: paris.day, secondsOfDay: paris.secondsOfDay)
            // Only the hour that autumn repeats reads as the one before it.
            let isRepeated = instant.iso8601.hasPrefix("2025-10-26T02:00:00+01:00")
            #expect(again == (isRepeated ? instant.advanced(bySeconds: -3_600) : instant))
        }
        #expect(changes == 2)
    }

    @Test(arguments: [("2025-03-30", 23), ("2025-10-26", 25), ("2025-06-15", 24)])
    func aDayIsAsLongAsItIs(text: String, hours: Int64) throws {
        let day = try aDay(text)
        let begins = Instant(paris: day, secondsOfDay: 0)
        let ends = Instant(paris: day + 1, secondsOfDay: 0)
        #expect(ends.seconds - begins.seconds == hours * 3_600)
        #expect(begins.paris.day == day && ends.paris.day == day + 1)
        #expect(ends.advanced(bySeconds: -1).paris.day == day)
    }
}
