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
enum ElasticPrice {
    /// How many prices a garage has: for counts of 0 through one above its band's upper end; any
    /// count beyond costs as much as the last.
    static func count(upTo high: Int) -> Int { high + 2 }

    /// Fills a garage's prices as they are `remaining` open months before the end.
    ///
    /// Explicit steps, in each of which fewer than one person is expected.
    ///
    /// - Complexity: O(people expected × `high`).
    static func fill(
        _ prices: inout [Double], from first: Int, low: Int, high: Int, remaining: Double,
        arrivals: ArrivalCurve, worth: MonthEndWorth
    ) {
        for count in 0...high + 1 {
            prices[first + count] = worth.priceKm(at: count, low: low, high: high)
        }
        if remaining > 0 {
            pass(
                &prices, first...first + high + 1, remaining: remaining, arrivals: arrivals,
                floorKm: worth.floorKm)
        }
        guard worth.isMonotone else { return }
        // Nobody is sent past a garage because it has too few to be worth filling.
        for place in first + 1...first + high + 1 {
            prices[place] = max(prices[place], prices[place - 1])
        }
    }

    /// Goes back in time from the prices at the month's end.
    private static func pass(
        _ prices: inout [Double], _ places: ClosedRange<Int>, remaining: Double,
        arrivals: ArrivalCurve, floorKm: Double
    ) {
        let expected = remaining * arrivals.rate(atPrice: floorKm)
        let steps = Int((expected * stepsPerPerson).rounded(.up)) + stepsMin
        let step = remaining / Double(steps)
        let last = arrivals.surplus(atPrice: prices[places.upperBound])
        for _ in 0..<steps {
            var above = last
            for place in places.dropLast().reversed() {
                let own = arrivals.surplus(atPrice: prices[place])
                prices[place] += step * (above - own)
                above = own
            }
        }
    }

    /// Above 1, so that the steps are stable.
    private static let stepsPerPerson = 1.2
    private static let stepsMin = 2
}
