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
    /// How many of its referrals wait for a funder past the date; nil for none.
    package var lateFunders: LateFunders?

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
        odds = MonthOdds(of: monthEnd, prognosis, calibration)
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
