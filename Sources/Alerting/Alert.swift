import GarageNetwork
import Matching

/// One thing somebody should hear of.
package struct Alert: Sendable {
    package let rule: AlertRule
    package let level: AlertLevel
    package let standing: GarageStanding

    package var sentence: Sentence { rule.reason(standing) }
    package var key: Key { Key(rule: rule.name, garage: standing.garage.number) }

    /// What makes an alert the same one tomorrow: one rule speaks of one garage.
    package struct Key: Hashable, Sendable {
        package let rule: String
        /// The garage's number.
        package let garage: Int64

        package init(rule: String, garage: Int64) {
            self.rule = rule
            self.garage = garage
        }
    }
}

extension [GarageStanding] {
    /// Every alert of every rule, the loudest first, then by rule and garage.
    ///
    /// An alert that is open at a level keeps it until it is clearly no longer true
    /// (``AlertThresholds/clearMargin``).
    package func alerts(
        _ thresholds: AlertThresholds, open: [Alert.Key: AlertLevel] = [:]
    ) -> [Alert] {
        var found: [Alert] = []
        let kept = thresholds.lowered(by: AlertThresholds.clearMargin)
        for rule in AlertRule.all {
            for standing in self {
                let key = Alert.Key(rule: rule.name, garage: standing.garage.number)
                var level = rule.level(standing, thresholds)
                if let before = open[key], let still = rule.level(standing, kept) {
                    level = Swift.max(level ?? .watch, Swift.min(before, still))
                }
                if let level { found.append(Alert(rule: rule, level: level, standing: standing)) }
            }
        }
        return AlertLevel.allCases.reversed().flatMap { level in
            found.filter { $0.level == level }
        }
    }
}
