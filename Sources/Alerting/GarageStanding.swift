package import GarageNetwork
package import Matching

/// How one garage stands today: all that a rule may look at.
package struct GarageStanding: Sendable {
    package let garage: Garage
    package let monthEnd: MonthEnd
    package let received: Int
    package let today: Day
    /// Whom the garage could see at all; nil while nobody was counted.
    package let circumstances: Circumstances?
    /// Where the month is heading.
    package let prognosis: Prognosis
    /// How likely the month is to end below its band, and above it, by the network's own past.
    package let odds: MonthOdds

    /// A garage with what is known of it and of the network around it.
    package init(
        garage: Garage, monthEnd: MonthEnd, received: Int, today: Day,
        circumstances: Circumstances? = nil, pace: MonthPace = .ordinary,
        calibration: OddsCalibration = .standard
    ) {
        self.garage = garage
        self.monthEnd = monthEnd
        self.received = received
        self.today = today
        self.circumstances = circumstances
        prognosis = Prognosis(
            monthEnd, reachedByPerMonth: circumstances?.reachedByPerMonth, pace: pace)
        odds = monthEnd.isKnown ? MonthOdds(prognosis, calibration) : .unknown
    }

    /// Whether its month can be judged at all.
    ///
    /// A pause without an end takes a garage out; one that ends only shortens its month.
    package var isJudged: Bool {
        garage.isInNetwork && monthEnd.band.isInScope && monthEnd.isKnown
    }

    /// What a manager reads at a glance.
    package func verdict(_ thresholds: AlertThresholds) -> Verdict {
        if garage.status == .left || !monthEnd.band.isInScope { return .outOfScope }
        if odds.below >= odds.above {
            return switch AlertLevel(probability: odds.below, thresholds) {
            case .act, .warn: .starving
            case .watch: .low
            case nil: .onCourse
            }
        }
        return switch AlertLevel(probability: odds.above, thresholds) {
        case .act, .warn: .overloaded
        case .watch: .high
        case nil: .onCourse
        }
    }
}

/// How likely a garage's month is to end outside its band: what LOAD, FORECAST, ALERTS and CHECK
/// all read.
package struct MonthOdds: Equatable, Sendable {
    package let below: Double
    package let above: Double

    /// Nobody knows: no alarm.
    package static let unknown = MonthOdds(below: 0, above: 0)

    private init(below: Double, above: Double) {
        self.below = below
        self.above = above
    }

    init(_ prognosis: Prognosis, _ calibration: OddsCalibration) {
        self.init(
            below: prognosis.below.probability(calibration.below),
            above: prognosis.above.probability(calibration.above))
    }
}

/// The calibrations of both ways out of the band.
package struct OddsCalibration: Equatable, Sendable {
    package var below: Calibration
    package var above: Calibration

    package init(below: Calibration, above: Calibration) {
        self.below = below
        self.above = above
    }

    /// For a network without a past.
    package static let standard = OddsCalibration(below: .below, above: .above)
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
