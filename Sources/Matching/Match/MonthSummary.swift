import GarageNetwork

/// What replies tell of a garage's month: some of ``MonthEnd``.
package struct MonthSummary: Sendable {
    package let committed: Int
    package let min: Int
    package let max: Int
    /// ``MonthEnd/isKnown``.
    let isKnown: Bool
    let thisWeek: Int
    /// ``MonthEndPrice/enters``.
    let enters: Double
    let reachedPerMonth: Double?

    init(_ month: MonthEnd) {
        committed = month.committed
        min = month.band.min
        max = month.band.max
        isKnown = month.isKnown
        thisWeek = month.thisWeek
        enters = month.price.enters
        reachedPerMonth = month.reachedPerMonth
    }
}
