import GarageNetwork
package import Matching

/// One thing somebody should hear of.
package struct Alert: Sendable {
    package let rule: AlertRule
    package let level: AlertLevel
    package let standing: GarageStanding

    package var sentence: AlertRule.Sentence { rule.reason(standing) }
}

extension NetworkSnapshot {
    /// How every garage that has not left stands, in the order of their ids.
    package var standings: [GarageStanding] {
        garages.indices.compactMap { index in
            guard garages[index].status != .left else { return nil }
            return GarageStanding(
                garage: garages[index], monthEnd: monthEnds[index],
                received: load(at: index, in: month).received, today: today)
        }
    }
}

extension [GarageStanding] {
    /// Every alert of every rule, the loudest first, then by rule and garage.
    package func alerts(_ thresholds: AlertThresholds) -> [Alert] {
        var found: [Alert] = []
        for level in AlertLevel.allCases.reversed() {
            for rule in AlertRule.all {
                for standing in self where rule.level(standing, thresholds) == level {
                    found.append(Alert(rule: rule, level: level, standing: standing))
                }
            }
        }
        return found
    }
}
