package import GarageNetwork

/// What is open, as the database last said, and what must change.
///
/// A pure value: the same alerts and the same rows always ask for the same changes, so that two
/// daemons which look at the same moment agree.
package struct AlertBook: Equatable, Sendable {
    /// What is open, by what it is about.
    package private(set) var open: [Alert.Key: OpenAlert] = [:]

    /// An empty book.
    package init() {}

    /// A book of the rows that the database holds.
    package init(_ rows: [OpenAlert]) {
        for row in rows { open[Alert.Key(rule: row.rule, garage: row.garage)] = row }
    }

    /// The levels that are open; a word that no level has is as good as closed.
    package var levels: [Alert.Key: AlertLevel] {
        open.compactMapValues { AlertLevel(rawValue: $0.level) }
    }

    /// What must be written so that exactly these alerts are open, at their levels; in their order.
    package func changes(
        to alerts: [FoundAlerts.Found], at instant: Instant?
    ) -> AlertChanges {
        var changes = AlertChanges(at: instant)
        var gone = open
        for alert in alerts {
            let key = alert.key
            let before = gone.removeValue(forKey: key)
            guard before?.level != alert.level.rawValue else { continue }
            changes.raised.append(
                AlertChanges.Entry(
                    rule: key.rule, garage: key.garage, level: alert.level.rawValue))
        }
        changes.cleared = gone.values.sorted { ($0.rule, $0.garage) < ($1.rule, $1.garage) }.map {
            AlertChanges.Entry(rule: $0.rule, garage: $0.garage, level: $0.level)
        }
        return changes
    }

    /// What happened between an earlier book and this one, whoever wrote it.
    package func events(since earlier: AlertBook) -> [AlertEvent] {
        var events: [AlertEvent] = []
        for (key, alert) in open {
            guard let before = earlier.open[key] else {
                events.append(AlertEvent(kind: .raised, alert: alert))
                continue
            }
            let levels = (AlertLevel(rawValue: before.level), AlertLevel(rawValue: alert.level))
            guard let old = levels.0, let new = levels.1, old != new else { continue }
            events.append(AlertEvent(kind: new > old ? .escalated : .eased, alert: alert))
        }
        for (key, alert) in earlier.open where open[key] == nil {
            events.append(AlertEvent(kind: .cleared, alert: alert))
        }
        return events.sorted {
            ($0.alert.rule, $0.alert.garage) < ($1.alert.rule, $1.alert.garage)
        }
    }
}

/// One step in the life of an alert.
package struct AlertEvent: Equatable, Sendable {
    package let kind: Kind
    package let alert: OpenAlert

    /// The raw value is the word that subscribers read.
    package enum Kind: String, CaseIterable, Sendable {
        case raised, escalated, eased, cleared
    }
}
