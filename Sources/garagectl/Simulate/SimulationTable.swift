import Matching
import Optimum

/// The comparison: what policies have done, and under them what was possible.
struct SimulationTable {
    private(set) var rows: [[JSONMember]] = []
    private let scale: Scale?
    private let showsTimes: Bool

    /// What gain is measured between.
    struct Scale {
        let nearest: YearScore
        let optimum: OfflineOptimum
    }

    /// Without a scale no gain is shown, nor what was possible.
    init(_ scale: Scale?, showsTimes: Bool) {
        self.scale = scale
        self.showsTimes = showsTimes
    }

    /// The names of the rows that no policy has.
    static let takenName = "done"
    static let optimumName = "optimum"
    static let mostName = "most-in-band"
    static let limitName = "no-more-than"

    mutating func add(_ policy: String, _ outcome: SimulationRun.Outcome) {
        let times = [
            ("p50_us", outcome.times.median, 1), ("p99_us", outcome.times.slow, 1),
        ]
        rows.append(row(policy, figures(of: outcome.score) + (showsTimes ? times : [])))
    }

    /// What the network really did.
    mutating func addTaken(_ score: YearScore) {
        rows.append(row(Self.takenName, figures(of: score)))
    }

    /// What was possible, had the whole month been known on its first day.
    mutating func addPossible() {
        guard let scale else { return }
        let attainable = scale.optimum.attainable
        rows.append(row(Self.optimumName, figures(of: scale.optimum.score)))
        rows.append(row(Self.mostName, [("in_percent", attainable.percent, 1)]))
        rows.append(row(Self.limitName, [("in_percent", attainable.percentMax, 1)]))
    }

    private func figures(of score: YearScore) -> [(String, Double, Int)] {
        let gain = scale.flatMap {
            score.gainCapturedPercent(from: $0.nearest, to: $0.optimum.score)
        }
        return [
            ("in_percent", score.inBandPercent, 1), ("below_percent", score.belowPercent, 1),
            ("above_percent", score.abovePercent, 1), ("zero_percent", score.zeroPercent, 1),
            ("unserved_percent", score.unservedPercent, 1), ("extra_km", score.extraKmMean, 2),
            ("extra_km_p95", score.extraKmP95, 1), ("extra_km_max", score.extraKmMax, 1),
            ("moved_percent", score.movedPercent, 1), ("gini", score.gini, 3),
        ] + (gain.map { [("gain_percent", $0, 1)] } ?? []) + [
            ("J_km_month", score.objectiveKmPerMonth, 0)
        ]
    }

    private func row(_ name: String, _ figures: [(String, Double, Int)]) -> [JSONMember] {
        [JSONMember(name: "policy", value: .text(name))]
            + figures.map { name, value, places in
                JSONMember(name: name, value: .number(value.text(places: places)))
            }
    }

    /// What the rows under the policies mean, for whoever reads the table for the first time.
    static let legend = [
        "gain: the way from nearest (0) to optimum (100), in J.",
        "optimum: the least J there could be, had each month been known on its first day.",
        "most-in-band: so many could be in it, were it all that counts: a way was found.",
        "no-more-than: no way at all has more garages in their band.",
    ]
}
