import Matching
import Testing

@Suite struct CalibrationTests {
    /// Forecasts of which as many come true as their recalibrated probability says.
    static func samples(
        _ truth: Calibration, count: Int = 40_000, seed: UInt64 = 7
    ) -> [Calibration.Sample] {
        var random = SplitMix64(seed: seed)
        return (0..<count).map { _ in
            let logit = -4 + 8 * random.unit()
            return Calibration.Sample(
                logit: logit, happened: random.unit() < truth.probability(logit))
        }
    }

    @Test(
        "the identity leaves every probability as it is",
        arguments: [(0.0, 0.5), (1.0986122886681098, 0.75), (-2.1972245773362196, 0.1)])
    func identity(logit: Double, probability: Double) {
        #expect(abs(Calibration.identity.probability(logit) - probability) < 1e-12)
    }

    @Test(
        "a fit finds the parameters that samples were made with",
        arguments: [(0.0, 1.0), (-0.9, 1.0), (1.5, 0.6), (-2, 2)])
    func recovers(intercept: Double, slope: Double) {
        let truth = Calibration(intercept: intercept, slope: slope)
        let fit = Calibration.identity.fitted(to: Self.samples(truth), ridge: 1)
        #expect(abs(fit.intercept - intercept) < 0.08, "\(fit)")
        #expect(abs(fit.slope - slope) < 0.08, "\(fit)")
    }

    @Test("what is calibrated stays as it is, and a fit never makes its own samples worse")
    func calibrated() {
        let samples = Self.samples(.below)
        let fit = Calibration.below.fitted(to: samples)
        #expect(abs(fit.intercept - Calibration.below.intercept) < 0.05)
        #expect(abs(fit.slope - Calibration.below.slope) < 0.05)
        let others = Self.samples(Calibration(intercept: 1, slope: 0.5))
        let better = Calibration.below.fitted(to: others)
        #expect(better.brier(others) < Calibration.below.brier(others))
    }

    @Test("a likelier forecast is likelier after any fit", arguments: 1...20)
    func monotone(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let samples = (0..<500).map { _ in
            Calibration.Sample(logit: -8 + 16 * random.unit(), happened: random.unit() < 0.5)
        }
        let fit = Calibration.above.fitted(to: samples)
        var before = 0.0
        for logit in stride(from: -14.0, through: 14, by: 0.25) {
            let probability = fit.probability(logit)
            #expect(probability > before && probability < 1)
            before = probability
        }
    }

    @Test("without samples nothing changes; with absurd ones nothing runs away")
    func bounds() {
        #expect(Calibration.below.fitted(to: []) == .below)
        for (logit, happened) in [(13.8, false), (-13.8, true), (0, true), (0, false)] {
            let same = [Calibration.Sample](
                repeating: Calibration.Sample(logit: logit, happened: happened), count: 100_000)
            let fit = Calibration.below.fitted(to: same, ridge: 0)
            #expect(Calibration.interceptRange.contains(fit.intercept), "\(fit)")
            #expect(Calibration.slopeRange.contains(fit.slope), "\(fit)")
        }
    }

    @Test("few samples move the parameters little, many as far as they say")
    func ridge() {
        let truth = Calibration(intercept: 1, slope: 1)
        let few = Calibration.identity.fitted(to: Self.samples(truth, count: 100))
        let many = Calibration.identity.fitted(to: Self.samples(truth, count: 100_000))
        #expect(abs(few.intercept) < 0.15)
        #expect(many.intercept > 0.9)
    }

    @Test("the same samples give the same parameters, to the last bit")
    func deterministic() {
        let samples = Self.samples(.above, count: 5_000)
        #expect(Calibration.below.fitted(to: samples) == Calibration.below.fitted(to: samples))
    }

    @Test("the Brier score is the mean squared error")
    func brier() {
        let samples = [
            Calibration.Sample(logit: 0, happened: true),
            Calibration.Sample(logit: 0, happened: false),
        ]
        #expect(Calibration.identity.brier(samples) == 0.25)
        #expect(Calibration.identity.brier([]) == 0)
    }
}
