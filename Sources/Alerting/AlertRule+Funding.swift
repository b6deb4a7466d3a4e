import GarageNetwork

extension AlertRule {
    package static let lateFunder = AlertRule(
        name: "late-funder",
        meaning: "A quote at the garage waits for a funder whose date has passed.",
        level: { standing, _ in
            standing.lateFunders.map { late in
                standing.today - late.since.paris.day >= lateFunderActDays ? .act : .warn
            }
        },
        reason: { standing in
            let (count, days) = (
                standing.lateFunders?.count ?? 0,
                standing.lateFunders.map { standing.today - $0.since.paris.day } ?? 0
            )
            return Sentence(
                french: "\(count) devis \(count == 1 ? "attend" : "attendent") un financeur dont"
                    + " la date est passée, le premier depuis \(days) j :"
                    + " REFERRALS waiting=manager garage=\(standing.garage.id)",
                english: "\(count) \(count == 1 ? "quote waits" : "quotes wait") for a funder"
                    + " whose date has passed, the first for \(days) d:"
                    + " REFERRALS waiting=manager garage=\(standing.garage.id)")
        })

    /// From how many days on after the date somebody must act: a person has had no car for weeks.
    package static let lateFunderActDays = 14
}

extension Check {
    package static let funding = Check(
        name: "funding",
        meaning: "How many quotes wait for a funder whose date has passed, and since when.",
        measure: { input in
            let late = input.facts.lateFunders
            let count = late.reduce(0) { $0 + $1.count }
            let since = late.map(\.since.paris.day).min()
            let today = (input.now ?? input.facts.asOf)?.paris.day
            let days = since.flatMap { first in today.map { max(0, $0 - first) } } ?? 0
            let words = count == 1 ? "quote waits" : "quotes wait"
            return Measurement(
                text: count == 0
                    ? "no quote waits for a funder past its date"
                    : "\(count) \(words) for a funder past its date, the first for \(days) d",
                values: [
                    Value(name: "late", value: Double(count), isJudged: true),
                    Value(
                        name: "oldest_days", value: Double(days),
                        limits: (7, Double(AlertRule.lateFunderActDays))),
                ])
        },
        defaults: { _ in (1, 10) })
}
