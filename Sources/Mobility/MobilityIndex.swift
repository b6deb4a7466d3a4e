/// How mobile a person is, in whole points from 0 (blocked) to 100 (no barrier).
///
/// It exists to follow one person from entry to exit. It is not `Comparable` on purpose: people are
/// never ranked by it, and nobody is refused help because of it.
package struct MobilityIndex: Equatable, Sendable {
    /// In 0...100.
    package let points: Int

    /// Computes the index of the dimensions that count.
    ///
    /// With dimension scores x and dimension weights W, and p = ``IndexRules/lowestPercent``:
    /// (100 − p) % · Σ(W·x) / ΣW + p % · min x, rounded to the nearest point, halves upwards.
    ///
    /// Everything before the rounding is an exact fraction. Hence 0, 50 and 100 are exact, and the
    /// index never falls when an answer rises: each x is monotone in each answer, so are mean and
    /// minimum, and so is the rounding.
    ///
    /// - Returns: nil when no dimension is given.
    init?(of scores: [DimensionScore], rules: IndexRules) {
        guard var lowest = scores.first else { return nil }
        // All x over one denominator: x = pointsPerScore · earned · (common / answered) / common.
        let common = scores.reduce(Int128(1)) { $0 * Int128($1.answeredWeight) }
        func overCommon(_ score: DimensionScore) -> Int128 {
            Int128(score.earned) * (common / Int128(score.answeredWeight))
        }
        var (sum, weight) = (Int128(0), Int128(0))
        for score in scores {
            sum += Int128(score.dimension.weight) * overCommon(score)
            weight += Int128(score.dimension.weight)
            if score.isLower(than: lowest) { lowest = score }
        }
        let share = Int128(rules.lowestPercent)
        let mixed = (100 - share) * sum + share * weight * overCommon(lowest)
        points = MobilityIndex.roundHalfUp(
            Int128(DimensionScore.pointsPerScore) * mixed, over: 100 * weight * common)
    }

    /// The nearest whole number to a fraction that is not negative, the upper one of two.
    static func roundHalfUp(_ numerator: Int128, over denominator: Int128) -> Int {
        Int((2 * numerator + denominator) / (2 * denominator))
    }
}
