import GarageNetwork
import Geometry
import Matching
import Testing

/// The rule that balances a whole network, from outside: what it promises to people.
@Suite struct BalanceTests {
    @Test func itBeatsWhatLooksAtOneGarageAtATime() throws {
        let scenario = try Scenario()
        func score(_ policy: MatchingPolicy) throws -> YearScore {
            var simulation = Simulation(garages: scenario.garages, policy: policy)
            return try #require(simulation.run(scenario.requests) { _, _ in })
        }
        let (balanced, inBand) = (try score(.balanced), try score(.inBand))
        let (monthEnd, nearest) = (try score(.monthEnd), try score(.nearest))
        #expect(balanced.objectiveKmPerMonth < monthEnd.objectiveKmPerMonth)
        #expect(monthEnd.objectiveKmPerMonth < nearest.objectiveKmPerMonth)
        #expect(inBand.inBandPercent > balanced.inBandPercent)
        #expect(balanced.inBandPercent > nearest.inBandPercent)
        #expect(balanced.extraKmMean <= monthEnd.extraKmMean)
        #expect(balanced.unservedPercent == nearest.unservedPercent)
    }

    @Test func theSameRequestsGiveTheSameChoices() throws {
        let scenario = try Scenario()
        func choices() -> [Simulation.Decision?] {
            var simulation = Simulation(garages: scenario.garages)
            return scenario.requests.map { simulation.decide($0) }
        }
        #expect(choices() == choices())
    }

    @Test func theDaemonsPathDecidesTheSame() throws {
        let scenario = try Scenario()
        var simulation = Simulation(garages: scenario.garages)
        let network = LiveNetwork(clock: StoppedClock(now: scenario.instants[0]))
        network.replace(
            with: NetworkImage(garages: scenario.garages, counts: [], days: [], revision: 1))
        var ledger = TestLedger()
        var demand: [DemandRecord] = []
        var different = 0
        for (request, instant) in zip(scenario.requests, scenario.instants) {
            if network.snapshot.isOutdated(at: instant) {
                network.turn(to: instant)
                // In another order than it came, as a database would give it.
                network.remember(
                    demand.reversed(), from: demand.first?.day ?? request.day,
                    through: request.day + -1)
                demand = []
            }
            let query = try MatchQuery.test(km: request.radiusKm, limit: 1, at: request.position)
            let choice = network.snapshot.match(query).matches.first
            if choice?.garage.id != simulation.decide(request)?.garage { different += 1 }
            demand.append(
                DemandRecord(
                    day: request.day, origin: request.position.coarse, reachKm: request.radiusKm,
                    organisation: 0, garage: choice?.garage.number))
            guard let choice else { continue }
            let (count, day) = ledger.refer(to: choice.garage.number, on: request.day)
            network.apply(NetworkChange(counts: [count], days: [day]))
        }
        #expect(different == 0)
    }

    @Test func aDaemonThatJustStartedPricesLikeOneThatRan() throws {
        let scenario = try Scenario()
        let half = scenario.requests.count / 2
        let today = scenario.requests[half].day
        let ran = LiveNetwork(clock: StoppedClock(now: scenario.instants[0]))
        ran.replace(
            with: NetworkImage(garages: scenario.garages, counts: [], days: [], revision: 1))
        var ledger = TestLedger()
        var demand: [DemandRecord] = []
        var rows: (counts: [GarageCount], days: [DayCount]) = ([], [])
        for (request, instant) in zip(scenario.requests, scenario.instants).prefix(half) {
            if ran.snapshot.isOutdated(at: instant) { ran.turn(to: instant) }
            let query = try MatchQuery.test(km: request.radiusKm, limit: 1, at: request.position)
            demand.append(
                DemandRecord(
                    day: request.day, origin: request.position.coarse, reachKm: request.radiusKm,
                    organisation: 0, garage: nil))
            guard let choice = ran.snapshot.match(query).matches.first else { continue }
            let (count, day) = ledger.refer(to: choice.garage.number, on: request.day)
            rows.counts.append(count)
            rows.days.append(day)
            ran.apply(NetworkChange(counts: [count], days: [day]))
        }
        ran.turn(to: scenario.instants[half])
        ran.remember(demand, from: scenario.requests[0].day, through: today + -1)
        let started = LiveNetwork(clock: StoppedClock(now: scenario.instants[half]))
        started.replace(
            with: NetworkImage(
                garages: scenario.garages, counts: rows.counts, days: rows.days, revision: 9_999))
        started.remember(demand, from: scenario.requests[0].day, through: today + -1)
        #expect(started.snapshot.today == today && ran.snapshot.today == today)
        for index in ran.snapshot.garages.indices {
            let (one, other) = (ran.snapshot.monthEnds[index], started.snapshot.monthEnds[index])
            #expect(one.peopleKm == other.peopleKm && one.garagesKm == other.garagesKm)
        }
    }

