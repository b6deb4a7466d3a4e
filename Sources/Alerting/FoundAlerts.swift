import GarageNetwork

/// What the rules find in a network: which alerts there are, without what they say.
package struct FoundAlerts: Sendable {
    /// The loudest first, then by rule and garage.
    package private(set) var all: [Found] = []
    /// How many more there are, where a rule has more than ``perRuleMax``.
    package private(set) var leftOut: [LeftOut] = []

    /// So many alerts of one rule are kept; of more, the loudest, and of these the ones that are
    /// open already, then the first by id.
    ///
    /// A rule speaks once of a garage: a network of so many garages, fifty times the largest of its
    /// kind, loses none. In a larger one nobody rings up twenty thousand garages: what a manager
    /// needs of it is the number, which `ALERTS` tells in `more=` and `CHECK` counts over all
    /// garages. Every alert is a row that every daemon reads once a minute, and a million of them
    /// would take more than the network itself.
    package static let perRuleMax = 20_000

    /// One alert: some bytes.
    package struct Found: Sendable {
        /// The place of the garage among the standings.
        package let place: Int
        /// The garage's number.
        package let garage: Int64
        package let level: AlertLevel
        /// Among ``AlertRule/all``.
        fileprivate let rulePlace: Int

        package var rule: AlertRule { AlertRule.all[rulePlace] }
        package var key: Alert.Key { Alert.Key(rule: rule.name, garage: garage) }
    }

    /// Alerts of one rule at one level that were left out.
    package struct LeftOut: Sendable {
        package let rule: String
        package let level: AlertLevel
        package let count: Int
    }

    /// Looks at every garage once.
    ///
    /// An alert that is open at a level keeps it until it is clearly no longer true
    /// (``AlertThresholds/clearMargin``).
    ///
    /// - Complexity: O(garages × rules) in time; in memory a few bytes an alert that is kept.
    package init(
        in standings: some RandomAccessCollection<GarageStanding>, _ thresholds: AlertThresholds,
        open: [Alert.Key: AlertLevel] = [:], perRuleMax: Int = perRuleMax
    ) {
        let kept = thresholds.lowered(by: AlertThresholds.clearMargin)
        var sorted = AlertRule.all.map { _ in RuleAlerts() }
        for (place, standing) in standings.enumerated() {
            for (rulePlace, rule) in AlertRule.all.enumerated() {
                let before = open.isEmpty ? nil : open[Self.key(rule, standing)]
                var level = rule.level(standing, thresholds)
                if let before, let still = rule.level(standing, kept) {
                    level = max(level ?? .watch, min(before, still))
                }
                guard let level else { continue }
                sorted[rulePlace].add(
                    Found(
                        place: place, garage: standing.garage.number, level: level,
                        rulePlace: rulePlace),
                    isOpen: before != nil, max: perRuleMax)
            }
        }
        let byRule = sorted.map { $0.finish(max: perRuleMax) }
        for level in AlertLevel.allCases.reversed() {
            for (rule, found) in zip(AlertRule.all, byRule) {
                let (alerts, leftOut) = found[level] ?? ([], 0)
                all += alerts
                guard leftOut > 0 else { continue }
                self.leftOut.append(LeftOut(rule: rule.name, level: level, count: leftOut))
            }
        }
    }

    private static func key(_ rule: AlertRule, _ standing: GarageStanding) -> Alert.Key {
        Alert.Key(rule: rule.name, garage: standing.garage.number)
    }
}

/// The alerts of one rule while garages are looked at in their order.
private struct RuleAlerts {
    private struct Level {
        var open: [FoundAlerts.Found] = []
        var new: [FoundAlerts.Found] = []
        var count = 0
    }
    private var levels: [AlertLevel: Level] = [:]

    mutating func add(_ found: FoundAlerts.Found, isOpen: Bool, max: Int) {
        levels[found.level, default: Level()].count += 1
        if isOpen {
            guard levels[found.level]?.open.count ?? 0 < max else { return }
            levels[found.level]?.open.append(found)
        } else {
            guard levels[found.level]?.new.count ?? 0 < max else { return }
            levels[found.level]?.new.append(found)
        }
    }

    /// For each level what is kept, in the order of the garages, and how many are not.
    func finish(max: Int) -> [AlertLevel: (kept: [FoundAlerts.Found], leftOut: Int)] {
        var left = max
        var finished: [AlertLevel: (kept: [FoundAlerts.Found], leftOut: Int)] = [:]
        for name in AlertLevel.allCases.reversed() {
            guard let level = levels[name] else { continue }
            let kept = (level.open + level.new).prefix(left).sorted { $0.place < $1.place }
            left -= kept.count
            finished[name] = (kept, level.count - kept.count)
        }
        return finished
    }
}
