import GarageNetwork
import Matching
import Testing

@Suite struct MonthEndTests {
    private func monthEnd(_ day: String, committed: Int?) throws -> MonthEnd {
        let today = try aDay(day)
        let garage = try Garage.test(1)
        let weights = WorkingCalendar.french.weights(of: today.month)
        return MonthEnd(
            plan: GarageMonthPlan(of: garage, weights: weights, asOf: today), today: today,
            memory: GarageMemory(referrals: 10, openMonths: 2), committed: committed,
            isOpen: garage.isOpen(on: today))
    }

    @Test func withoutCountsThePriceIsZero() throws {
        let unknown = try monthEnd("2025-11-13", committed: nil)
        #expect(!unknown.isKnown)
        #expect(unknown.price == .unknown && unknown.price.km == 0 && unknown.committed == 0)
        for policy in MatchingPolicy.all { #expect(policy.priceKm(unknown) == 0) }
    }

    @Test func whatIsExpectedIsWhatIsThereAndWhatIsToCome() throws {
        let known = try monthEnd("2025-11-03", committed: 3)
        #expect(known.isKnown && known.isOpen && known.remaining == 1)
        #expect(known.forecast.shape == 15 && known.forecast.mean == 5)
        #expect(known.expected == 8)
    }

    @Test func thePriceIsThatOfItsParts() throws {
        let known = try monthEnd("2025-11-13", committed: 2)
        let price = MonthEndPrice(count: 2, low: 5, high: 10, forecast: known.forecast)
        #expect(known.price == price)
    }
}
