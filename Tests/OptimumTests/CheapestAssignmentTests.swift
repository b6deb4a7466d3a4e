import GarageNetwork
import Matching
import Optimum
import Testing

@Suite struct CheapestAssignmentTests {
    /// Where everybody went, as garage numbers; 0 is nowhere.
    private func garages(
        _ requests: [Simulation.Request], _ garages: [Garage]
    ) throws -> [Int] {
        let basin = try MonthBasin.test(requests, garages)
        return try CheapestAssignment(of: basin).choices.map { choice in
            choice.map { Int(basin.table.garages[$0]) + 1 } ?? 0
        }
    }

    @Test func aMonthWithoutPeopleHasNoChoices() throws {
        #expect(try garages([], [.test(1, north: 0)]) == [])
        #expect(try garages([.test(north: 0)], []) == [0])
    }

    @Test func theNearestIsTakenWhereNothingElseCounts() throws {
        let network = try [Garage.test(1, north: 0, min: 0), .test(2, north: 10, min: 0)]
        let people = try [2.0, 8, 4, 6].map { try Simulation.Request.test(north: $0) }
        #expect(try garages(people, network) == [1, 2, 1, 2])
    }

    /// A missing referral is worth 15 km: who stands at 0 has 14 or 16 km further to go.
    @Test(arguments: [(14.0, 2), (16.0, 1)])
    func aDetourUpToTheWorthOfAReferralIsMade(km: Double, expected: Int) throws {
        let network = try [
            Garage.test(1, north: 0, min: 0), .test(2, north: km, min: 1, max: 1),
        ]
        #expect(try garages([.test(north: 0)], network) == [expected])
    }

    /// From one above its band to one below: 30 km.
    @Test(arguments: [(29.0, [1, 2]), (31.0, [1, 1])])
    func nobodyGoesFurtherThanTwoReferralsAreWorth(km: Double, expected: [Int]) throws {
        let network = try [
            Garage.test(1, north: 0, min: 0, max: 1), .test(2, north: km, min: 1, max: 1),
        ]
        let people = try [Simulation.Request.test(north: 0), .test(north: 0)]
        #expect(try garages(people, network).sorted() == expected)
    }

    @Test func aFullGarageTurnsAwayWhoHasNoOther() throws {
        let network = try [Garage.test(1, north: 0, cap: 2)]
        let people = try (0..<4).map { _ in try Simulation.Request.test(north: 1) }
        #expect(try garages(people, network).sorted() == [0, 0, 1, 1])
    }

    @Test func closedPausedAndFarGaragesTakeNobody() throws {
        let shut = try #require(
            ClosedPeriod(first: aDay("2025-03-03"), last: aDay("2025-03-03")))
        let network = try [
            Garage.test(1, north: 0, closures: [shut]), .test(2, north: 0, status: .left),
            .test(3, north: 0, status: .paused(until: nil, reason: "full")),
            .test(4, north: 20),
        ]
        let people = try [
            Simulation.Request.test(north: 0, radiusKm: 10), .test(north: 0, radiusKm: 30),
            .test(north: 0, radiusKm: 10, on: "2025-03-04"),
        ]
        #expect(try garages(people, network) == [0, 4, 1])
    }

    @Test("no other assignment costs less", arguments: [false, true])
    func bruteForceFindsNothingBetter(isCapped: Bool) throws {
        for seed in UInt64(1)...300 {
            let basin = try MonthBasin.random(seed, isCapped: isCapped)
            let choices = try CheapestAssignment(of: basin).choices
            let cost = cost(of: choices, in: basin)
            let least = BruteForce(basin: basin).leastCost()
            // A micrometre for each of six people.
            #expect(abs(cost - least) < 6e-9, "seed \(seed): \(cost) instead of \(least)")
        }
    }

    private func cost(of choices: [Int?], in basin: MonthBasin) -> Double {
        var loads = Array(repeating: 0, count: basin.bands.count)
        var cost = 0.0
        for (request, choice) in zip(basin.requests, choices) {
            let candidates = basin.table.candidates(of: request)
            if let choice {
                #expect(candidates.contains(choice))
                loads[Int(basin.table.garages[choice])] += 1
                cost += basin.table.km[choice] - basin.table.km[candidates.lowerBound]
            } else if !candidates.isEmpty {
                cost += YearScore.refusalKm
            }
        }
        for (load, (band, cap)) in zip(loads, zip(basin.bands, basin.caps)) {
            #expect(load <= cap)
            cost +=
                YearScore.referralKm * Double(max(0, band.min - load) + max(0, load - band.max))
        }
        return cost
    }
}
