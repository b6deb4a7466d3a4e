import GarageNetwork
import Matching

extension Check {
    package static let capacity = Check(
        name: "capacity",
        meaning: "How many garages are likely to end the month outside their band.",
        measure: { input in
            let below = input.count(.starving, from: .warn)
            let above = input.count(.overloaded, from: .warn)
            let committed = input.standings.reduce(0) { $0 + $1.monthEnd.committed }
            let all = input.standings.count
            return Measurement(
                text: "\(below) of \(all) garages are likely to end the month below their band,"
                    + " \(above) above",
                values: [
                    Value(name: "below", value: Double(below), isJudged: true),
                    Value(name: "above", value: Double(above), isJudged: true),
                    Value(name: "garages", value: Double(all)),
                    Value(name: "committed", value: Double(committed)),
                ])
        },
        defaults: { $0.shareLimits })

    package static let starving = Check(
        name: "starving",
        meaning: "How many garages are likely to end the month below their band.",
        measure: { input in
            counted(.starving, "are likely to end the month below their band", input)
        },
        defaults: { $0.shareLimits })

    package static let overloaded = Check(
        name: "overloaded",
        meaning: "How many garages are likely to end the month above their band.",
        measure: { input in
            counted(.overloaded, "are likely to end the month above their band", input)
        },
        defaults: { $0.shareLimits })

    package static let unplaced = Check(
        name: "unplaced",
        meaning: "How many people wait because no garage could take them, and since when.",
        measure: { input in
            let (people, days) = (input.waiting, input.waitingDays)
            let since = days == 0 ? "since today" : "for \(days) \(days == 1 ? "day" : "days")"
            let text =
                switch people {
                case 0: "nobody waits for a garage"
                case 1: "1 person waits for a garage, \(since)"
                default: "\(people) people wait for a garage, the first \(since)"
                }
            let thresholds = input.thresholds
            return Measurement(
                text: text,
                values: [
                    Value(name: "unplaced", value: Double(people), isJudged: true),
                    Value(
                        name: "oldest_days", value: Double(days),
                        limits: (thresholds.waitingDaysWarning, thresholds.waitingDaysCritical)),
                ])
        },
        defaults: { ($0.thresholds.unplacedWarning, $0.thresholds.unplacedCritical) })

    package static let stale = Check(
        name: "stale",
        meaning: "How many garages nobody has checked for a long time.",
        measure: { input in
            let count = input.count(.stale, from: .watch)
            return Measurement(
                text: "\(count) of \(input.standings.count) garages were last checked more than"
                    + " \(input.thresholds.staleAfterDays) days ago",
                values: [Value(name: "stale", value: Double(count), isJudged: true)])
        },
        defaults: { $0.shareLimits })

    package static let mute = Check(
        name: "mute",
        meaning: "How many garages let their last proposals pass without an answer.",
        measure: { input in
            let count = input.count(.mute, from: .watch)
            return Measurement(
                text: "\(count) of \(input.standings.count) garages do not answer",
                values: [Value(name: "mute", value: Double(count), isJudged: true)])
        },
        defaults: { $0.shareLimits })

    package static let store = Check(
        name: "store",
        meaning: "For how long the database has been away.",
        measure: { input in
            let seconds = input.storeAwaySeconds
            return Measurement(
                text: seconds > 0
                    ? "the database has been away for \(Int(seconds)) s: no referral can be written"
                    : "the database answers",
                values: [Value(name: "away", value: seconds, unit: "s", isJudged: true)])
        },
        defaults: {
            ($0.thresholds.storeAgeWarningSeconds, $0.thresholds.storeAgeCriticalSeconds)
        })

    private static func counted(
        _ rule: AlertRule, _ words: String, _ input: CheckInput
    ) -> Measurement {
        let count = input.count(rule, from: .warn)
        let causes = input.causes(of: rule, from: .warn)
        return Measurement(
            text: "\(count) of \(input.standings.count) garages \(words)"
                + (causes.isEmpty ? "" : ": \(causes)"),
            values: [Value(name: rule.name, value: Double(count), isJudged: true)])
    }
}
