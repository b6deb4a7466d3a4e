/// A point in time.
package struct Instant: Hashable, Comparable, Sendable {
    /// Microseconds since 1970-01-01T00:00:00Z.
    package let microseconds: Int64

    package init(microseconds: Int64) { self.microseconds = microseconds }

    /// The instant that a clock on a wall in Paris shows.
    ///
    /// In the hour that autumn repeats, the first of the two; in the hour that spring skips, the
    /// instant an hour later.
    package init(paris day: Day, secondsOfDay: Int) {
        let local = Int64(day.ordinal) * 86_400 + Int64(secondsOfDay)
        let summer = local - 7_200
        let offset = ParisTime.offsetSeconds(atUTC: summer) == 7_200 ? 7_200 : 3_600
        self.init(microseconds: (local - Int64(offset)) * 1_000_000)
    }

    /// Seconds since 1970, rounded down.
    package var seconds: Int64 {
        let whole = microseconds / 1_000_000
        return microseconds % 1_000_000 < 0 ? whole - 1 : whole
    }

    package func advanced(bySeconds seconds: Int64) -> Instant {
        Instant(microseconds: microseconds + seconds * 1_000_000)
    }

    package static func < (a: Instant, b: Instant) -> Bool { a.microseconds < b.microseconds }

    /// What a clock on a wall in Paris shows.
    package var paris: ParisTime { ParisTime(self) }

    /// `2026-11-24T18:00:00+01:00`: Paris time, to the second.
    package var iso8601: String {
        let local = paris
        let s = local.secondsOfDay
        let hours = padded(s / 3_600, 2)
        let minutes = padded(s / 60 % 60, 2)
        return "\(local.day)T\(hours):\(minutes):\(padded(s % 60, 2))"
            + "+\(padded(local.offsetSeconds / 3_600, 2)):00"
    }

    /// Reads `2026-11-24T18:00:00+01:00` or `…Z`, with an optional fraction of a second.
    ///
    /// Without an offset the time is Paris time. Nil when the text is anything else.
    package init?(iso8601 text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 19, bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: " "),
            let day = Day(String(decoding: bytes[0..<10], as: UTF8.self)),
            bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
            let hour = decimal(bytes[11..<13]), let minute = decimal(bytes[14..<16]),
            let second = decimal(bytes[17..<19]), hour < 24, minute < 60, second < 60
        else { return nil }
        var rest = bytes[19...]
        var fraction: Int64 = 0
        if rest.first == UInt8(ascii: ".") {
            let digits = rest.dropFirst().prefix { $0.isASCIILetterOrDigit && $0 < 0x3A }
            guard (1...6).contains(digits.count), let value = decimal(digits) else { return nil }
            fraction = Int64(value)
            for _ in digits.count..<6 { fraction *= 10 }
            rest = rest.dropFirst(1 + digits.count)
        }
        let secondsOfDay = hour * 3_600 + minute * 60 + second
        if rest.isEmpty {
            let whole = Instant(paris: day, secondsOfDay: secondsOfDay)
            self.init(microseconds: whole.microseconds + fraction)
            return
        }
        guard let offset = Self.offsetSeconds(Array(rest)) else { return nil }
        let utc = Int64(day.ordinal) * 86_400 + Int64(secondsOfDay) - Int64(offset)
        self.init(microseconds: utc * 1_000_000 + fraction)
    }

    private static func offsetSeconds(_ text: [UInt8]) -> Int? {
        if text == [UInt8(ascii: "Z")] { return 0 }
        guard text.count == 6, text[3] == UInt8(ascii: ":"), let hours = decimal(text[1..<3]),
            let minutes = decimal(text[4..<6]), hours <= 15, minutes < 60
        else { return nil }
        let seconds = hours * 3_600 + minutes * 60
        switch text[0] {
        case UInt8(ascii: "+"): return seconds
        case UInt8(ascii: "-"): return -seconds
        default: return nil
        }
    }
}

/// The day and the time of day in Paris.
///
/// The rule of the European Union since 1996 (directive 2000/84/EC): summer time from 01:00 UTC on
/// the last Sunday of March to 01:00 UTC on the last Sunday of October. It is written here rather
/// than read from the machine, so that months turn at the same instant on every machine.
package struct ParisTime: Equatable, Sendable {
    package let day: Day
    /// 0 to 86,399.
    package let secondsOfDay: Int
    /// 3,600 in winter, 7,200 in summer.
    package let offsetSeconds: Int

    init(_ instant: Instant) {
        offsetSeconds = Self.offsetSeconds(atUTC: instant.seconds)
        let local = instant.seconds + Int64(offsetSeconds)
        let days = (local - Int64(Int(local % 86_400).modulo(86_400))) / 86_400
        day = Day(ordinal: Int32(days))
        secondsOfDay = Int(local - days * 86_400)
    }

    static func offsetSeconds(atUTC seconds: Int64) -> Int {
        let days = (seconds - Int64(Int(seconds % 86_400).modulo(86_400))) / 86_400
        let year = Day(ordinal: Int32(days)).month.year
        guard let march = Month(year: year, month: 3), let october = Month(year: year, month: 10)
        else { return 3_600 }
        let begins = Int64(lastSunday(of: march).ordinal) * 86_400 + 3_600
        let ends = Int64(lastSunday(of: october).ordinal) * 86_400 + 3_600
        return begins <= seconds && seconds < ends ? 7_200 : 3_600
    }

    private static func lastSunday(of month: Month) -> Day {
        month.last + -(month.last.weekday % 7)
    }
}

/// Where the daemon reads the time: the machine's clock, or one set for a rehearsal.
package protocol Clock: Sendable {
    var now: Instant { get }
    /// Whether writes must carry this clock's time, because it is not the database's.
    var isSet: Bool { get }
}
