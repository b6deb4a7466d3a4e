/// What one more person at a garage costs its month, while everybody who is still to come goes
/// where distance plus price is least.
///
/// **Source.** Dynamic pricing of a stock over a finite time (Gallego and van Ryzin, 1994) turned
/// around: the stock is the room of the band, prices are paid in kilometres, and the customers are
/// the requests of the last months come again. With `u(x)` the price at a count of `x`, and τ the
/// open time left,
///
///     du(x)/dτ = A(u(x + 1)) − A(u(x)),
///
/// where `A` is the surplus of the garage's ``ArrivalCurve``: who comes depends on the price. When
/// no time is left, `u` is what one more person is worth to the month then (``MonthEndWorth``).
struct ElasticPrice {
    /// For counts of 0 through one above the band's upper end: any count beyond costs as much as
    /// the last.
    private(set) var km: [Double] = []

    /// Computes the prices of a garage as they are `remaining` open months before the end.
    ///
    /// Explicit steps, in each of which fewer than one person is expected.
    ///
    /// - Complexity: O(people expected × `high`).
    mutating func settle(
        low: Int, high: Int, remaining: Double, arrivals: ArrivalCurve, worth: MonthEndWorth
    ) {
        km = (0...high + 1).map { worth.priceKm(at: $0, low: low, high: high) }
        if remaining > 0 {
            let expected = remaining * arrivals.rate(atPrice: worth.floorKm)
            let steps = Int((expected * Self.stepsPerPerson).rounded(.up)) + Self.stepsMin
            for _ in 0..<steps {
                goBack(by: remaining / Double(steps), arrivals)
            }
        }
        guard worth.isMonotone else { return }
        // Nobody is sent past a garage because it has too few to be worth filling.
        for count in 1...high + 1 { km[count] = max(km[count], km[count - 1]) }
    }

    private mutating func goBack(by months: Double, _ arrivals: ArrivalCurve) {
        var next = arrivals.surplus(atPrice: km[km.count - 1])
        for count in (0..<km.count - 1).reversed() {
            let own = arrivals.surplus(atPrice: km[count])
            km[count] += months * (next - own)
            next = own
        }
    }

    /// Above 1, so that the steps are stable.
    private static let stepsPerPerson = 1.2
    private static let stepsMin = 2
}
