/// From when on somebody is told: probabilities for a garage, shares for the network.
package struct AlertThresholds: Equatable, Sendable {
    /// The probabilities, of ending outside the band, from which a garage is watched, warned
    /// about and acted upon.
    package var watch = 0.3
    package var warn = 0.5
    package var act = 0.7
    /// The share of the network's garages from which a check warns, and is critical.
    package var shareWarning = 0.10
    package var shareCritical = 0.25
    /// How long what is written of a garage is believed.
    package var staleAfterDays = 180
    /// For how long the database may be away before a check warns, and is critical.
    package var storeAgeWarningSeconds = 30.0
    package var storeAgeCriticalSeconds = 300.0
    /// How many people may wait for a garage before a check warns, and is critical.
    package var unplacedWarning = 5.0
    package var unplacedCritical = 20.0
    /// How many days one person may wait before a check warns, and is critical.
    package var waitingDaysWarning = 7.0
    package var waitingDaysCritical = 21.0

    package init() {}

    /// How far a probability must fall below the threshold of a level before an alert leaves it:
    /// without it, a garage at a threshold would be told of twice a day.
    package static let clearMargin = 0.05

    func lowered(by margin: Double) -> AlertThresholds {
        var lowered = self
        lowered.watch -= margin
        lowered.warn -= margin
        lowered.act -= margin
        return lowered
    }
}

/// How loudly somebody is told.
package enum AlertLevel: String, CaseIterable, Comparable, Sendable {
    case watch, warn, act

    /// The level of a probability, or nil when nobody need be told.
    package init?(probability: Double, _ thresholds: AlertThresholds) {
        if probability >= thresholds.act {
            self = .act
        } else if probability >= thresholds.warn {
            self = .warn
        } else if probability >= thresholds.watch {
            self = .watch
        } else {
            return nil
        }
    }

    package static func < (a: AlertLevel, b: AlertLevel) -> Bool { a.rank < b.rank }

    private var rank: Int {
        switch self {
        case .watch: 0
        case .warn: 1
        case .act: 2
        }
    }
}
