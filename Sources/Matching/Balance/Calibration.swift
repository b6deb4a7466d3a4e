#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Two numbers that turn a forecast's odds into those which the network's own past confirms.
///
/// **Source.** Logistic recalibration (D. R. Cox, 1958): logit p′ = intercept + slope · logit p.
/// The identity is 0 and 1. A slope above 1 says that the forecast was too timid.
package struct Calibration: Equatable, Sendable {
    package let intercept: Double
    package let slope: Double

    package init(intercept: Double, slope: Double) {
        self.intercept = intercept
        self.slope = slope
    }

    /// Leaves odds as they are.
    package static let identity = Calibration(intercept: 0, slope: 1)

    /// What a network without a past uses for a month that ends below its band, and above it.
    ///
    /// **Source.** The means of what was fitted to nine simulated years (three seeds at 1,500,
    /// 2,250 and 3,000 requests a month, 300 garages on the real communes of France, policy
    /// `balanced`), at the start of days 5, 10, 15, 20 and 25.
    package static let below = Calibration(intercept: -0.68, slope: 0.89)
    package static let above = Calibration(intercept: -1.55, slope: 0.84)

    /// The recalibrated probability of an event whose forecast has this logit.
    package func probability(_ logit: Double) -> Double {
        1 / (1 + exp(-(intercept + slope * logit)))
    }

    /// One forecast and what came of it.
    package struct Sample: Equatable, Sendable {
        package let logit: Double
        package let happened: Bool

        package init(logit: Double, happened: Bool) {
            self.logit = logit
            self.happened = happened
        }
    }

    /// How much a fit keeps to where it starts: as much as the information of some 1,500 forecasts
    /// at even odds, which is a month of 300 garages.
    package static let ridge = 300.0
    /// No fit goes beyond these, whatever it is fed.
    package static let interceptRange = -6.0...6.0
    package static let slopeRange = 0.2...4.0
    /// Newton's method doubles its digits a step; a fit that needs more steps is not better.
    private static let steps = 20

    /// The parameters that make samples likeliest, drawn to those it is called on: a maximum a
    /// posteriori estimate by Newton's method, the same for the same samples in the same order.
    ///
    /// - Complexity: O(samples), at most 20 times.
    package func fitted(to samples: [Sample], ridge: Double = Calibration.ridge) -> Calibration {
        var current = self
        for _ in 0..<Self.steps {
            let step = current.newtonStep(samples, from: self, ridge: max(ridge, Self.ridgeMin))
            let next = Calibration(
                intercept: (current.intercept + step.intercept).clamped(to: Self.interceptRange),
                slope: (current.slope + step.slope).clamped(to: Self.slopeRange))
            defer { current = next }
            if abs(next.intercept - current.intercept) + abs(next.slope - current.slope) < 1e-10 {
                break
            }
        }
        return current
    }

    /// So that samples which all say the same leave a system that can be solved.
    private static let ridgeMin = 1e-6

    /// The gradient of the penalised log-likelihood over its curvature.
    private func newtonStep(
        _ samples: [Sample], from start: Calibration, ridge: Double
    ) -> (intercept: Double, slope: Double) {
        var gradient = (
            -ridge * (intercept - start.intercept), -ridge * (slope - start.slope)
        )
        var (aa, ab, bb) = (ridge, 0.0, ridge)
        for sample in samples {
            let chance = probability(sample.logit)
            let error = (sample.happened ? 1 : 0) - chance
            let weight = chance * (1 - chance)
            gradient.0 += error
            gradient.1 += error * sample.logit
            aa += weight
            ab += weight * sample.logit
            bb += weight * sample.logit * sample.logit
        }
        let determinant = aa * bb - ab * ab
        return (
            ((bb * gradient.0 - ab * gradient.1) / determinant)
                .clamped(to: -Self.stepMax...Self.stepMax),
            ((aa * gradient.1 - ab * gradient.0) / determinant)
                .clamped(to: -Self.stepMax...Self.stepMax)
        )
    }

    /// A step is cut here: far from the answer, curvature overstates how far it is.
    private static let stepMax = 1.0

    /// The mean squared error of the probabilities; 0 without samples.
    package func brier(_ samples: [Sample]) -> Double {
        guard !samples.isEmpty else { return 0 }
        let sum = samples.reduce(0) { sum, sample in
            let error = probability(sample.logit) - (sample.happened ? 1 : 0)
            return sum + error * error
        }
        return sum / Double(samples.count)
    }
}

extension Double {
    func clamped(to range: ClosedRange<Double>) -> Double {
        Swift.min(Swift.max(self, range.lowerBound), range.upperBound)
    }
}
