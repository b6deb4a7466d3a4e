import GarageNetwork
import Geometry
import Matching
import Testing

/// How months are spread over their weeks, and where mute garages stand.
@Suite struct WeekSpreadTests {
    private func ids(_ result: MatchResult) -> [String] { result.matches.map(\.garage.id.text) }

    @Test(
        "a week may bring a quarter of the band, rounded up",
        arguments: [(0, 0), (1, 1), (3, 1), (4, 1), (5, 2), (8, 2), (9, 3), (10, 3), (12, 3)]
            + [(13, 4), (1000, 250)])
    func quarter(max: Int, cap: Int) throws {
        #expect(try #require(TargetBand(min: 0, max: max)).weeklySoftCap == cap)
    }

    @Test(
        "a week begins on Monday, in whatever month or year",
        arguments: [
            ("2025-11-10", "2025-11-10"), ("2025-11-16", "2025-11-10"),
            ("2025-11-17", "2025-11-17"), ("2025-11-01", "2025-10-27"),
            ("2025-01-01", "2024-12-30"), ("2024-12-29", "2024-12-23"),
            ("2024-03-03", "2024-02-26"), ("1969-12-31", "1969-12-29"),
        ])
    func mondays(day: String, monday: String) throws {
        #expect(try aDay(day).monday == aDay(monday))
    }

    /// Wednesday, 1 October 2025, whose week began in September.
    private func october(_ days: [DayCount]) throws -> LiveNetwork {
        try .test([.test(1), .test(2, north: 5)], on: "2025-10-01", days: days)
    }

    @Test("a week is counted across the turn of a month, from Monday through today")
    func acrossMonths() throws {
        let network = try october([
            .test(1, "2025-09-28", 7), .test(1, "2025-09-29", 1), .test(1, "2025-09-30", 2),
            .test(1, "2025-10-01", 1), .test(1, "2025-10-02", 8), .test(2, "2025-10-01", 5),
        ])
        #expect(network.snapshot.monthEnds[0].thisWeek == 4)
        #expect(network.snapshot.monthEnds[0].committed == 0)
        #expect(network.snapshot.monthEnds[1].thisWeek == 5)
        network.turn(to: try anInstant("2025-10-05T23:59:59"))
        #expect(network.snapshot.monthEnds[0].thisWeek == 12)
        network.turn(to: try anInstant("2025-10-06T00:00:00"))
        #expect(network.snapshot.monthEnds[0].thisWeek == 0)
    }

    @Test("what is made or given back today is counted at once, and of this garage alone")
    func today() throws {
        let network = try october([.test(1, "2025-09-29", 1)])
        network.apply(NetworkChange(days: [try .test(1, "2025-10-01", 2)]))
        #expect(network.snapshot.monthEnds[0].thisWeek == 3)
        network.apply(NetworkChange(days: [try .test(1, "2025-10-01", 1, revision: 2)]))
        #expect(network.snapshot.monthEnds[0].thisWeek == 2)
        // Of two versions the later stays; what is told of Monday on Wednesday counts too.
        network.apply(NetworkChange(days: [try .test(1, "2025-10-01", 9)]))
        network.apply(NetworkChange(days: [try .test(1, "2025-09-29", 0, revision: 2)]))
        #expect(network.snapshot.monthEnds[0].thisWeek == 1)
        #expect(network.snapshot.monthEnds[1].thisWeek == 0)
    }

    /// Two garages that are alike but for half a kilometre; the nearer one had its week's people.
    private func two(
        week: Int = 3, apartKm: Double = 0.5, target: TargetBand = .standard
    ) throws -> NetworkSnapshot {
        let rows = try [1, 2].map { try GarageCount.test($0, "2025-11", 6) }
        return try LiveNetwork.test(
            [.test(1, north: 3, target: target), .test(2, north: 3 + apartKm)], on: "2025-11-13",
            counts: rows, days: [.test(1, "2025-11-10", week), .test(2, "2025-11-03", 3)]
        ).snapshot
    }

