/// What a person is worth to a month that ends with them, in kilometres.
///
/// The figures were chosen on generated years (other networks and other demand than those they are
/// reported on); garaged's Decisions tell what others gave.
struct MonthEndWorth: Sendable {
    /// One that was missing below the band.
    var missingKm: Double
    /// One too many above it.
    var excessKm: Double
    /// Beyond that: the one that brings the month into its band.
    var entryKm: Double
    /// Beyond that: the one that takes the month out of its band.
    var exitKm: Double
    /// Beyond that: a month's only one, since a garage that sees nobody leaves the network.
    var onlyKm: Double
    /// Whether a garage that has fewer may never be dearer.
    var isMonotone: Bool

    /// Counts people: each one missing or too many is about as bad as the next.
    static let people = MonthEndWorth(
        missingKm: 14, excessKm: 14, entryKm: 5, exitKm: 4, onlyKm: 5, isMonotone: true)

    /// Counts garages: a band just reached is worth giving up on a month that is lost anyway.
    static let garages = MonthEndWorth(
        missingKm: 13, excessKm: 13, entryKm: 14, exitKm: 10, onlyKm: 8, isMonotone: false)

    /// The price of one more at a count, when nobody else will come.
    func priceKm(at count: Int, low: Int, high: Int) -> Double {
        var km = count < low ? -missingKm : count < high ? 0 : excessKm
        if count == low - 1 { km -= entryKm }
        if count == high { km += exitKm }
        if count == 0, low > 0 { km -= onlyKm }
        return km
    }

    /// Below every price that can come of it.
    var floorKm: Double { -missingKm - entryKm - onlyKm }
    /// Above every price that can come of it.
    var ceilingKm: Double { excessKm + exitKm }
}

/// What the balance of a whole network looks after.
package enum BalanceGoal: CaseIterable, Sendable {
    /// As few people as possible missing below bands or too many above them.
    case people
    /// As many garages as possible in their band.
    case garages

    var worth: MonthEndWorth {
        switch self {
        case .people: .people
        case .garages: .garages
        }
    }
}
