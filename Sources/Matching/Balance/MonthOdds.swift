/// How likely a garage's month is to end outside its band: what MATCH, LOAD, FORECAST, ALERTS and
/// CHECK all read.
package struct MonthOdds: Equatable, Sendable {
    package let below: Double
    package let above: Double

    /// Nobody knows: no alarm.
    package static let unknown = MonthOdds(below: 0, above: 0)

    package init(below: Double, above: Double) {
        self.below = below
        self.above = above
    }

    /// The odds of a prognosis; ``unknown`` where the month's count was not loaded.
    package init(of month: MonthEnd, _ prognosis: Prognosis, _ calibration: OddsCalibration) {
        guard month.isKnown else {
            self = .unknown
            return
        }
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
