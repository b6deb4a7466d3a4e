import GarageNetwork
import Geometry
import Testing

@testable import Matching

/// The four bytes that a search reads of a garage, and the few that it measures.
@Suite struct StandingTests {
    /// Garages of every kind, many of them at the same few places.
    private static func garage(
        _ number: Int, using random: inout SeededGenerator
    ) throws -> Garage {
        let north = Double(Int.random(in: 0..<25, using: &random)) * 0.03
        let east = Double(Int.random(in: 0..<25, using: &random)) * 0.04
        let today = try aDay("2025-11-13")
        return try .test(
            Int64(number), id: "G\(number)",
            at: Coordinate(latitude: 46 + north, longitude: 2 + east),
            takes: AcceptedWork(
                heavy: number % 5 != 0, ageYearsMax: number % 7 == 0 ? 10 : nil),
            target: number % 3 == 0
                ? .standard : #require(TargetBand(min: 2, max: 4)),
            cap: number % 6 == 0 ? 4 : Garage.monthlyCapMax,
            status: number % 11 == 0
                ? .paused(until: nil, reason: "") : number % 13 == 0 ? .left : .active,
            muteSince: number % 9 == 0 ? today + -3 : nil,
            lessons: number % 17 == 0 ? [try .test(.brand, "Fiat", until: "2025-12-13")] : [])
    }

    private static func garages(
        _ count: Int, using random: inout SeededGenerator
    ) throws -> [Garage] {
        try (0..<count).map { try garage($0, using: &random) }
    }

    /// What the columns say, read from the garages and their months.
    private func expectTrue(_ network: NetworkSnapshot) {
        var wrong = 0
        for (index, garage) in network.garages.enumerated() {
            let (standing, month) = (network.standing(of: index), network.monthEnds[index])
            let isRight =
                standing.hasLeft == (garage.status == .left)
                && standing.isClosed != month.isOpen
                && standing.isFull == (month.committed >= garage.monthlyCap)
                && standing.isMute == (garage.muteSince != nil)
                && standing.isWeekFull == (month.thisWeek >= garage.target.weeklySoftCap)
                && standing.isRestricted
                    == !(garage.takes.isUnrestricted && garage.lessons.isEmpty)
                && network.standings.exceptions[Int(network.directory.gridPositions[index])]
                    != standing.takesAnybody
                && MatchingPolicy.all.allSatisfy { policy in
                    let floor = standing.floorKm(of: policy.price)
                    return floor <= policy.priceKm(month)
                        && network.standings.leastKm(of: policy.price) <= policy.priceKm(month)
                        && (policy.name == "least-loaded" || policy.priceKm(month) - floor < 0.5)
                }
            wrong += isRight ? 0 : 1
        }
        #expect(wrong == 0)
    }

    @Test(
        "whatever changes, the columns are those of a network built anew",
        arguments: [120, NetworkDemand.garagesMax + 200], [1, 2] as [UInt64])
    func columnsFollow(count: Int, seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var garages = try Self.garages(count, using: &random)
        let network = try LiveNetwork.test(garages)
        var counts: [Int64: GarageCount] = [:]
        var days: [String: DayCount] = [:]
        var today = "2025-11-13"
        for step in 0..<80 {
            var change = NetworkChange()
            let place = Int.random(in: 0..<garages.count, using: &random)
            let number = garages[place].number
            switch Int.random(in: 0..<8, using: &random) {
            case 0: garages[place].monthlyCap = .random(in: 1...9, using: &random)
            case 1: garages[place].status = step % 3 == 0 ? .left : .active
            case 2: garages[place].muteSince = step % 2 == 0 ? try aDay(today) : nil
            case 3: garages[place].takes.heavy.toggle()
            case 4:
                let count = GarageCount(
                    garage: number, month: try aMonth("2025-11"),
                    committed: .random(in: 0...12, using: &random), received: 0,
                    revision: Int64(step) + 2)
                counts[number] = count
                change.counts = [count]
            case 5:
                let day = ["2025-11-10", "2025-11-13", "2025-10-03"][step % 3]
                let count = DayCount(
                    garage: number, day: try aDay(day),
                    committed: .random(in: 0...4, using: &random), revision: Int64(step) + 2)
                days["\(number) \(day)"] = count
                change.days = [count]
            case 6: garages[place].position = garages[(place + 1) % garages.count].position
            default:
                guard step % 10 == 0, count < 1_000 else { continue }
                today = today == "2025-11-13" ? "2025-11-14" : "2025-11-13"
                network.turn(to: try anInstant(today + "T12:00:00"))
            }
            if change.counts.isEmpty, change.days.isEmpty {
                garages[place].revision += 1
                change.garages = [garages[place]]
            }
            network.apply(change)
            if step % 16 == 0 { expectTrue(network.snapshot) }
        }
        let fresh = try LiveNetwork.test(
            garages, on: today, counts: Array(counts.values), days: Array(days.values)
        ).snapshot
        let changed = network.snapshot
        expectTrue(changed)
        let differing = changed.garages.indices.filter { index in
            let (one, other) = (changed.standing(of: index), fresh.standing(of: index))
            return one.bits != other.bits
                || changed.directory.works[one.workCode] != fresh.directory.works[other.workCode]
        }
        #expect(differing == [])
    }

