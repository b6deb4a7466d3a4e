/// Between how many and how many people a garage should receive in one month.
///
/// This is the only place where a target becomes a band: matching, alerts and reports all read it.
package struct MonthBand: Equatable, Sendable {
    /// The open working weight of the garage's month over that of the whole month, 0 to 1.
    package let share: Double
    /// The fewest people that are enough.
    package let min: Int
    /// The most that are not too many.
    package let max: Int
    /// Whether the garage is open enough for its month to be judged at all.
    package let isInScope: Bool

    /// Below a quarter of a month, too little is left for a count to mean anything.
    package static let shareMinInScope = 0.25

    /// The target, pro rata of the open working days: the lower end rounded (a half goes up), the
    /// upper end rounded up and never below the lower.
    ///
    /// `openWeight` is that of the garage's open days, from 0 through `totalWeight`, which is that
    /// of the whole month and never 0.
    package init(target: TargetBand, openWeight: Int, totalWeight: Int) {
        share = Double(openWeight) / Double(totalWeight)
        min = (2 * target.min * openWeight + totalWeight) / (2 * totalWeight)
        max = Swift.max(min, (target.max * openWeight + totalWeight - 1) / totalWeight)
        isInScope = share >= Self.shareMinInScope
    }

    /// Where a count stands against the band.
    package func position(of count: Int) -> Position {
        count < min ? .below : count > max ? .above : .inside
    }

    /// Where a month ended; the raw values are those of `band=`.
    package enum Position: String, CaseIterable, Sendable {
        case below
        case inside = "in"
        case above
    }
}
