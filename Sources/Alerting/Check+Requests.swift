import GarageNetwork

extension Check {
    /// From how many days on a request warns: the law gives a month to answer.
    static let requestDaysWarning = 20.0

    package static let requests = Check(
        name: "requests",
        meaning: "How old the oldest request of a person is that was not answered yet.",
        measure: { input in
            let facts = input.facts.requests
            let today = (input.now ?? input.facts.asOf)?.paris.day
            let age = facts.oldest.flatMap { first in today.map { max(0, $0 - first) } } ?? 0
            let isDue = facts.firstDue.flatMap { due in today.map { $0 >= due } } ?? false
            let words = facts.open == 1 ? "request waits" : "requests wait"
            return Measurement(
                text: facts.open == 0
                    ? "no request of a person waits for an answer"
                    : "\(facts.open) \(words) for an answer, the first for \(age) d"
                        + (facts.firstDue.map { ", due on \($0)" } ?? "")
                        + ": REQUESTS state=open",
                values: [
                    Value(name: "oldest_days", value: Double(age), isJudged: true),
                    // What the law asks for is critical whatever the caller asks.
                    Value(name: "due", value: isDue ? 1 : 0, limits: (1, 1)),
                    Value(name: "open", value: Double(facts.open)),
                ])
        },
        defaults: { _ in (requestDaysWarning, 31) })
}