    @Test(
        "a garage that had its week's people counts as a kilometre further",
        arguments: [(2, ["1", "2"]), (3, ["2", "1"]), (4, ["2", "1"])])
    func behind(week: Int, order: [String]) throws {
        let network = try two(week: week)
        let plain = network.match(try .test(policy: .balanced, weekFullKm: 0))
        // The pasts of the two differ a little, so the comparison is with the surcharge of 0.
        let gap = plain.matches[0].costKm - plain.matches[1].costKm
        #expect(abs(gap) < 1 && ids(plain) == ["1", "2"])
        for policy in [MatchingPolicy.balanced, .inBand] {
            let result = network.match(try .test(policy: policy))
            #expect(ids(result) == order)
            #expect(result.matches.count == 2, "nobody is refused for a week")
            let first = try #require(result.matches.first { $0.garage.number == 1 })
            #expect(first.isWeekFull == (week >= 3))
            #expect(
                first.priceKm == policy.priceKm(first.monthEnd) + (week >= 3 ? 1 : 0),
                "the order is still that of km + price_km")
        }
    }

    @Test(
        "no further than that",
        arguments: [(0.5, ["2", "1"]), (4, ["1", "2"])] as [(Double, [String])])
    func soft(apartKm: Double, order: [String]) throws {
        #expect(ids(try two(apartKm: apartKm).match(try .test())) == order)
        let strict = try two(apartKm: apartKm).match(try .test(weekFullKm: WeekSpread.maxKm))
        #expect(ids(strict) == ["2", "1"])
    }

    @Test("the whole network at its weekly cap is the whole network")
    func everybody() throws {
        let garages = try (1...5).map { try Garage.test($0, north: Double($0)) }
        let days = try (1...5).map { try DayCount.test($0, "2025-11-11", 9) }
        let network = try LiveNetwork.test(garages, on: "2025-11-13", days: days).snapshot
        let plain = network.match(try .test(weekFullKm: 0))
        for km in [1, WeekSpread.maxKm] {
            let result = network.match(try .test(weekFullKm: km))
            #expect(ids(result) == ids(plain) && result.reachable == 5)
        }
    }

    @Test(
        "policies that do not balance the network never see weeks nor silence",
        arguments: ["month-end", "nearest", "least-loaded"])
    func others(name: String) throws {
        let policy = try #require(MatchingPolicy.named(name))
        var random = SeededGenerator(seed: 7)
        let today = try aDay("2025-11-13")
        func network(_ isBehind: Bool) throws -> NetworkSnapshot {
            var random = SeededGenerator(seed: 8)
            let garages = try (1...200).map { number in
                try Garage.test(
                    Int64(number), at: .somewhere(using: &random),
                    muteSince: isBehind && number % 3 == 0 ? today : nil)
            }
            let days = try garages.map { try DayCount.test($0.number, "2025-11-13", 4) }
            return try LiveNetwork.test(garages, days: isBehind ? days : []).snapshot
        }
        let (behind, plain) = (try network(true), try network(false))
        for _ in 0..<200 {
            let place = try Coordinate.somewhere(using: &random)
            let found = behind.match(
                try .test(policy: policy, at: place, weekFullKm: WeekSpread.maxKm))
            let expected = plain.match(try .test(policy: policy, at: place))
            #expect(ids(found) == ids(expected))
            #expect(found.matches.map(\.priceKm) == expected.matches.map(\.priceKm))
            #expect(found.matches.allSatisfy { !$0.isWeekFull && $0.tier == .ordinary })
        }
    }

    @Test("a mute garage goes after the others within the detour, and is never left out")
    func mute() throws {
        let since = try aDay("2025-11-04")
        let garages = try [
            Garage.test(1, north: 1, muteSince: since), .test(2, north: 3), .test(3, north: 15.9),
            .test(4, north: 17),
        ]
        // The second and third are drowning: the first would be cheapest by far.
        let counts = try [2, 3].map { try GarageCount.test($0, "2025-11", 14) }
        let days = try [2, 3].map { try DayCount.test($0, "2025-11-12", 9) }
        let network = try LiveNetwork.test(
            garages, on: "2025-11-24", counts: counts, days: days
        ).snapshot
        for policy in [MatchingPolicy.balanced, .inBand] {
            for km in [0, 1, WeekSpread.maxKm] {
                let result = network.match(try .test(policy: policy, weekFullKm: km))
                #expect(ids(result) == ["2", "3", "1", "4"])
                #expect(result.matches.map(\.tier) == [.ordinary, .ordinary, .mute, .ordinary])
                #expect(result.nearest?.garage.number == 1)
            }
        }
        #expect(ids(network.match(try .test(policy: .monthEnd))).first == "1")
        let alone = try LiveNetwork.test([garages[0]]).snapshot.match(try .test(limit: 1))
        #expect(ids(alone) == ["1"])
    }

    @Test("the first of a list of one is the first of the whole list", arguments: 1...40)
    func firstChoice(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let today = try aDay("2025-11-13")
        let garages = try (1...12).map { number in
            try Garage.test(
                number, north: .random(in: 0...14, using: &random),
                muteSince: Bool.random(using: &random) ? today : nil)
        }
        let days = try garages.map {
            try DayCount.test($0.number, "2025-11-12", .random(in: 0...4, using: &random))
        }
        let network = try LiveNetwork.test(garages, days: days).snapshot
        let all = network.match(try .test(weekFullKm: 3))
        #expect(network.match(try .test(limit: 1, weekFullKm: 3)).matches == [all.matches[0]])
        let keys = all.matches.map { ($0.tier.rawValue, $0.costKm) }
        #expect(zip(keys, keys.dropFirst()).allSatisfy { $0 <= $1 })
    }

    @Test("the simulation spreads weeks as the daemon does, at hardly any cost")
    func simulation() throws {
        let scenario = try Scenario()
        /// Referrals that made a week's count more than a quarter of its garage's band, and the
        /// year's objective.
        func run(_ km: Double) throws -> (over: Int, objectiveKm: Double) {
            var weeks: [String: Int] = [:]
            var over = 0
            var simulation = Simulation(garages: scenario.garages, weekFullKm: km)
            let score = simulation.run(scenario.requests) { request, decision in
                guard let decision else { return }
                let key = "\(decision.garage.text) \(request.day.monday)"
                weeks[key, default: 0] += 1
                if weeks[key] ?? 0 > 3 { over += 1 }
            }
            return (over, try #require(score).objectiveKmPerMonth)
        }
        let (none, some, most) = (try run(0), try run(1), try run(WeekSpread.maxKm))
        #expect(some.over < none.over && most.over < some.over)
        #expect(some.objectiveKm < none.objectiveKm * 1.01)
    }
}
