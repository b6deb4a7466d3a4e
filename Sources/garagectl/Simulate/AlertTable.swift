import Alerting

/// How good the warnings of a year were, day by day of the month, beside a straight line through
/// what had come.
struct AlertTable {
    let quality: AlertQuality

    /// One row for each day, each way out of a band, and each of the two who warned.
    var rows: [[JSONMember]] {
        AlertQuality.Side.allCases.flatMap { side in
            AlertQuality.days.flatMap { day in
                AlertQuality.Source.allCases.map { source in
                    row(day, side, source, quality.score(day: day, side, source))
                }
            }
        }
    }

    private func row(
        _ day: Int, _ side: AlertQuality.Side, _ source: AlertQuality.Source,
        _ score: AlertQuality.Score
    ) -> [JSONMember] {
        let counts = [
            ("judged", score.judged), ("happened", score.happened), ("warned", score.warned),
            ("hits", score.hits),
        ]
        let rates = [
            ("precision", score.precision), ("recall", score.recall), ("f1", score.f1),
            ("brier", score.brier),
        ]
        return [
            JSONMember(name: "ends", value: .text(side.rawValue)),
            JSONMember(name: "day", value: .number(String(day))),
            JSONMember(name: "by", value: .text(source.rawValue)),
        ] + counts.map { JSONMember(name: $0, value: .number(String($1))) }
            + rates.map { JSONMember(name: $0, value: .number($1.text(places: 3))) }
    }

    /// What the columns mean, for whoever reads the table for the first time.
    static let legend = [
        "by odds: a warning is a probability of one half or more at the start of that day.",
        "by line: what had come so far, carried on at the same pace to the end of the month.",
    ]
}
