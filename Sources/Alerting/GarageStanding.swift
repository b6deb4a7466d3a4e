package import GarageNetwork
package import Matching

/// How one garage stands today: all that a rule may look at.
package struct GarageStanding: Sendable {
    package let garage: Garage
    package let monthEnd: MonthEnd
    package let received: Int
    package let today: Day

    package init(garage: Garage, monthEnd: MonthEnd, received: Int, today: Day) {
        self.garage = garage
        self.monthEnd = monthEnd
        self.received = received
        self.today = today
    }

    /// What a manager reads at a glance.
    package func verdict(_ thresholds: AlertThresholds) -> Verdict {
        if garage.status == .left || !monthEnd.band.isInScope { return .outOfScope }
        let price = monthEnd.price
        if price.below >= price.endsAbove {
            return switch AlertLevel(probability: price.below, thresholds) {
            case .act, .warn: .starving
            case .watch: .low
            case nil: .onCourse
            }
        }
        return switch AlertLevel(probability: price.endsAbove, thresholds) {
        case .act, .warn: .overloaded
        case .watch: .high
        case nil: .onCourse
        }
    }
}

/// Where a garage's month is heading.
package enum Verdict: String, CaseIterable, Sendable {
    case starving, low
    case onCourse = "on-course"
    case high, overloaded
    /// Shut for most of the month, paused, or gone.
    case outOfScope = "out-of-scope"

    package var frenchLabel: String {
        switch self {
        case .starving: "en manque"
        case .low: "à surveiller (bas)"
        case .onCourse: "dans l'objectif"
        case .high: "à surveiller (haut)"
        case .overloaded: "surchargé"
        case .outOfScope: "hors mesure"
        }
    }
}
