/// A day of the calendar, as the people of the network live it (Europe/Paris).
package struct Day: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Days since 1970-01-01, which is 0.
    package let ordinal: Int32

    package init(ordinal: Int32) { self.ordinal = ordinal }

    /// - Returns: nil unless the three numbers are a date between the years 1 and 9999.
    package init?(year: Int, month: Int, day: Int) {
        guard let month = Month(year: year, month: month), (1...month.dayCount).contains(day)
        else { return nil }
        self.init(ordinal: month.first.ordinal + Int32(day - 1))
    }

    /// Reads `2026-11-24`; nil when the text is anything else.
    package init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            let year = decimal(bytes[0..<4]), let month = decimal(bytes[5..<7]),
            let day = decimal(bytes[8..<10])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    package static func < (a: Day, b: Day) -> Bool { a.ordinal < b.ordinal }
    package static func + (day: Day, days: Int) -> Day { Day(ordinal: day.ordinal + Int32(days)) }
    package static func - (a: Day, b: Day) -> Int { Int(a.ordinal) - Int(b.ordinal) }

    /// 1 on Monday to 7 on Sunday.
    package var weekday: Int { (Int(ordinal) + 3).modulo(7) + 1 }

    /// The Monday of its week, which may be in the month before.
    package var monday: Day { self + (1 - weekday) }

    package var month: Month { Month(containing: civil) }

    /// 1 to 31.
    package var dayOfMonth: Int { civil.day }

    package var description: String {
        let (year, month, day) = civil
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }

    /// Year, month and day: the inverse of the count of days, by eras of 400 years that begin in
    /// March, so that the leap day is the last of its year.
    private var civil: (year: Int, month: Int, day: Int) {
        let z = Int(ordinal) + 719_468
        let era = (z >= 0 ? z : z - 146_096) / 146_097
        let dayOfEra = z - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * shifted + 2) / 5 + 1)
    }
}

/// A month of the calendar.
package struct Month: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let year: Int
    /// 1 to 12.
    package let month: Int

    /// - Returns: nil unless the year is 1 to 9999 and the month 1 to 12.
    package init?(year: Int, month: Int) {
        guard (1...9999).contains(year), (1...12).contains(month) else { return nil }
        self.year = year
        self.month = month
    }

    /// Reads `2026-11`; nil when the text is anything else.
    package init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count == 7, bytes[4] == UInt8(ascii: "-"), let year = decimal(bytes[0..<4]),
            let month = decimal(bytes[5..<7])
        else { return nil }
        self.init(year: year, month: month)
    }

    fileprivate init(containing civil: (year: Int, month: Int, day: Int)) {
        year = civil.year
        month = civil.month
    }

    private init(index: Int) {
        year = index / 12
        month = index % 12 + 1
    }

    package var first: Day {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = shiftedYear / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return Day(ordinal: Int32(era * 146_097 + dayOfEra - 719_468))
    }

    package var last: Day { next.first + -1 }
    package var dayCount: Int {
        switch month {
        case 2: isLeapYear ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
    package var days: [Day] { (0..<dayCount).map { first + $0 } }

    package var next: Month { Month(index: year * 12 + month) }
    package var previous: Month { Month(index: year * 12 + month - 2) }

    private var isLeapYear: Bool {
        (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
    }

    package static func < (a: Month, b: Month) -> Bool {
        (a.year, a.month) < (b.year, b.month)
    }

    package var description: String { "\(padded(year, 4))-\(padded(month, 2))" }
}

/// Digits only: no sign, no space.
func decimal(_ digits: ArraySlice<UInt8>) -> Int? {
    var value = 0
    for byte in digits {
        guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
        value = value * 10 + Int(byte - UInt8(ascii: "0"))
    }
    return digits.isEmpty ? nil : value
}

func padded(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

extension Int {
    /// The remainder that has the divisor's sign.
    func modulo(_ divisor: Int) -> Int { ((self % divisor) + divisor) % divisor }
}
