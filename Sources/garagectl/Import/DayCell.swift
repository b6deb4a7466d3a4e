import GarageNetwork

/// A day as people and their programs write it in a cell.
enum DayCell {
    /// The numbers that spreadsheets keep days as, counted from 1900: 2000-01-01 to 2099-12-31.
    static let serials = 36_526...73_050
    /// What number 1970-01-01 has in a spreadsheet.
    private static let epochSerial = 25_569
    /// Before it, the year was mistyped or cut short.
    private static let earliest = Day(year: 2000, month: 1, day: 1)

    /// `2026-11-24`, `24/11/2026`, `24/11/26`, each with or without a time, or a spreadsheet's
    /// number, as 46350 or 46350,75.
    ///
    /// A year of two digits is one of this century. An instant with its zone is the day in Paris.
    static func day(_ cell: String) throws(RowFault) -> Day {
        guard let day = iso(cell) ?? french(cell) ?? serial(cell) else {
            throw RowFault(
                reason: "'\(cell.cut(to: 20))' is not a day, as 2026-11-24 or 24/11/2026")
        }
        if let earliest, day < earliest {
            throw RowFault(reason: "'\(cell.cut(to: 20))' is before the year 2000")
        }
        return day
    }

    /// `1980-02-29` or `29/02/1980`; a year of two digits could be either century's.
    static func birthDay(_ cell: String) -> Day? {
        if let day = iso(cell) { return day }
        guard cell.split(separator: "/").last?.utf8.count == 4 else { return nil }
        return french(cell)
    }

    private static func iso(_ cell: String) -> Day? {
        guard let day = Day(cell.prefix(10)) else { return nil }
        if cell.utf8.count == 10 { return day }
        guard "T ".contains(cell.dropFirst(10).prefix(1)) else { return nil }
        return Instant(iso8601: cell)?.paris.day ?? day
    }

    private static func french(_ cell: String) -> Day? {
        let halves = cell.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        guard let date = halves.first, halves.count == 1 || isTime(halves[1]) else { return nil }
        let parts = date.split(separator: "/", omittingEmptySubsequences: false)
        // Three digits of a year are a mistake, and two or four are one year.
        guard parts.count == 3, [2, 4].contains(parts[2].utf8.count),
            parts.allSatisfy(isDigits), let first = Int(parts[0]), let month = Int(parts[1]),
            let year = Int(parts[2])
        else { return nil }
        return Day(
            year: parts[2].utf8.count == 2 ? 2000 + year : year, month: month, day: first)
    }

    /// `10:00` or `10:00:00`.
    private static func isTime(_ text: Substring) -> Bool {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        return (2...3).contains(parts.count)
            && parts.allSatisfy { (1...2).contains($0.utf8.count) && isDigits($0) }
    }

    /// What follows the decimal sign is the time of the day.
    private static func serial(_ cell: String) -> Day? {
        let parts = cell.split(omittingEmptySubsequences: false) { $0 == "." || $0 == "," }
        guard (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty && isDigits($0) }),
            let number = Int(parts[0]), serials.contains(number)
        else { return nil }
        return Day(ordinal: Int32(number - epochSerial))
    }

    /// Whether there is nothing but digits: no sign, which numbers of this language may have.
    static func isDigits(_ text: Substring) -> Bool {
        text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }
}