    @Test func aGarageThatHasFewerIsNeverDearer() throws {
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<40 {
            let garages = try (1...12).map { number in
                try Garage.test(number, at: .somewhere(using: &generator))
            }
            let day = Int.random(in: 10...28, using: &generator)
            let network = try LiveNetwork.test(garages, on: "2025-11-\(day)")
            let demand = try (0..<Int.random(in: 0...400, using: &generator)).map { _ in
                DemandRecord(
                    day: try aDay("2025-10-01") + Int.random(in: 0...30, using: &generator),
                    origin: try .somewhere(using: &generator),
                    reachKm: [10, 20, 30, 50].randomElement(using: &generator) ?? 30,
                    organisation: 0, garage: nil)
            }
            network.remember(demand, from: try aDay("2025-10-01"), through: try aDay("2025-10-31"))
            var last = Array(repeating: -Double.infinity, count: 12)
            for count in 0...14 {
                let counts = try (1...12).map {
                    try GarageCount.test($0, "2025-11", count, revision: Int64(count) + 2)
                }
                let days = (1...12).map {
                    // All of today, so that the day's prices stay those of its start.
                    DayCount(
                        garage: $0, day: network.snapshot.today, committed: count,
                        revision: Int64(count) + 2)
                }
                network.apply(NetworkChange(counts: counts, days: days))
                for index in 0..<12 {
                    let km = network.snapshot.monthEnds[index].peopleKm
                    #expect(km >= last[index])
                    last[index] = km
                }
            }
        }
    }

    @Test func oneGarageMoreNeverLeavesAnybodyWithoutOne() throws {
        var generator = SeededGenerator(seed: 5)
        for _ in 0..<200 {
            var garages = try (1...6).map { number in
                try Garage.test(number, at: .somewhere(using: &generator))
            }
            let before = try LiveNetwork.test(garages)
            garages.append(try .test(7, at: .somewhere(using: &generator)))
            let after = try LiveNetwork.test(garages)
            for _ in 0..<10 {
                let query = try MatchQuery.test(km: 50, limit: 1, at: .somewhere(using: &generator))
                let served = before.snapshot.match(query).matches.isEmpty == false
                #expect(!served || !after.snapshot.match(query).matches.isEmpty)
            }
        }
    }

    @Test func aGarageThatNobodyElseReachesIsCheaperThanOneOnTheWayOfMany() throws {
        // Many start at 0 km and pass the garage there; the one at 40 km sees its own few.
        let garages = [try Garage.test(1, north: 0), try Garage.test(2, north: 40)]
        let network = try LiveNetwork.test(garages, on: "2025-11-17")
        let demand = try (0..<60).map { turn in
            DemandRecord(
                day: try aDay("2025-10-01") + turn % 28,
                origin: try .north(turn % 20 == 0 ? 40 : 0), reachKm: 10, organisation: 0,
                garage: nil)
        }
        network.remember(demand, from: try aDay("2025-10-01"), through: try aDay("2025-10-31"))
        let monthEnds = network.snapshot.monthEnds
        #expect(monthEnds[1].peopleKm < monthEnds[0].peopleKm - 3)
    }

    @Test func aNetworkBeyondTheLimitIsPricedGarageByGarage() throws {
        var generator = SeededGenerator(seed: 8)
        let garages = try (1...2_001).map { number in
            try Garage.test(number, at: .somewhere(using: &generator))
        }
        let network = try LiveNetwork.test(garages)
        let monthEnd = network.snapshot.monthEnds[17]
        #expect(monthEnd.peopleKm == monthEnd.price.km && monthEnd.garagesKm == monthEnd.price.km)
        let smaller = try LiveNetwork.test(Array(garages.prefix(2_000))).snapshot.monthEnds[17]
        #expect(smaller.peopleKm != smaller.price.km)
    }

    @Test(arguments: [Garage.Status.active, .left])
    func aGarageThatMovedOrLeftIsPricedWhereItIs(status: Garage.Status) throws {
        let (first, last) = (try aDay("2025-10-01"), try aDay("2025-11-16"))
        let demand = try (0..<40).map { turn in
            DemandRecord(
                day: first + turn, origin: try .north(Double(turn % 5) * 6), reachKm: 20,
                organisation: 0, garage: nil)
        }
        let before = [
            try Garage.test(1, north: 0), try Garage.test(2, north: 12),
            try Garage.test(3, north: 24),
        ]
        var after = before
        after[1] = try .test(2, north: 20, status: status, revision: 2)
        let moved = try LiveNetwork.test(before, on: "2025-11-17")
        moved.remember(demand, from: first, through: last)
        moved.apply(NetworkChange(garages: [after[1]]))
        let fresh = try LiveNetwork.test(after, on: "2025-11-17")
        fresh.remember(demand, from: first, through: last)
        for index in 0..<3 {
            #expect(
                moved.snapshot.monthEnds[index].peopleKm
                    == fresh.snapshot.monthEnds[index].peopleKm)
        }
        let unmoved = try LiveNetwork.test(before, on: "2025-11-17")
        unmoved.remember(demand, from: first, through: last)
        #expect(
            unmoved.snapshot.monthEnds[0].peopleKm != fresh.snapshot.monthEnds[0].peopleKm)
    }
}
