import GarageNetwork
import Geometry
import Testing

@testable import Matching

/// What is remembered of the network's requests, and what is expected of the days to come.
@Suite struct DemandMemoryTests {
    private static let today = "2025-11-17"

    private func garages() throws -> [Garage] {
        try (1...9).map { try .test($0, north: Double($0 * 4)) }
    }

    /// A network that was told of requests in one go.
    private func network(
        _ demand: [DemandRecord], on today: String = DemandMemoryTests.today
    ) throws -> LiveNetwork {
        let network = try LiveNetwork.test(try garages(), on: today)
        network.remember(
            demand, from: try aDay("2025-01-01"), through: try aDay("2025-12-31"))
        return network
    }

    private func record(_ day: Day, north km: Double, reach: Double) throws -> DemandRecord {
        DemandRecord(
            day: day, origin: try .north(km), reachKm: reach, organisation: 0, garage: nil)
    }

    /// Requests of every day from one through another.
    private func requests(
        _ first: String, _ last: String, perDay: Int, seed: UInt64 = 1
    ) throws -> [DemandRecord] {
        var generator = SeededGenerator(seed: seed)
        let (first, last) = (try aDay(first), try aDay(last))
        return try (0...(last - first)).flatMap { offset in
            try (0..<perDay).map { _ in
                try record(
                    first + offset, north: .random(in: 0...40, using: &generator),
                    reach: [8, 15, 30].randomElement(using: &generator) ?? 8)
            }
        }
    }

    /// To the last bit.
    private func prices(_ network: LiveNetwork) -> [Double] {
        network.snapshot.garages.indices.flatMap { index in
            let monthEnd = network.snapshot.monthEnds[index]
            return [monthEnd.peopleKm, monthEnd.garagesKm, monthEnd.reachedPerMonth ?? -1]
        }
    }

    @Test(arguments: 1...5)
    func theOrderInWhichRequestsArriveDoesNotMatter(seed: UInt64) throws {
        let demand = try requests("2025-09-01", "2025-11-16", perDay: 6)
        let expected = prices(try network(demand))
        var generator = SeededGenerator(seed: seed)
        #expect(try prices(network(demand.shuffled(using: &generator))) == expected)
        // Within a day alone: two daemons hear of a morning's requests in the order they commit.
        let byDay = demand.shuffled(using: &generator).enumerated().sorted {
            ($0.element.day, $0.offset) < ($1.element.day, $1.offset)
        }
        #expect(try prices(network(byDay.map(\.element))) == expected)
    }

    @Test func toldDayByDayOrAtOnceIsTheSame() throws {
        let demand = try requests("2025-10-01", "2025-11-16", perDay: 4)
        let step = try LiveNetwork.test(try garages(), on: "2025-10-01")
        for offset in 0..<47 {
            let day = try aDay("2025-10-01") + offset
            step.remember(demand.filter { $0.day == day }.reversed(), from: day, through: day)
            step.turn(to: Instant(paris: day + 1, secondsOfDay: 0))
        }
        #expect("\(step.snapshot.today)" == Self.today)
        #expect(try prices(step) == prices(network(demand)))
    }

    @Test func todaysRequestsCountFromTomorrow() throws {
        let past = try requests("2025-10-01", "2025-11-16", perDay: 4)
        let more = try requests(Self.today, Self.today, perDay: 60, seed: 2)
        let (before, after) = (try network(past), try network(past + more))
        #expect(prices(after) == prices(before))
        let midnight = Instant(paris: try aDay("2025-11-18"), secondsOfDay: 0)
        before.turn(to: midnight)
        after.turn(to: midnight)
        #expect(prices(after) != prices(before))
    }

    @Test func whatIsTooOldIsForgotten() throws {
        let oldest = try aDay(Self.today) + -DemandMemory.spanDays
        let recent = try requests("\(oldest)", "2025-11-16", perDay: 2)
        let old = try requests("2025-01-02", "\(oldest + -1)", perDay: 9, seed: 2)
        #expect(try prices(network(old + recent)) == prices(network(recent)))
        let oneDayMore = try requests("\(oldest)", "\(oldest)", perDay: 9, seed: 2)
        #expect(try prices(network(oneDayMore + recent)) != prices(network(recent)))
    }

    @Test func whatIsForgottenLeavesNothingBehind() throws {
        let directory = GarageDirectory(try garages())
        let requests = try requests("2025-09-01", "2025-11-16", perDay: 3).map {
            Simulation.Request(day: $0.day, position: $0.origin, radiusKm: $0.reachKm)
        }
        let (start, first) = (try aDay("2025-09-01"), try aDay("2025-10-01"))
        var (all, late) = (DemandMemory(), DemandMemory())
        all.replace(from: start, with: requests, in: directory)
        all.forget(before: start)
        #expect(all.requests.count == requests.count)
        all.forget(before: first)
        late.replace(from: first, with: requests, in: directory)
        #expect(all.requests.count == 47 * 3 && all.requests.first?.day == first)
        #expect(all.garages == late.garages && all.km == late.km && all.starts == late.starts)
        all.forget(before: try aDay("2026-01-01"))
        #expect(all.requests.isEmpty && all.garages.isEmpty && all.starts == [0])
    }

    /// Rows: requests a weekday of March and of half of April, two months of as many working days,
    /// and what season they make: an ordinary month is 0.95, for prudence.
    @Test(arguments: [
        (4, 4, 0.93...0.97), (4, 0, 0.2...0.35), (4, 8, 1.2...1.4), (0, 0, 0.95...0.95),
    ])
    func aMonthHasItsSeason(before: Int, now: Int, season: ClosedRange<Double>) throws {
        let directory = GarageDirectory(try garages())
        var memory = DemandMemory()
        let weekdays = try
            (requests("2025-03-01", "2025-03-31", perDay: before)
            + requests("2025-04-01", "2025-04-16", perDay: now))
            .filter { WorkingCalendar.french.isWorking($0.day) }
        memory.replace(
            from: try aDay("2025-03-01"),
            with: weekdays.map {
                Simulation.Request(day: $0.day, position: $0.origin, radiusKm: $0.reachKm)
            }, in: directory)
        let pressure = DemandPressure(
            of: memory, and: PriorDemand(around: directory), on: try aDay("2025-04-17"),
            remaining: Array(repeating: 0.5, count: 9), calendar: .french)
        #expect(season.contains(pressure.season), "\(pressure.season)")
    }

    @Test func aBusySeasonIsAsMuchMoreTime() throws {
        var pressure = DemandPressure()
        let two: [(index: Int32, km: Float)] = [(0, 2), (1, 6)]
        pressure.add(two, timesPerMonth: 20, detourCapKm: 15, isOpen: { _ in true })
        func tables(remaining: Double, season: Double) -> [Double] {
            pressure.season = season
            let seats = (0..<2).map { _ in Seat(remaining: remaining, low: 5, high: 10, count: 3) }
            let tables = PriceTables(of: seats, under: pressure, worth: .people)
            return (0..<2).flatMap { garage in (0...11).map { tables.km(at: garage, count: $0) } }
        }
        let busy = tables(remaining: 0.25, season: 2)
        #expect(busy == tables(remaining: 0.5, season: 1))
        #expect(busy != tables(remaining: 0.25, season: 1))
    }
}
