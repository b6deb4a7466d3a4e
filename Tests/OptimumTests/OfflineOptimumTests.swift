import GarageNetwork
import Matching
import Optimum
import Testing

@Suite struct OfflineOptimumTests {
    @Test func aPeriodWithoutRequestsHasNoOptimum() throws {
        #expect(try Solved(requests: [], garages: [.test(1, north: 0)]) == nil)
    }

    /// By an independent computation: the linear programme of each month, its distances by the
    /// haversine formula and its bands in floating point, solved with HiGHS through SciPy's
    /// `linprog`, and its solution scored by the script that scores a file of decisions.
    @Test func theSmallScenarioCostsWhatAnotherSolverFound() throws {
        let scenario = try SmallScenario()
        let optimum = try #require(
            try Solved(requests: scenario.requests, garages: scenario.garages))
        let score = optimum.score
        #expect(abs(score.objectiveKmPerMonth / 885.8034044342407 - 1) < 1e-9)
        #expect(score.months == 12 && score.refusalsPerMonth == 0)
        // Other optima of the same cost may differ by a garage-month or two.
        #expect(abs(score.inBandPercent - 48.6258) < 0.5)
        #expect(score.extraKmMax <= 2 * YearScore.referralKm)
        #expect(optimum.choices.count == 2_500)
    }

    /// The first months of the year, each by itself.
    @Test(
        arguments: zip(["2025-01", "2025-02", "2025-03"], [548.3018799, 794.7673425, 802.108038]))
    func aMonthCostsWhatAnotherSolverFound(name: String, expected: Double) throws {
        let scenario = try SmallScenario()
        let month = try aMonth(name)
        let requests = scenario.requests.filter { $0.day.month == month }
        let optimum = try #require(
            try Solved(requests: requests, garages: scenario.garages))
        #expect(optimum.score.months == 1)
        #expect(abs(optimum.score.objectiveKmPerMonth / expected - 1) < 1e-8)
    }

    @Test func noPolicyCostsLess() throws {
        let scenario = try SmallScenario()
        let optimum = try #require(
            try Solved(requests: scenario.requests, garages: scenario.garages))
        for policy in MatchingPolicy.all {
            var simulation = Simulation(garages: scenario.garages, policy: policy)
            let score = try #require(simulation.run(scenario.requests) { _, _ in })
            #expect(optimum.score.objectiveKmPerMonth < score.objectiveKmPerMonth)
            #expect(optimum.score.unservedPercent == score.unservedPercent)
            #expect(score.inBandPercent <= optimum.attainable.percentMax)
        }
    }

    @Test func aChoiceIsOpenInReachAndCounted() throws {
        let scenario = try SmallScenario()
        let optimum = try #require(
            try Solved(requests: scenario.requests, garages: scenario.garages))
        var wrong = 0
        for (request, choice) in zip(scenario.requests, optimum.choices) {
            guard let choice else { continue }
            let isOpen = scenario.garages[choice.garage].isOpen(on: request.day)
            if !isOpen || choice.km > request.radiusKm || choice.km < choice.nearestKm {
                wrong += 1
            }
        }
        #expect(wrong == 0)
        let served = optimum.choices.count { $0 != nil }
        #expect(abs(100 - optimum.score.unservedPercent - Double(served) / 25) < 1e-9)
    }

    @Test func aMonthWithoutRequestsBetweenOthersCounts() throws {
        let garages = try [Garage.test(1, north: 0, min: 1, max: 2)]
        let optimum = try #require(
            try Solved(
                requests: [.test(north: 0, on: "2025-01-06"), .test(north: 0, on: "2025-03-03")],
                garages: garages))
        #expect(optimum.score.months == 3 && optimum.score.shortfallPerMonth == 1.0 / 3)
        #expect(optimum.attainable == Attainable(judged: 3, atLeast: 2, atMost: 2))
    }

    /// A month is told of when the next begins, the last at the end.
    @Test func choicesComeMonthByMonth() throws {
        var run = OptimumRun(garages: [try .test(1, north: 0, min: 1, max: 2)])
        let days = ["2025-01-06", "2025-01-31", "2025-03-03"]
        let told = try days.map { day in try run.add(.test(north: 0, on: day)).count }
        #expect(told == [0, 0, 2])
        #expect(try run.finish()?.choices.count == 1)
    }

    @Test func theSameRequestsGiveTheSameChoices() throws {
        let scenario = try SmallScenario()
        let first = try #require(
            try Solved(requests: scenario.requests, garages: scenario.garages))
        let second = try #require(
            try Solved(requests: scenario.requests, garages: scenario.garages))
        #expect(first.choices == second.choices && first.attainable == second.attainable)
    }
}
