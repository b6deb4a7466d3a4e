package import GarageNetwork
package import Matching

/// What was foreseen of past months, and what came: from which the odds are recalibrated.
package struct PastOdds: Equatable, Sendable {
    private var months: [Month: Samples] = [:]

    private struct Samples: Equatable, Sendable {
        var below: [Calibration.Sample] = []
        var above: [Calibration.Sample] = []
    }

    /// How many months a calibration looks back on.
    package static let monthsBack = 12
    /// Fewer forecasts than this are not worth a calibration of their own.
    package static let samplesMin = 300

    package init() {}

    /// Notes what was foreseen of a garage's month at one of its days, and what it ended with.
    package mutating func add(_ prognosis: Prognosis, band: MonthBand, end: Int, month: Month) {
        if case .open(let logit) = prognosis.below {
            months[month, default: Samples()].below.append(
                Calibration.Sample(logit: logit, happened: end < band.min))
        }
        if case .open(let logit) = prognosis.above {
            months[month, default: Samples()].above.append(
                Calibration.Sample(logit: logit, happened: end > band.max))
        }
    }

    /// The calibrations for a month, from the months before it.
    package func fit(for month: Month) -> FittedOdds {
        var all = Samples()
        var past = month
        for _ in 0..<Self.monthsBack {
            past = past.previous
            guard let samples = months[past] else { continue }
            all.below += samples.below
            all.above += samples.above
        }
        return FittedOdds(
            month: month, below: FittedOdds.Side(all.below, from: .below),
            above: FittedOdds.Side(all.above, from: .above))
    }
}

/// A calibration and what it rests on: a row of the table the daemons share.
package struct FittedOdds: Equatable, Sendable {
    package let month: Month
    package let below: Side
    package let above: Side

    package struct Side: Equatable, Sendable {
        package let calibration: Calibration
        package let samples: Int
        /// The mean squared error with the standard parameters, and with these.
        package let brierBefore: Double
        package let brierAfter: Double

        init(_ samples: [Calibration.Sample], from standard: Calibration) {
            calibration =
                samples.count < PastOdds.samplesMin ? standard : standard.fitted(to: samples)
            self.samples = samples.count
            brierBefore = standard.brier(samples)
            brierAfter = calibration.brier(samples)
        }
    }

    package var calibration: OddsCalibration {
        OddsCalibration(below: below.calibration, above: above.calibration)
    }

    /// Whether there was enough of a past for a calibration of the network's own.
    package var isOwn: Bool {
        min(below.samples, above.samples) >= PastOdds.samplesMin
    }
}
