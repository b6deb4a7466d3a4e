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

extension RandomAccessCollection<GarageStanding> where Index == Int {
    /// What was found, with all that its sentence needs.
    package func alert(_ found: FoundAlerts.Found) -> Alert {
        Alert(rule: found.rule, level: found.level, standing: self[found.place])
    }
}