    @Test(
        "the few that are measured are the first of all, and in a crowd too",
        arguments: [(3, .max), (4, .max), (5, 0), (6, 0), (7, RankingLimits.crowd), (8, 0)]
            as [(UInt64, Int)])
    func fewAreTheFirstOfAll(seed: UInt64, crowd: Int) throws {
        var random = SeededGenerator(seed: seed)
        var garages = try Self.garages(2_500, using: &random)
        let isAlike = seed == 8
        for place in garages.indices where isAlike {
            (garages[place].target, garages[place].status) = (.standard, .active)
        }
        if seed == 6 || isAlike {
            // So many that of the nearest hardly any goes first.
            for place in garages.indices where place % 4 != 0 {
                garages[place].muteSince = try aDay("2025-11-10")
            }
        }
        let counts = try garages.filter { $0.number % 4 != 0 }.map {
            try GarageCount.test($0.number, "2025-11", Int($0.number) % 10)
        }
        let days = try garages.filter { $0.number % 3 == 0 }.map {
            try DayCount.test($0.number, "2025-11-12", Int($0.number) % 4)
        }
        // Where nobody was sent anywhere, all prices are alike, and a small circle decides.
        let network = try LiveNetwork.test(
            garages, counts: isAlike ? [] : counts, days: isAlike ? [] : days
        ).snapshot
        var (few, all) = (MatchList(), MatchList())
        var (full, rivals) = (0, 0)
        for _ in 0..<3_000 {
            var query = try MatchQuery.test(
                km: .random(in: 0...40, using: &random),
                vehicle: Vehicle(
                    brand: Brand("Fiat"), year: Bool.random(using: &random) ? 2001 : nil),
                work: [.light, .heavy, nil][Int.random(in: 0...2, using: &random)],
                policy: MatchingPolicy.all[Int.random(in: 0...4, using: &random)],
                limit: .random(in: 1...33, using: &random),
                mode: Bool.random(using: &random) ? .car : .transit,
                weekFullKm: [0, 1, WeekSpread.maxKm][Int.random(in: 0...2, using: &random)])
            if Int.random(in: 0..<4, using: &random) == 0 { query.tried = [3, 5, 7, 100] }
            // Every other one starts at a garage.
            let place =
                Bool.random(using: &random)
                ? garages[Int.random(in: 0..<garages.count, using: &random)].position
                : try Coordinate(
                    latitude: .random(in: 46...46.8, using: &random),
                    longitude: .random(in: 2...3, using: &random))
            network.rank(query, from: place, into: &few, few: 33, crowd: crowd)
            network.rank(query, from: place, into: &all, few: 0, crowd: .max)
            full += few.chosen.count == query.limit ? 1 : 0
            rivals += all.chosen.count > 1 && all.chosen[1].isRival(of: all.chosen[0]) ? 1 : 0
            guard few.chosen == all.chosen, few.nearest == all.nearest,
                few.reachable == all.reachable, few.full == all.full, few.closed == all.closed,
                few.unsuitableTotal == all.unsuitableTotal, few.tried == all.tried
            else {
                Issue.record("\(query) from \(place)")
                return
            }
        }
        #expect(full > 1_000 && rivals > 100 || isAlike)
    }
}
