import GarageNetwork
import Testing

@testable import Matching

/// One garage's prices by its own arithmetic, against what can be computed in another way.
@Suite struct ElasticPriceTests {
    private let scale = PriceScale(floorKm: -30, ceilingKm: 30)

    /// A curve on which `people` a month come at prices under each threshold.
    private func curve(_ thresholds: [(km: Double, people: Double)]) -> ArrivalCurve {
        var weights = Array(repeating: 0.0, count: scale.points)
        for (km, people) in thresholds {
            scale.add(people, threshold: km, to: &weights, from: 0)
        }
        var curve = ArrivalCurve(on: scale)
        curve.take(weights[...])
        return curve
    }

    private func prices(
        low: Int, high: Int, remaining: Double, _ arrivals: ArrivalCurve,
        worth: MonthEndWorth = .people
    ) -> [Double] {
        var month = ElasticPrice()
        month.settle(
            low: low, high: high, remaining: remaining, arrivals: arrivals, worth: worth)
        return month.km
    }

    @Test func atTheMonthsEndAPersonIsWorthWhatTheyAre() {
        let nobody = curve([])
        #expect(
            prices(low: 3, high: 5, remaining: 0, nobody, worth: .garages)
                == [-21, -13, -27, 0, 0, 23, 13])
        #expect(prices(low: 0, high: 0, remaining: 1, nobody, worth: .garages) == [23, 13])
        // Monotone: the step into the band no longer shows, for it would be a step down.
        #expect(prices(low: 3, high: 5, remaining: 0, nobody) == [-19, -14, -14, 0, 0, 18, 18])
    }

    @Test(arguments: [0.3, 1.0, 2.5, 7.0, 14.0])
    func peopleWhoAlwaysComeMakeItAnExpectation(people: Double) {
        // Nothing can send them elsewhere, so that the price is the mean worth of one more after
        // as many as come: each step brings one with the same chance, or none.
        let (low, high) = (5, 10)
        let found = prices(
            low: low, high: high, remaining: 1, curve([(1e9, people)]), worth: .garages)
        let steps = Int((people * 1.2).rounded(.up)) + 2
        let chance = people / Double(steps)
        for count in 0...high + 1 {
            var (expected, mass) = (0.0, 1.0)
            for _ in 0..<steps { mass *= 1 - chance }
            for come in 0...steps {
                expected +=
                    mass
                    * MonthEndWorth.garages.priceKm(
                        at: min(count + come, high + 1), low: low, high: high)
                mass *= Double(steps - come) / Double(come + 1) * chance / (1 - chance)
            }
            #expect(abs(found[count] - expected) < 1e-9)
        }
    }

    @Test func thePriceStaysBetweenItsWorths() {
        for people in [0.1, 3, 30, 300] {
            for remaining in [0.01, 0.5, 1] {
                let found = prices(
                    low: 5, high: 10, remaining: remaining, curve([(2, people), (9, people)]))
                #expect(found.allSatisfy { $0 >= -24 && $0 <= 18 })
                #expect(zip(found, found.dropFirst()).allSatisfy { $0 <= $1 })
            }
        }
    }

    @Test func moreTimeForTheSamePeopleCalmsThePrice() {
        let passing = curve([(1e9, 8)])
        let early = prices(low: 5, high: 10, remaining: 1, passing)[2]
        let late = prices(low: 5, high: 10, remaining: 0.1, passing)[2]
        #expect(late < early && late < 0)
    }

    @Test func aThresholdIsSharedSoThatItsMeanIsKept() {
        var weights = Array(repeating: 0.0, count: scale.points)
        scale.add(3, threshold: 4.25, to: &weights, from: 0)
        let mean = weights.indices.reduce(0) { $0 + weights[$1] * scale.km(at: $1) } / 3
        #expect(abs(mean - 4.25) < 1e-12 && weights.count { $0 > 0 } == 2)
        scale.add(2, threshold: -30, to: &weights, from: 0)
        scale.add(2, threshold: -99, to: &weights, from: 0)
        #expect(abs(weights.reduce(0, +) - 3) < 1e-12)
        scale.add(2, threshold: 1e9, to: &weights, from: 0)
        #expect(weights[scale.points - 1] == 2)
    }

    @Test func fewerComeAtAHigherPrice() {
        let arrivals = curve([(-10, 2), (0.5, 3), (12, 4), (1e9, 1)])
        #expect(arrivals.rate(atPrice: -29) == 10 && abs(arrivals.rate(atPrice: 20) - 1) < 1e-12)
        let rates = stride(from: -29.0, to: 29, by: 0.25).map(arrivals.rate(atPrice:))
        #expect(zip(rates, rates.dropFirst()).allSatisfy { $0 >= $1 })
        let step = 1e-3
        for km in stride(from: -28.6, to: 28, by: 1) {
            let slope =
                (arrivals.surplus(atPrice: km + step) - arrivals.surplus(atPrice: km)) / step
            #expect(abs(slope - arrivals.rate(atPrice: km)) < 1e-6)
        }
    }

    @Test func aRequestDrawsOnlyWhoIsInItsDetourAndOpen() {
        var pressure = DemandPressure()
        let three: [(index: Int32, km: Float)] = [(0, 2), (1, 10), (2, 17.5)]
        let shut: [(index: Int32, km: Float)] = [(3, 1)]
        pressure.add(three, timesPerMonth: 4, detourCapKm: 15, isOpen: { $0 != 3 })
        pressure.add(shut, timesPerMonth: 9, detourCapKm: 15, isOpen: { $0 != 3 })
        var weights: [Double] = []
        pressure.gather(at: [0, 0, 0, 0], garages: 4, on: scale, into: &weights)
        func people(_ garage: Int) -> Double {
            weights[garage * scale.points..<(garage + 1) * scale.points].reduce(0, +)
        }
        #expect(people(0) == 4 && people(1) == 4 && people(2) == 0 && people(3) == 0)
        // The nearest keeps them up to 8 km, the other would have to pay 8.
        #expect(weights[scale.point(below: 8)] == 4)
        #expect(weights[scale.points + scale.point(below: -8)] == 4)
    }
}
