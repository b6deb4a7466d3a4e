/// The eleven public holidays of France, by article L3133-1 of the Labour Code.
///
/// Alsace and Moselle have two more (Good Friday and 26 December); a garage there that shuts on
/// them says so in its closures.
package enum FrenchHolidays {
    /// Whether a day is one of the eleven.
    package static func contains(_ day: Day) -> Bool {
        let month = day.month
        switch (month.month, day.dayOfMonth) {
        case (1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25): return true
        default: break
        }
        // Those that follow Easter fall between 23 March and 14 June.
        guard (3...6).contains(month.month), let easter = easter(of: month.year) else {
            return false
        }
        return daysAfterEaster.contains(day - easter)
    }

    /// The holidays of a year, in order; empty outside the years 1 to 9999.
    package static func of(_ year: Int) -> [Day] {
        guard let easter = easter(of: year) else { return [] }
        let fixed = [(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)]
        let days = fixed.compactMap { Day(year: year, month: $0.0, day: $0.1) }
        // Ascension can fall on 1 or 8 May, which is then one holiday, not two.
        return Set(days + daysAfterEaster.map { easter + $0 }).sorted()
    }

    /// Easter Sunday; nil outside the years 1 to 9999.
    ///
    /// **Source.** The anonymous Gregorian computus (Nature, 20 April 1876), exact for every year
    /// of the Gregorian calendar.
    package static func easter(of year: Int) -> Day? {
        let golden = year % 19
        let (century, yearOfCentury) = (year / 100, year % 100)
        let correction = (century - (century + 8) / 25 + 1) / 3
        let epact = (19 * golden + century - century / 4 - correction + 15) % 30
        let toSunday =
            (32 + 2 * (century % 4) + 2 * (yearOfCentury / 4) - epact
                - yearOfCentury % 4) % 7
        let exception = (golden + 11 * epact + 22 * toSunday) / 451
        let shifted = epact + toSunday - 7 * exception + 114
        return Day(year: year, month: shifted / 31, day: shifted % 31 + 1)
    }

    /// Easter Monday, Ascension, Whit Monday.
    private static let daysAfterEaster = [1, 39, 50]
}
