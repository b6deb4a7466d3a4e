package import GarageNetwork

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// What a garage's past says, the recent past more: as known at the start of a day.
///
/// Both figures fade by e for every ``spanMonths`` of open working time, so a summer closure makes
/// nobody forget.
package struct GarageMemory: Equatable, Sendable {
    /// Referrals remembered.
    package private(set) var referrals: Double
    /// Open months they were gathered in, less than ``spanMonths``.
    package private(set) var openMonths: Double

    /// Three months: seasons are felt, a single good week is not.
    package static let spanMonths = 3.0

    /// That of a garage which has just come.
    package static let empty = GarageMemory(referrals: 0, openMonths: 0)

    /// A memory from its two figures.
    package init(referrals: Double, openMonths: Double) {
        self.referrals = referrals
        self.openMonths = openMonths
    }

    /// Open months since the memory began; infinite when that is too long ago to tell.
    package var openMonthsPassed: Double {
        -Self.spanMonths * log(max(0, 1 - openMonths / Self.spanMonths))
    }

    /// Goes from the start of one day to the start of a later one: `newReferrals` came on the
    /// first, and `exposure` open months went by.
    package mutating func pass(exposure: Double, newReferrals: Int) {
        let kept = exp(-exposure / Self.spanMonths)
        referrals = (referrals + Double(newReferrals)) * kept
        openMonths = openMonths * kept + (1 - kept) * Self.spanMonths
    }
}

extension GarageMemory {
    /// The memory at the start of `today`, from the history of all days from `start` on.
    ///
    /// The same, up to rounding, as passing through the days one by one; but a count of last week
    /// that is corrected today needs no more than to be computed again.
    ///
    /// - Complexity: O(days of the history × closed periods).
    package init(
        of history: DayHistory, since start: Day, at today: Day, exposures: ExposureTable,
        closed: ClosedDays
    ) {
        var referrals = 0.0
        for entry in history.entries
        where start <= entry.day && entry.day < today && entry.committed != 0 {
            let past = exposures.exposure(from: entry.day, until: today, outside: closed)
            referrals += Double(entry.committed) * exp(-past / Self.spanMonths)
        }
        let whole = exposures.exposure(from: start, until: today, outside: closed)
        self.init(
            referrals: referrals, openMonths: Self.spanMonths * (1 - exp(-whole / Self.spanMonths)))
    }
}

/// How many referrals each day brought to one garage; of two versions of a day the later stays.
package struct DayHistory: Equatable, Sendable {
    /// In order of the days.
    package private(set) var entries: [Entry] = []

    /// One day and what it brought.
    package struct Entry: Equatable, Sendable {
        package let day: Day
        package var committed: Int
        package var revision: Int64
    }

    /// A history without days.
    package init() {}

    /// Keeps a day's count unless a later version is known.
    ///
    /// - Returns: Whether the count of the day is another one now.
    package mutating func record(_ committed: Int, on day: Day, revision: Int64) -> Bool {
        let place = place(of: day)
        if place < entries.count, entries[place].day == day {
            guard revision > entries[place].revision else { return false }
            let isChanged = entries[place].committed != committed
            entries[place].committed = committed
            entries[place].revision = revision
            return isChanged
        }
        let entry = Entry(day: day, committed: committed, revision: revision)
        entries.insert(entry, at: place)
        return committed != 0
    }

    /// How many a day brought; 0 when it is not there.
    package func committed(on day: Day) -> Int {
        entry(on: day)?.committed ?? 0
    }

    /// What is known of a day.
    package func entry(on day: Day) -> Entry? {
        let place = place(of: day)
        return place < entries.count && entries[place].day == day ? entries[place] : nil
    }

    /// How many the days from one through another brought; looks at the latest days only.
    package func committed(from first: Day, through last: Day) -> Int {
        var sum = 0
        for entry in entries.reversed() {
            if entry.day < first { break }
            if entry.day <= last { sum += entry.committed }
        }
        return sum
    }

    /// The first entry that is not before a day; nearly every search is for the last one, or after.
    private func place(of day: Day) -> Int {
        guard let last = entries.last, day <= last.day else { return entries.count }
        if day == last.day { return entries.count - 1 }
        var (low, high) = (0, entries.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].day < day { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
