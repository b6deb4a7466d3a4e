import GarageNetwork
import Geometry
import Matching
import Testing

@Suite struct RankingTests {
    private func ids(_ result: MatchResult) -> [String] { result.matches.map(\.garage.id.text) }

    @Test func anEmptyNetworkHasNobody() throws {
        let result = try LiveNetwork.test([]).snapshot.match(.test())
        #expect(result == MatchResult())
    }

    @Test func theRimIsInside() throws {
        let garage = try Garage.test(1, north: 10)
        let exact = try Coordinate.north(0).distance(to: garage.position).kilometres
        let network = try LiveNetwork.test([garage]).snapshot
        #expect(network.match(try .test(km: exact)).reachable == 1)
        #expect(network.match(try .test(km: exact - 1e-6)).reachable == 0)
        #expect(network.match(try .test(km: 0)).reachable == 0)
    }

    @Test func everyOneThatIsLeftOutIsCountedByReason() throws {
        let until = try aDay("2025-11-13")
        let shut = try #require(ClosedPeriod(first: until, last: until))
        let network = try LiveNetwork.test(
            [
                .test(1, north: 1), .test(2, north: 2, status: .left),
                .test(3, north: 3, status: .paused(until: until, reason: "")),
                .test(4, north: 4, closures: [shut]), .test(5, north: 5, cap: 3),
                .test(6, north: 6, takes: AcceptedWork(heavy: false)),
                .test(7, north: 7, takes: AcceptedWork(ageYearsMax: 10)),
                .test(8, north: 8, takes: AcceptedWork(ageYearsMax: 10), cap: 0),
                .test(9, north: 9, cap: 0, closures: [shut]), .test(10, north: 31),
            ], counts: [.test(5, "2025-11", 3)])
        let query = try MatchQuery.test(vehicle: Vehicle(year: 2000), work: .heavy)
        let result = network.snapshot.match(query)
        #expect(ids(result) == ["1"])
        #expect(result.reachable == 8)
        // Closed comes before full, full before unsuitable.
        #expect(result.closed == 3 && result.full == 2)
        #expect(result.unsuitable == [.work: 1, .age: 1] && result.unsuitableTotal == 2)
        let listed = result.matches.count
        #expect(result.reachable == listed + result.closed + result.full + result.unsuitableTotal)
        let exclusions = network.snapshot.garages.indices.map {
            network.snapshot.exclusion(of: $0, for: query)
        }
        #expect(
            exclusions == [
                nil, .closed, .closed, .closed, .full, .unsuitable(.work), .unsuitable(.age), .full,
                .closed, nil,
            ])
    }

    @Test func roomIsUpToTheCap() throws {
        for (committed, isThere) in [(2, true), (3, false), (4, false)] {
            let network = try LiveNetwork.test(
                [.test(1, cap: 3)], counts: [.test(1, "2025-11", committed)])
            #expect(network.snapshot.match(try .test()).matches.isEmpty != isThere)
        }
    }

    @Test func anotherMonthsCountsDoNotFillThisOne() throws {
        let network = try LiveNetwork.test([.test(1, cap: 3)], counts: [.test(1, "2025-10", 3)])
        #expect(network.snapshot.match(try .test()).matches.count == 1)
    }

    @Test func theNeedyGarageGoesFirstWithinTheDetour() throws {
        // On the same day, 8 against none: the price outweighs six kilometres, not sixteen.
        let network = try LiveNetwork.test(
            [.test(1, north: 1), .test(2, north: 7), .test(3, north: 15.9), .test(4, north: 16.1)],
            on: "2025-11-24", counts: [.test(1, "2025-11", 10)])
        let result = network.snapshot.match(try .test())
        #expect(ids(result) == ["2", "3", "1", "4"])
        #expect(result.matches.map(\.isWithinDetour) == [true, true, true, false])
        #expect(result.nearest?.garage.id.text == "1")
        #expect(result.rank(of: try anID("1")) == 3)
        #expect(result.rank(of: try anID("9")) == nil)
    }

    @Test func theDetourIsFromTheNearestThatTakesThePerson() throws {
        let shut = try aDay("2025-11-24")
        let network = try LiveNetwork.test(
            [
                .test(1, north: 1, status: .paused(until: shut, reason: "")), .test(2, north: 10),
                .test(3, north: 24.9),
            ], on: "2025-11-24", counts: [.test(2, "2025-11", 12)])
        let result = network.snapshot.match(try .test())
        #expect(ids(result) == ["3", "2"])
        #expect(result.nearest?.garage.id.text == "2")
    }

    @Test func whoHasNoCarGetsTheNearest() throws {
        let network = try LiveNetwork.test(
            [.test(1, north: 1), .test(2, north: 2), .test(3, north: 1.5)], on: "2025-11-24",
            counts: [.test(1, "2025-11", 12), .test(3, "2025-11", 12)])
        let result = network.snapshot.match(try .test(km: 5, mode: .walk))
        #expect(ids(result) == ["1", "3", "2"])
        #expect(result.matches.map(\.isWithinDetour) == [true, false, false])
        #expect(result.matches.map(\.minutes) == [16, 24, 32])
    }

    @Test func equalCostsAreOrderedByID() throws {
        let place = try Coordinate.north(3)
        let network = try LiveNetwork.test([
            .test(1, id: "G10", at: place), .test(2, id: "G9", at: place),
            .test(3, id: "10", at: place), .test(4, id: "9", at: place),
        ])
        for policy in MatchingPolicy.all {
            let result = network.snapshot.match(try .test(policy: policy))
            #expect(ids(result) == ["9", "10", "G9", "G10"])
        }
    }

    @Test(arguments: 1...6)
    func aLimitCutsTheSameList(limit: Int) throws {
        let network = try LiveNetwork.test(
            (1...5).map { try .test($0, north: Double($0) * 4.5) }, on: "2025-11-24",
            counts: [.test(1, "2025-11", 11), .test(2, "2025-11", 7)])
        let all = network.snapshot.match(try .test())
        let cut = network.snapshot.match(try .test(limit: limit))
        #expect(cut.matches == Array(all.matches.prefix(limit)))
        #expect(cut.reachable == 5 && cut.nearest == all.nearest)
    }

    @Test func aMatchHasTheNumbersOfItsGarage() throws {
        let network = try LiveNetwork.test(
            [.test(7, north: 10)], counts: [.test(7, "2025-11", 4, received: 2)])
        let match = try #require(network.snapshot.match(try .test()).matches.first)
        #expect(match.garage.number == 7 && match.index == 0)
        #expect(abs(match.km - 10) < 1e-9 && match.minutes == 18)
        #expect(match.monthEnd.committed == 4 && match.received == 2)
        #expect(
            match.priceKm == match.monthEnd.peopleKm && match.costKm == match.km + match.priceKm)
    }
}

