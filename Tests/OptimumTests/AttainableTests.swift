import GarageNetwork
import Matching
import Optimum
import Testing

@Suite struct AttainableTests {
    private func attainable(
        _ requests: [Simulation.Request], _ garages: [Garage]
    ) throws -> Attainable {
        try Attainable(in: .test(requests, garages))
    }

    private func people(_ count: Int, north km: Double) throws -> [Simulation.Request] {
        try (0..<count).map { _ in try .test(north: km) }
    }

    @Test func anEmptyMonthAttainsNothing() throws {
        #expect(try attainable([], []) == .none)
        #expect(Attainable.none.percent == 0 && Attainable.none.percentMax == 0)
        let garages = try [Garage.test(1, north: 0), .test(2, north: 0, min: 0)]
        #expect(
            try attainable([], garages) == Attainable(judged: 2, atLeast: 1, atMost: 1))
    }

    /// Bands of 5 to 10 at one place: by how many people there are.
    @Test(arguments: [(4, 0), (5, 1), (9, 1), (10, 2), (14, 2), (15, 3), (30, 3), (31, 2)])
    func peopleWhoReachEverybodyAreShared(count: Int, expected: Int) throws {
        let garages = try (1...3).map { try Garage.test($0, north: 0) }
        let found = try attainable(people(count, north: 5), garages)
        #expect(found.atLeast == expected && found.judged == 3)
        #expect(found.atMost >= expected && found.atMost <= expected + 1)
    }

    @Test func whatNobodyReachesIsNotAttained() throws {
        let garages = try [Garage.test(1, north: 0), .test(2, north: 200)]
        #expect(
            try attainable(people(20, north: 5), garages)
                == Attainable(judged: 2, atLeast: 0, atMost: 0))
        #expect(
            try attainable(people(10, north: 5), garages)
                == Attainable(judged: 2, atLeast: 1, atMost: 1))
    }

    @Test func aGarageThatIsShutForMostOfTheMonthIsNotJudged() throws {
        let shut = try #require(
            ClosedPeriod(first: aDay("2025-03-04"), last: aDay("2025-03-31")))
        let garages = try [Garage.test(1, north: 0, closures: [shut]), .test(2, north: 0)]
        #expect(
            try attainable(people(5, north: 5), garages)
                == Attainable(judged: 1, atLeast: 1, atMost: 1))
    }

    @Test func aCapBelowTheBandIsNoWayIntoIt() throws {
        let garages = try [Garage.test(1, north: 0, cap: 4)]
        #expect(
            try attainable(people(6, north: 0), garages)
                == Attainable(judged: 1, atLeast: 0, atMost: 0))
    }

    /// One garage in the middle holds what the two beside it need.
    @Test func oneIsGivenUpForTwo() throws {
        let garages = try [
            Garage.test(1, north: 0, min: 4, max: 4), .test(2, north: 30, min: 2, max: 2),
            .test(3, north: -30, min: 2, max: 2),
        ]
        let requests = try people(2, north: 20) + people(2, north: -20)
        #expect(try attainable(requests, garages).atLeast == 2)
    }

    @Test func aGarageThatIsPausedOrGoneIsNotJudged() throws {
        let garages = try [
            Garage.test(1, north: 0), .test(2, north: 0, status: .left),
            .test(3, north: 0, status: .paused(until: nil, reason: "full")),
        ]
        #expect(
            try attainable(people(7, north: 0), garages)
                == Attainable(judged: 1, atLeast: 1, atMost: 1))
    }

    /// Where many share a road, giving up one garage sometimes makes room for two.
    @Test func effortFindsMore() throws {
        var (quick, thorough) = (0, 0)
        for seed in UInt64(1)...200 {
            let basin = try MonthBasin.random(seed, garages: 10, people: 24, lowMax: 6)
            quick += try Attainable(in: basin, effort: .quick).atLeast
            thorough += try Attainable(in: basin).atLeast
        }
        #expect(quick < thorough, "\(quick) and \(thorough)")
    }

    @Test func theTruthIsBetweenBothLimits() throws {
        var exact = 0
        for seed in UInt64(1)...400 {
            let basin = try MonthBasin.random(seed)
            let truth = BruteForce(basin: basin).mostInBand()
            let thorough = try Attainable(in: basin)
            let quick = try Attainable(in: basin, effort: .quick)
            #expect(thorough.atLeast <= truth && truth <= thorough.atMost, "seed \(seed)")
            #expect(quick.atLeast <= thorough.atLeast && quick.atMost == thorough.atMost)
            if thorough.atLeast == truth { exact += 1 }
        }
        #expect(exact >= 398, "exact in \(exact) of 400")
    }

    /// The truth is that of a mixed-integer solver (HiGHS), which proved each of the twelve months
    /// from its own distances and bands.
    @Test func theSmallScenarioAttainsWhatAnotherSolverFound() throws {
        let scenario = try SmallScenario()
        let optimum = try #require(
            try Solved(requests: scenario.requests, garages: scenario.garages))
        let truth = 34 + 30 + 30 + 30 + 21 + 30 + 26 + 22 + 32 + 35 + 24 + 27
        #expect(optimum.attainable.judged == 473)
        #expect(optimum.attainable.atLeast <= truth && truth <= optimum.attainable.atMost)
        #expect(optimum.attainable.atLeast >= truth - 2)
        #expect(optimum.attainable.percent < optimum.attainable.percentMax)
    }

    @Test func plansAndBandsSayTheSame() throws {
        let garages = try (1...3).map { try Garage.test($0, north: 0) }
        let month = try aMonth("2025-03")
        let weights = WorkingCalendar.french.weights(of: month)
        let requests = try people(12, north: 5)
        let byPlans = try Attainable(
            requests: requests, garages: garages,
            plans: garages.map { GarageMonthPlan(of: $0, weights: weights, asOf: month.first) })
        #expect(byPlans == (try attainable(requests, garages)))
    }
}
