import Foundation
import Matching
import Testing

@Suite struct MonthEndPriceTests {
    private struct Vector: Decodable {
        let x, lo, hi: Int
        let remembered, open_months, remaining, shape, mean, price: Double
        let p_below, p_above, p_enters, p_leaves, p_none: Double
    }

    private func isNear(_ found: Double, _ expected: Double) -> Bool {
        abs(found - expected) <= 1e-9 * (1 + abs(expected))
    }

    @Test func allGoldenVectorsAreMet() throws {
        let vectors = try JSONDecoder().decode(
            [Vector].self, from: try Scenario.file("price_vectors.json"))
        #expect(vectors.count == 400)
        for vector in vectors {
            let memory = GarageMemory(
                referrals: vector.remembered, openMonths: vector.open_months)
            let forecast = Forecast(memory: memory, remaining: vector.remaining)
            let price = MonthEndPrice(
                count: vector.x, low: vector.lo, high: vector.hi, forecast: forecast)
            #expect(isNear(forecast.shape, vector.shape) && isNear(forecast.mean, vector.mean))
            #expect(isNear(price.km, vector.price))
            #expect(isNear(price.below, vector.p_below) && isNear(price.above, vector.p_above))
            #expect(isNear(price.enters, vector.p_enters))
            #expect(isNear(price.leaves, vector.p_leaves) && isNear(price.none, vector.p_none))
        }
    }

    /// Count, then price, below, above, enters, leaves, none, when nobody else will come.
    @Test(arguments: [
        (0, -18.0, 1.0, 0.0, 0.0, 0.0, 1.0), (3, -8, 1, 0, 0, 0, 0), (4, -28, 1, 0, 1, 0, 0),
        (5, 0, 0, 0, 0, 0, 0), (9, 0, 0, 0, 0, 0, 0), (10, 28.5, 0, 1, 0, 1, 0),
        (11, 9, 0, 1, 0, 0, 0), (48, 27.5, 0, 1, 0, 0, 0), (49, 28, 0, 1, 0, 0, 0),
        (50, 28, 0, 1, 0, 0, 0), (900, 28, 0, 1, 0, 0, 0),
    ])
    func aMonthThatIsOverIsCertain(
        count: Int, km: Double, below: Double, above: Double, enters: Double, leaves: Double,
        none: Double
    ) {
        let price = MonthEndPrice(
            count: count, low: 5, high: 10, forecast: Forecast(shape: 5, mean: 0))
        #expect(price.km == km)
        #expect(price.below == below && price.above == above && price.none == none)
        #expect(price.enters == enters && price.leaves == leaves)
    }

    @Test func aGarageWithoutAMinimumIsNotHelpedByItsFirstReferral() {
        let closed = MonthEndPrice(count: 0, low: 0, high: 0, forecast: Forecast(shape: 5, mean: 0))
        #expect(closed.km == 8 + 20 + 0.5)
        let open = MonthEndPrice(count: 0, low: 0, high: 3, forecast: Forecast(shape: 5, mean: 0))
        #expect(open.km == 0)
    }

    /// The distribution from its definition, by the gamma function.
    private func mass(_ k: Int, _ forecast: Forecast) -> Double {
        let (shape, mean) = (forecast.shape, forecast.mean)
        let (stop, go) = (shape / (shape + mean), mean / (shape + mean))
        return exp(
            lgamma(shape + Double(k)) - lgamma(shape) - lgamma(Double(k) + 1) + shape * log(stop)
                + Double(k) * log(go))
    }

    private func price(_ count: Int, _ low: Int, _ high: Int, _ forecast: Forecast) -> Double {
        func sum(_ range: Range<Int>) -> Double {
            range.reduce(0) { $1 < count ? $0 : $0 + mass($1 - count, forecast) }
        }
        func at(_ total: Int) -> Double { total < count ? 0 : mass(total - count, forecast) }
        var km = 8 * (1 - sum(0..<max(high, 0))) - 8 * sum(0..<low) - 20 * (at(low - 1) - at(high))
        if count == 0, low > 0 { km -= 10 * mass(0, forecast) }
        if count >= high { km += min(20, 0.5 * Double(count + 1 - high)) }
        return km
    }

    @Test func thePriceIsItsDefinition() {
        for (low, high) in [(5, 10), (0, 1), (1, 1), (3, 7), (0, 0), (20, 40)] {
            for mean in [1e-9, 0.01, 0.7, 3, 9, 30] {
                for shape in [5, 5.3, 12, 80.5] {
                    for count in [0, 1, 2, 4, 5, 9, 10, 11, 25, 41] {
                        let forecast = Forecast(shape: shape, mean: mean)
                        let found = MonthEndPrice(
                            count: count, low: low, high: high, forecast: forecast)
                        #expect(isNear(found.km, price(count, low, high, forecast)))
                    }
                }
            }
        }
    }

    @Test(arguments: [(900.0, 700.0), (3_000, 1_000), (20_000, 990), (50_000, 5_000)])
    func aGreatNumberDoesNotUnderflow(shape: Double, mean: Double) {
        let forecast = Forecast(shape: shape, mean: mean)
        let found = MonthEndPrice(count: 3, low: 900, high: 1_000, forecast: forecast)
        #expect(abs(found.km - price(3, 900, 1_000, forecast)) < 1e-6)
    }

    @Test func endingAboveIsWithoutTheReferralThatIsAskedAbout() {
        for count in 0...14 {
            let forecast = Forecast(shape: 7, mean: 3)
            let price = MonthEndPrice(count: count, low: 5, high: 10, forecast: forecast)
            let within = (0..<max(0, 11 - count)).reduce(0) { $0 + mass($1, forecast) }
            #expect(abs(price.endsAbove - (1 - within)) < 1e-12)
        }
    }

    @Test func moreReferralsMakeBelowLessAndAboveMoreLikely() {
        for mean in [0, 0.3, 2, 6, 14] {
            var last: MonthEndPrice?
            for count in 0...30 {
                let price = MonthEndPrice(
                    count: count, low: 5, high: 10, forecast: Forecast(shape: 8, mean: mean))
                for chance in [price.below, price.above, price.enters, price.leaves, price.none] {
                    #expect(chance >= 0 && chance <= 1)
                }
                #expect(price.km >= -38 && price.km <= 48.5)
                if let last {
                    #expect(price.below <= last.below + 1e-12)
                    #expect(price.above >= last.above - 1e-12)
                }
                last = price
            }
        }
    }

    @Test func aBusierForecastMakesBelowLessAndAboveMoreLikely() {
        for count in 0...12 {
            var last: MonthEndPrice?
            for mean in stride(from: 0.0, through: 15, by: 0.25) {
                let price = MonthEndPrice(
                    count: count, low: 5, high: 10, forecast: Forecast(shape: 8, mean: mean))
                if let last {
                    #expect(price.below <= last.below + 1e-12)
                    #expect(price.above >= last.above - 1e-12)
                }
                last = price
            }
        }
    }

    @Test func anOverloadedGarageCostsMoreWithEachReferralUntilTheMost() {
        let forecast = Forecast(shape: 12, mean: 4)
        for count in 11...60 {
            let one = MonthEndPrice(count: count, low: 5, high: 10, forecast: forecast)
            let next = MonthEndPrice(count: count + 1, low: 5, high: 10, forecast: forecast)
            #expect(count < 49 ? next.km > one.km : next.km == one.km)
        }
    }
}