@Suite struct MatchingPolicyTests {
    @Test func policiesHaveNamesAndSentences() {
        #expect(
            MatchingPolicy.all.map(\.name) == [
                "balanced", "in-band", "month-end", "nearest", "least-loaded",
            ])
        for policy in MatchingPolicy.all {
            #expect(MatchingPolicy.named(policy.name)?.summary == policy.summary)
            #expect(policy.summary.hasSuffix(".") && policy.frenchSummary.hasSuffix("."))
        }
        #expect(MatchingPolicy.named("Balanced") == nil && MatchingPolicy.named("") == nil)
    }

    @Test func eachOrdersInItsOwnWay() throws {
        let network = try LiveNetwork.test(
            [.test(1, north: 1), .test(2, north: 7), .test(3, north: 12)], on: "2025-11-24",
            counts: [.test(1, "2025-11", 10), .test(2, "2025-11", 3), .test(3, "2025-11", 2)])
        func first(_ policy: MatchingPolicy) throws -> [Int] {
            network.snapshot.match(try .test(policy: policy)).matches.map { Int($0.garage.number) }
        }
        #expect(try first(.nearest) == [1, 2, 3])
        #expect(try first(.leastLoaded) == [3, 2, 1])
        #expect(try first(.balanced) == [2, 3, 1])
    }
}
