import Alerting
import GarageNetwork
import Geometry
import Matching
import Testing

@Suite struct AlertQualityTests {
    @Test("precision, recall, F1 and Brier score of a handful of warnings")
    func counted() throws {
        // Certain on both sides: nothing is still to come on the last, closed, day.
        let shut = [try #require(ClosedPeriod(first: aDay("2026-11-16"), last: aDay("2026-11-30")))]
        let low = try GarageStanding.test(committed: 0, on: "2026-11-16", closures: shut)
        let high = try GarageStanding.test(committed: 9, on: "2026-11-16", closures: shut)
        #expect(low.odds.below == 1 && high.odds.above == 1)
        var quality = AlertQuality()
        quality.add([low, low, high], day: 15, ends: [0, 5, 5])
        let below = quality.score(day: 15, .below)
        #expect([below.judged, below.warned, below.happened, below.hits] == [3, 2, 1, 1])
        #expect(below.precision == 0.5 && below.recall == 1)
        #expect(abs(below.f1 - 2.0 / 3) < 1e-12 && abs(below.brier - 1.0 / 3) < 1e-12)
        let above = quality.score(day: 15, .above)
        #expect([above.warned, above.happened, above.hits] == [1, 0, 0])
        #expect(above.precision == 0 && above.recall == 1 && above.f1 == 0)
        #expect(quality.score(day: 20, .below).f1 == 1, "nothing to warn of, nobody warned of")
    }

    @Test("the straight line carries on what came")
    func line() throws {
        // Half of November's working time is over at the start of the 16th.
        let few = try GarageStanding.test(committed: 2, on: "2026-11-16")
        let many = try GarageStanding.test(committed: 6, on: "2026-11-16")
        var quality = AlertQuality()
        quality.add([few, many], day: 15, ends: [3, 12])
        #expect(quality.score(day: 15, .below, .line).hits == 1)
        #expect(quality.score(day: 15, .above, .line).hits == 1)
        #expect(quality.score(day: 15, .below, .line).warned == 1)
    }
}

/// The real rule and the real warnings on a small network of our own.
@Suite struct AlertRehearsalTests {
    /// Forty garages scattered over 200 km, ten of them far from everybody, and a year of requests
    /// round thirty towns of different sizes; August is slack.
    private static func scenario(
        seed: UInt64
    ) throws -> (garages: [Garage], requests: [Simulation.Request]) {
        var random = SplitMix64(seed: seed)
        func point(around centre: (Double, Double), _ degrees: Double) throws -> Coordinate {
            try Coordinate(
                latitude: centre.0 + degrees * (2 * random.unit() - 1),
                longitude: centre.1 + degrees * (2 * random.unit() - 1))
        }
        let towns = (0..<30).map { _ in (47 + 2 * random.unit(), 2 + 2.5 * random.unit()) }
        let garages = try (0..<40).map { index in
            Garage(
                number: Int64(index + 1), id: try #require(GarageID("G\(index + 1)")), name: "G",
                position: index < 30
                    ? try point(around: towns[index], 0.08)
                    : try point(around: (48, 3.2), 1.1))
        }
        var requests: [Simulation.Request] = []
        var day = try aDay("2025-01-01")
        while day.month.year == 2025 {
            let pace = day.month.month == 8 ? 0.5 : 1.0
            let people = WorkingCalendar.french.weight(of: day) == 0 ? 0 : Int(14 * pace)
            for _ in 0..<people {
                let town = towns[min(29, Int(30 * random.unit() * (0.3 + 0.7 * random.unit())))]
                requests.append(
                    Simulation.Request(
                        day: day, position: try point(around: town, 0.15),
                        radiusKm: [10, 20, 30, 50][Int(4 * random.unit())]))
            }
            day = day + 1
        }
        return (garages, requests)
    }

    @Test("warnings beat the straight line on every day and side", arguments: [1, 2] as [UInt64])
    func beatsTheLine(seed: UInt64) throws {
        let (garages, requests) = try Self.scenario(seed: seed)
        var rehearsal = AlertRehearsal(garages: garages)
        let quality = rehearsal.run(requests)
        for day in AlertQuality.days {
            for side in AlertQuality.Side.allCases {
                let (odds, line) = (
                    quality.score(day: day, side), quality.score(day: day, side, .line)
                )
                #expect(odds.judged == line.judged && odds.judged == 40 * 12)
                #expect(odds.brier < line.brier, "\(day) \(side) \(odds.brier) \(line.brier)")
            }
        }
        let below = quality.score(day: 15, .below)
        #expect(below.precision >= 0.7 && below.recall >= 0.6, "\(below)")
    }

    @Test("the same seed warns of the same garages")
    func deterministic() throws {
        let (garages, requests) = try Self.scenario(seed: 3)
        var (one, two) = (AlertRehearsal(garages: garages), AlertRehearsal(garages: garages))
        #expect(one.run(requests) == two.run(requests))
    }

    @Test("the archive of a year gives nearly what living through it gave")
    func archive() throws {
        let (garages, requests) = try Self.scenario(seed: 1)
        var simulation = Simulation(garages: garages)
        var days: [Int64: [Day: Int]] = [:]
        let numbers = Dictionary(uniqueKeysWithValues: garages.map { ($0.id, $0.number) })
        for request in requests {
            guard let garage = simulation.decide(request)?.garage, let number = numbers[garage]
            else { continue }
            days[number, default: [:]][request.day, default: 0] += 1
        }
        let rows = days.flatMap { number, days in
            days.map { DayCount(garage: number, day: $0.key, committed: $0.value, revision: 1) }
        }
        let month = try #require(Month("2026-01"))
        let fitted = PastOdds(
            before: month, garages: garages, days: rows, around: { _ in nil },
            today: month.first
        ).fit(for: month)
        #expect(fitted.isOwn)
        #expect(fitted.below.samples > 1_000 && fitted.above.samples > 1_000)
        #expect(fitted.below.brierAfter <= fitted.below.brierBefore)
        #expect(fitted.above.brierAfter <= fitted.above.brierBefore)
        let young = PastOdds(
            before: month, garages: garages, days: Array(rows.prefix(0)), around: { _ in nil },
            today: month.first
        ).fit(for: month)
        #expect(!young.isOwn && young.calibration == .standard)
    }
}
