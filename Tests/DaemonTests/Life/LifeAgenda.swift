import Foundation
import Support

/// What is still to happen in a rehearsed year, in the order of time.
struct LifeAgenda {
    enum Entry {
        /// A person asks: the number of the request.
        case request(Int)
        /// A garage says yes or no.
        case answer(code: String, isYes: Bool, reason: String)
        /// Somebody tells of a fact, on the day it happened or long after.
        case report(Report)
        case job(String)
        /// The dealers' systems send what they have gathered.
        case dealers
        /// A daemon is killed while it does a job.
        case accident
    }

    /// A dated step of a referral.
    struct Report {
        let code: String
        let step: String
        let on: String
        var cents: Int?
        var score: Int?
        /// Comes by the dealer's file, not by hand.
        let isByDealer: Bool
    }

    private var entries: [(at: Date, number: Int, entry: Entry)] = []
    private var next = 0

    mutating func add(_ entry: Entry, at: Date) {
        entries.append((at, next, entry))
        next += 1
        var place = entries.count - 1
        while place > 0, Self.isBefore(entries[place], entries[(place - 1) / 2]) {
            entries.swapAt(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
    }

    mutating func popFirst() -> (at: Date, entry: Entry)? {
        guard let first = entries.first else { return nil }
        let last = entries.removeLast()
        if !entries.isEmpty {
            entries[0] = last
            sink()
        }
        return (first.at, first.entry)
    }

    private mutating func sink() {
        var place = 0
        while true {
            var least = place
            for child in [2 * place + 1, 2 * place + 2] where child < entries.count {
                if Self.isBefore(entries[child], entries[least]) { least = child }
            }
            if least == place { return }
            entries.swapAt(place, least)
            place = least
        }
    }

    private static func isBefore(
        _ a: (at: Date, number: Int, entry: Entry), _ b: (at: Date, number: Int, entry: Entry)
    ) -> Bool {
        a.at == b.at ? a.number < b.number : a.at < b.at
    }
}

/// How the garages and the people of the rehearsal behave; the same for the same seed.
struct LifeHabits {
    private var random: Seeded
    private let calendar: Calendar

    init(seed: UInt64) {
        random = Seeded(seed: seed)
        calendar = LifeClock.calendar
    }

    mutating func isOneIn(_ n: Int) -> Bool { Int.random(in: 0..<n, using: &random) == 0 }
    mutating func shuffled<Value>(_ values: [Value]) -> [Value] { values.shuffled(using: &random) }

    /// One garage in eight never answers, one in eight mostly says no.
    mutating func answer(of garage: Int) -> (delayHours: Double, isYes: Bool, reason: String)? {
        let reason = ["full", "full", "brand", "closed", "hours"].randomElement(using: &random)
        let delay = Double.random(in: 0.2...70, using: &random)
        switch garage % 8 {
        case 3 where !isOneIn(10): return nil
        case 5: return (delay, isOneIn(4), reason ?? "full")
        default: return (delay, !isOneIn(12), reason ?? "full")
        }
    }

    /// The facts of an accepted referral, in the order in which they are told, which is not the one
    /// in which they happened.
    mutating func reports(
        of code: String, acceptedAt: Date, isDealer: Bool
    ) -> [(told: Date, report: LifeAgenda.Report)] {
        var steps: [(step: String, cents: Int?, score: Int?)] =
            isOneIn(10) ? [("no-show", nil, nil)] : []
        if steps.isEmpty || isOneIn(3) {
            steps += [("received", nil, nil), ("file", nil, nil), ("quoted", 31_250, nil)]
            steps.append(isOneIn(4) ? ("funding-wait", nil, nil) : ("quote-accepted", nil, nil))
            steps.append(isOneIn(5) ? ("not-repaired", nil, nil) : ("repaired", 29_900, nil))
            if isOneIn(2) { steps.append(("satisfaction", nil, 4)) }
        }
        // Dealers' systems leave some out.
        steps = steps.filter { _ in !isOneIn(6) }
        var day = acceptedAt
        var told: [(Date, LifeAgenda.Report)] = []
        for step in steps {
            day = day.addingTimeInterval(Double.random(in: 3...160, using: &random) * 3_600)
            let late = isOneIn(4) ? Double.random(in: 24...900, using: &random) : 1
            let report = LifeAgenda.Report(
                code: code, step: step.step, on: LifeClock.day(day), cents: step.cents,
                score: step.score, isByDealer: isDealer)
            told.append((day.addingTimeInterval(late * 3_600), report))
            if isOneIn(10) { told.append((day.addingTimeInterval(40 * 86_400), report)) }
        }
        return told
    }
}

/// Days and instants as they are written in Paris.
enum LifeClock {
    static let calendar: Calendar = {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: "Europe/Paris") ?? .gmt
        return calendar
    }()

    static func day(_ date: Date) -> String {
        let parts = calendar.dateComponents([.year, .month, .day], from: date)
        return String(
            format: "%04d-%02d-%02d", parts.year ?? 0, parts.month ?? 0, parts.day ?? 0)
    }

    static func instant(_ date: Date) -> String {
        let parts = calendar.dateComponents([.hour, .minute, .second], from: date)
        let offset = calendar.timeZone.secondsFromGMT(for: date) / 3_600
        return day(date)
            + String(
                format: "T%02d:%02d:%02d+%02d:00", parts.hour ?? 0, parts.minute ?? 0,
                parts.second ?? 0, offset)
    }

    /// A moment of a day, local time.
    static func date(_ text: String) -> Date? {
        let formatter = DateFormatter()
        formatter.calendar = calendar
        formatter.timeZone = calendar.timeZone
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.dateFormat = "yyyy-MM-dd'T'HH:mm:ss"
        return formatter.date(from: text)
    }
}
