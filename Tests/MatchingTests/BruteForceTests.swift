import GarageNetwork
import Geometry
import Matching
import Testing

/// MATCH against a search that reads every garage and knows nothing of grids or caches.
@Suite struct BruteForceTests {
    /// A network with every kind of garage in it.
    private func garages(_ count: Int, _ random: inout SeededGenerator) throws -> [Garage] {
        let today = try aDay("2025-11-13")
        let shut = try #require(ClosedPeriod(first: today + -3, last: today + 9))
        let brands = Set(["Renault", "Dacia"].compactMap(Brand.init))
        return try (1...count).map { number in
            let kind = Int.random(in: 0..<20, using: &random)
            return try .test(
                Int64(number), id: "G\(number)", at: .somewhere(using: &random),
                takes: kind < 6
                    ? AcceptedWork(heavyBrands: brands, ageYearsMax: kind < 3 ? 15 : nil)
                    : AcceptedWork(),
                cap: kind == 7 ? 6 : Garage.monthlyCapMax,
                status: kind == 8 ? .left : kind == 9 ? .paused(until: nil, reason: "") : .active,
                closures: kind == 10 ? [shut] : [], muteSince: kind == 11 ? today + -5 : nil,
                lessons: kind == 12 ? [try .test(.brand, "Fiat", until: "2025-11-13")] : [])
        }
    }

    private func network(_ count: Int, seed: UInt64) throws -> NetworkSnapshot {
        var random = SeededGenerator(seed: seed)
        let garages = try garages(count, &random)
        let counts = try garages.map {
            try GarageCount.test($0.number, "2025-11", .random(in: 0...12, using: &random))
        }
        var days: [DayCount] = []
        for garage in garages where garage.number % 3 == 0 {
            for day in ["2025-08-20", "2025-10-02", "2025-11-09", "2025-11-10", "2025-11-13"] {
                days.append(try .test(garage.number, day, .random(in: 0...6, using: &random)))
            }
        }
        return try LiveNetwork.test(garages, counts: counts, days: days).snapshot
    }

    /// What goes before all else, and what a full week adds, by the rows of ``network(_:seed:)``.
    private func behind(
        _ garage: Garage, _ month: MonthEnd, _ query: MatchQuery
    ) -> (tier: Int, km: Double) {
        guard ["balanced", "in-band"].contains(query.policy.name) else { return (0, 0) }
        let isFull = 4 * month.thisWeek >= garage.target.max
        return (garage.muteSince == nil ? 0 : 1, isFull ? query.weekFullKm : 0)
    }

    /// Everything the answer says, found the slow way.
    private func bruteForce(_ query: MatchQuery, in network: NetworkSnapshot) -> [GarageID] {
        var found: [(id: GarageID, km: Double, tier: Int, cost: Double)] = []
        for (index, garage) in network.garages.enumerated() {
            let km = query.position.distance(to: garage.position).kilometres
            let month = network.monthEnds[index]
            guard km <= query.reach.km, garage.isOpen(on: network.today),
                network.load(at: index, in: network.month).committed < garage.monthlyCap,
                garage.takes.refusal(of: query.vehicle, for: query.work, in: 2025) == nil,
                garage.lessons.isEmpty || query.vehicle.brand != Brand("Fiat")
            else { continue }
            let behind = behind(garage, month, query)
            found.append(
                (garage.id, km, behind.tier, km + query.policy.priceKm(month) + behind.km))
        }
        let rim = (found.map(\.km).min() ?? 0) + query.reach.detourCapKm
        return found.sorted { one, other in
            switch (one.km <= rim, other.km <= rim) {
            case (true, false): return true
            case (false, true): return false
            case (true, true):
                if one.tier != other.tier { return one.tier < other.tier }
                if one.cost != other.cost { return one.cost < other.cost }
            case (false, false): break
            }
            return one.km != other.km ? one.km < other.km : one.id < other.id
        }.map(\.id)
    }

    private func someone(_ random: inout SeededGenerator) throws -> MatchQuery {
        let brands = [Brand("Renault"), Brand("Fiat"), nil]
        let years = [2000, 2015, nil]
        return try .test(
            km: .random(in: 0...50, using: &random),
            vehicle: Vehicle(
                brand: brands[Int.random(in: 0...2, using: &random)],
                year: years[Int.random(in: 0...2, using: &random)]),
            work: [.light, .heavy, nil][Int.random(in: 0...2, using: &random)],
            policy: MatchingPolicy.all[Int.random(in: 0...2, using: &random)],
            mode: Bool.random(using: &random) ? .car : .transit,
            at: .somewhere(using: &random))
    }

    /// - Returns: How many garages were listed in all, so that a test can tell it tested anything.
    private func compare(_ people: Int, in network: NetworkSnapshot, seed: UInt64) throws -> Int {
        var random = SeededGenerator(seed: seed)
        var listed = 0
        for _ in 0..<people {
            var query = try someone(&random)
            query.limit = 1_000
            query.weekFullKm = [0, 1, WeekSpread.maxKm][Int.random(in: 0...2, using: &random)]
            let result = network.match(query)
            let expected = bruteForce(query, in: network)
            let found = result.matches.map(\.garage.id)
            listed += found.count
            // One comparison a person: ten thousand expectations cost more than the search.
            guard found == expected else {
                Issue.record("\(found.map(\.text)) is not \(expected.map(\.text))")
                return listed
            }
            let leftOut = result.closed + result.full + result.unsuitableTotal
            if result.reachable != found.count + leftOut { Issue.record("a garage is not counted") }
            let caps = result.matches.map(\.isWithinDetour)
            if caps != caps.filter({ $0 }) + caps.filter({ !$0 }) {
                Issue.record("a garage beyond the detour stands before one within it")
            }
        }
        return listed
    }

    @Test func tenThousandPeopleAmongThreeHundredGarages() throws {
        #expect(try compare(10_000, in: try network(300, seed: 1), seed: 11) > 10_000)
    }

    @Test func aFewPeopleAmongTwentyThousandGarages() throws {
        #expect(try compare(25, in: try network(20_000, seed: 2), seed: 12) > 1_000)
    }
}
