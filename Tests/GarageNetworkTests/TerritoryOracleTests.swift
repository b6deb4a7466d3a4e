import Foundation
import GarageNetwork
import Testing

/// Working time counted minute by minute with the machine's own calendar.
@Suite struct TerritoryOracleTests {
    private struct Wall {
        let hours: TerritoryHours
        let calendar: Calendar

        init(_ hours: TerritoryHours) throws {
            self.hours = hours
            var calendar = Calendar(identifier: .gregorian)
            switch hours.clock {
            case .paris:
                calendar.timeZone = try #require(TimeZone(identifier: "Europe/Paris"))
            case .fixed(let offset):
                calendar.timeZone = try #require(TimeZone(secondsFromGMT: offset))
            }
            self.calendar = calendar
        }

        /// Whether the doors are open in the minute that begins then.
        func isOpen(_ instant: Instant) -> Bool {
            let date = Date(timeIntervalSince1970: Double(instant.seconds))
            let wall = calendar.dateComponents(
                [.year, .month, .day, .weekday, .hour, .minute], from: date)
            guard let year = wall.year, let month = wall.month, let day = wall.day,
                let weekday = wall.weekday, let hour = wall.hour, let minute = wall.minute
            else { return false }
            let seconds = hour * 3_600 + minute * 60
            guard hours.opensSeconds <= seconds, seconds < hours.closesSeconds,
                hours.weekdays.contains((weekday + 5) % 7 + 1)
            else { return false }
            let holidays = (try? Self.national(year)) ?? []
            if holidays.contains([month, day]) { return false }
            return !hours.holidays.contains {
                switch $0 {
                case .goodFriday: Self.easter(year, plus: -2) == [month, day]
                case .fixed(let m, let d): m == month && d == day
                }
            }
        }

        /// Easter from a table: the machine's calendar knows none.
        static let easters = [2026: (4, 5), 2027: (3, 28), 2028: (4, 16)]

        static func easter(_ year: Int, plus days: Int) -> [Int] {
            guard let (month, day) = easters[year],
                let easter = Day(
                    year: year, month: month, day: day)
            else { return [] }
            let moved = easter + days
            return [moved.month.month, moved.dayOfMonth]
        }

        static func national(_ year: Int) throws -> [[Int]] {
            [[1, 1], [5, 1], [5, 8], [7, 14], [8, 15], [11, 1], [11, 11], [12, 25]]
                + [1, 39, 50].map { easter(year, plus: $0) }
        }
    }

    private static let texts = [
        ("62300", "08:00-18:00"), ("67000", "08:00-12:30 mon-sat"), ("97400", "07:30-16:00"),
        ("62300", "00:00-24:00 mon-sun"), ("97200", "08:00-18:00 tue-sat 06-01"),
        ("62300", "01:00-04:00 sun"),
    ]

    /// Where a year is most awkward: clock changes, Easter, New Year, Christmas.
    private static let starts = [
        "2026-03-27T15:03:00+01:00", "2026-10-23T11:41:00+02:00", "2026-12-23T17:55:00+01:00",
        "2027-03-24T07:10:00+01:00", "2028-12-20T20:00:00+01:00", "2026-12-19T03:15:00+01:00",
    ]

    @Test("working time, time to answer and reminder agree with a count of minutes")
    func minutes() throws {
        var random = SeededRandom(seed: 4)
        for (postcode, text) in Self.texts {
            let hours = try TerritoryHours(text, over: Territories().hours(at: postcode))
            let wall = try Wall(hours)
            for start in Self.starts {
                let start = try anInstant(start)
                // The instants at which each open minute ends.
                var ends: [Instant] = []
                var now = start
                while ends.count < 60 * 30, now.seconds - start.seconds < 40 * 86_400 {
                    let next = now.advanced(bySeconds: 60)
                    if wall.isOpen(now) { ends.append(next) }
                    now = next
                }
                let count = Int.random(in: 1...min(ends.count / 60, 29), using: &random)
                var own = hours
                own.answer = .workingHours(count)
                let by = own.answerBy(from: start, standardDays: 2)
                #expect(by == ends[count * 60 - 1], "\(text) \(start.iso8601) \(count)h")
                #expect(own.worked(from: start, until: by) == Int64(count) * 3_600_000_000)
                #expect(
                    own.moment(share: 0.5, from: start, until: by) == ends[count * 30 - 1],
                    "\(text) \(start.iso8601) half of \(count)h")
            }
        }
    }
}
