/// Why hours cannot be read: one sentence, without the text itself where that is long.
package struct TerritoryFault: Error, Equatable {
    package let reason: String
}

extension TerritoryHours: CustomStringConvertible {
    /// Reads hours as people write them: `08:00-17:00 mon-sat 2d +04:00`, in any order.
    ///
    /// Opening and closing time, the days worked (`mon-fri`, `tue,thu-sat`), the time to answer in
    /// working days or hours (`2d`, `12h`), the clock (`+04:00` or `paris`), days off
    /// (`good-friday`, `12-26` for 26 December, `no-local-holidays` for none). What is not said
    /// stays as in `base`.
    package init(_ text: String, over base: TerritoryHours) throws(TerritoryFault) {
        self = base
        var told: Set<String> = []
        let words = text.split(whereSeparator: \.isWhitespace)
        guard !words.isEmpty else { throw TerritoryFault(reason: "it is empty") }
        for word in words {
            let what = try read(word.lowercased())
            guard what == "day off" || told.insert(what).inserted else {
                throw TerritoryFault(reason: "it says \(what) twice")
            }
        }
    }

    /// Takes one word over, and says what it was about.
    private mutating func read(_ word: String) throws(TerritoryFault) -> String {
        if let (opens, closes) = try Self.hours(word) {
            (opensSeconds, closesSeconds) = (opens, closes)
            return "opening hours"
        }
        if let clock = try Self.clock(word) {
            self.clock = clock
            return "the clock"
        }
        if let answer = try Self.answer(word) {
            self.answer = answer
            return "the time to answer"
        }
        if word == "no-local-holidays" {
            holidays = []
            return "that there are no local holidays"
        }
        if let holiday = try Self.holiday(word) {
            holidays.insert(holiday)
            return "day off"
        }
        guard let days = Self.weekdays(word) else {
            throw TerritoryFault(
                reason:
                    "'\(word.prefix(24))' is none of hours (08:00-17:00), days (mon-sat), a time"
                    + " to answer (2d, 12h), a clock (+04:00, paris), a day off (12-26)")
        }
        weekdays = days
        return "the days worked"
    }

    private static func hours(_ word: String) throws(TerritoryFault) -> (Int, Int)? {
        let ends = word.split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2, ends[0].contains(":"), ends[1].contains(":") else { return nil }
        guard let opens = timeSeconds(ends[0]), let closes = timeSeconds(ends[1]) else {
            throw TerritoryFault(reason: "'\(word.prefix(24))' is not hours, as 08:00-17:00")
        }
        guard opens < closes else {
            throw TerritoryFault(reason: "'\(word)' closes before it opens")
        }
        return (opens, closes)
    }

    private static func clock(_ word: String) throws(TerritoryFault) -> LocalTime? {
        if word == "paris" { return .paris }
        guard let sign = word.first, sign == "+" || sign == "-" else { return nil }
        guard let seconds = timeSeconds(word.dropFirst()), seconds <= LocalTime.offsetSecondsMax
        else {
            throw TerritoryFault(reason: "'\(word.prefix(24))' is no clock, as +04:00 or -03:00")
        }
        return .fixed(offsetSeconds: sign == "-" ? -seconds : seconds)
    }

    private static func answer(_ word: String) throws(TerritoryFault) -> AnswerTime? {
        guard let unit = word.last, unit == "d" || unit == "h", word.count > 1,
            word.dropLast().utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        guard let count = Int(word.dropLast()), (1...answerMax).contains(count) else {
            throw TerritoryFault(
                reason: "'\(word.prefix(24))' is not 1 to \(answerMax) working days or hours")
        }
        return unit == "d" ? .workingDays(count) : .workingHours(count)
    }

    /// The longest time to answer, in working days or hours: more is a mistake of the unit.
    package static let answerMax = WorkingCalendar.answerDaysMax

    private static func holiday(_ word: String) throws(TerritoryFault) -> LocalHoliday? {
        if word == "good-friday" { return .goodFriday }
        let parts = word.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].first?.isNumber == true else { return nil }
        // A leap year, so that 29 February is a date.
        guard parts.allSatisfy({ $0.count == 2 }), let month = Int(parts[0]),
            let day = Int(parts[1]), Day(year: 2024, month: month, day: day) != nil
        else {
            throw TerritoryFault(
                reason: "'\(word.prefix(24))' is no date: month-day, as 12-26 for 26 December")
        }
        return .fixed(month: month, day: day)
    }

    private static func weekdays(_ word: String) -> Set<Int>? {
        var days: Set<Int> = []
        for part in word.split(separator: ",", omittingEmptySubsequences: false) {
            let ends = part.split(separator: "-", omittingEmptySubsequences: false)
                .map { names.firstIndex(of: String($0)) }
            guard ends.count <= 2, let first = ends.first ?? nil, let last = ends.last ?? nil,
                first <= last
            else { return nil }
            days.formUnion((first...last).map { $0 + 1 })
        }
        return days.isEmpty ? nil : days
    }

    private static let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

    /// `08:30`, to the end of the day, which is 24:00.
    private static func timeSeconds(_ text: Substring) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 }),
            parts.joined().utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let hours = Int(parts[0]), let minutes = Int(parts[1]), minutes < 60,
            hours * 60 + minutes <= 24 * 60
        else { return nil }
        return hours * 3_600 + minutes * 60
    }

    /// As it is read, everything said.
    package var description: String {
        var words = ["\(Self.time(opensSeconds))-\(Self.time(closesSeconds))"]
        words.append(weekdays.sorted().map { Self.names[$0 - 1] }.joined(separator: ","))
        switch answer {
        case .workingDays(let days): words.append("\(days)d")
        case .workingHours(let hours): words.append("\(hours)h")
        case nil: break
        }
        switch clock {
        case .paris: words.append("paris")
        case .fixed(let offset):
            words.append((offset < 0 ? "-" : "+") + Self.time(abs(offset)))
        }
        words.append("no-local-holidays")
        words += holidays.map { holiday in
            switch holiday {
            case .goodFriday: "good-friday"
            case .fixed(let month, let day): "\(padded(month, 2))-\(padded(day, 2))"
            }
        }.sorted()
        return words.joined(separator: " ")
    }

    private static func time(_ seconds: Int) -> String {
        "\(padded(seconds / 3_600, 2)):\(padded(seconds / 60 % 60, 2))"
    }
}
