import GarageNetwork
import Geometry
import Matching
import Testing

@Suite struct SimulationTests {
    @Test func everyDecisionIsTheReferences() throws {
        let scenario = try Scenario()
        var simulation = Simulation(garages: scenario.garages, policy: .monthEnd)
        var different = 0
        for (request, expected) in zip(scenario.requests, scenario.decisions) {
            let decision = simulation.decide(request)
            let isSame =
                (decision?.garage.text ?? "") == expected.garage
                && abs((decision?.km ?? 0) - expected.km) < 6e-4
                && abs((decision?.priceKm ?? 0) - expected.priceKm) < 6e-5
            if !isSame { different += 1 }
        }
        #expect(scenario.requests.count == 2_500 && scenario.decisions.count == 2_500)
        #expect(different == 0)
    }

    @Test func theDaemonsPathDecidesTheSame() throws {
        let scenario = try Scenario()
        let network = LiveNetwork(clock: StoppedClock(now: scenario.instants[0]))
        network.replace(
            with: NetworkImage(garages: scenario.garages, counts: [], days: [], revision: 1))
        let reader = SnapshotReader(network)
        var ledger = TestLedger()
        var different = 0
        for (request, (instant, expected)) in zip(
            scenario.requests, zip(scenario.instants, scenario.decisions))
        {
            if reader.current.isOutdated(at: instant) { network.turn(to: instant) }
            let query = try MatchQuery.test(
                km: request.radiusKm, policy: .monthEnd, limit: 1, at: request.position)
            let choice = reader.current.match(query).matches.first
            if (choice?.garage.id.text ?? "") != expected.garage { different += 1 }
            guard let choice else { continue }
            let (count, day) = ledger.refer(to: choice.garage.number, on: request.day)
            network.apply(counts: [count], days: [day])
        }
        #expect(different == 0)
    }

    @Test func aYearIsScored() throws {
        let scenario = try Scenario()
        var simulation = Simulation(garages: scenario.garages, policy: .monthEnd)
        #expect(simulation.score() == nil)
        var told = 0
        let score = try #require(simulation.run(scenario.requests) { _, _ in told += 1 })
        #expect(told == 2_500)
        #expect(simulation.score() == score)
        for (found, expected) in zip(figures(of: score), expectedFigures) {
            #expect(abs(found - expected) < 1e-9 * max(1, expected))
        }
        #expect(figures(of: score).count == expectedFigures.count)
    }

    private func figures(of score: YearScore) -> [Double] {
        [
            Double(score.months), score.requestsPerMonth, score.unservedPercent,
            score.inBandPercent, score.belowPercent, score.abovePercent, score.zeroPercent,
            score.shortfallPerMonth, score.excessPerMonth, Double(score.loadMax), score.kmMean,
            score.extraKmMean, score.extraKmP95, score.extraKmMax, score.movedPercent, score.gini,
            score.objectiveKmPerMonth,
        ]
    }

    /// By an independent computation over the same decisions.
    private let expectedFigures: [Double] = [
        12.0, 208.33333333333334, 21.08, 48.41437632135307, 48.20295983086681, 3.382663847780127,
        2.959830866807611, 51.916666666666664, 5.916666666666667, 21.0, 8.62057679002569,
        0.7273029371724289, 4.7866043989497316, 14.736601234961153, 23.770907247845923,
        0.32070516972054247, 987.0807245867668,
    ]

    @Test func nobodyIsSentBeyondTheirReachOrTheDetour() throws {
        let scenario = try Scenario()
        for policy in [MatchingPolicy.balanced, .inBand, .monthEnd] {
            var simulation = Simulation(garages: scenario.garages, policy: policy)
            _ = simulation.run(scenario.requests) { request, decision in
                guard let decision else { return }
                if decision.km > request.radiusKm || decision.km > decision.nearestKm + 15 {
                    Issue.record("too far: \(decision)")
                }
            }
        }
    }

    @Test func aMonthOfTwoGaragesIsScoredByHand() throws {
        let garages = try [Garage.test(1, north: 0), .test(2, north: 10)]
        var simulation = Simulation(garages: garages, policy: .nearest)
        let (here, monday) = (try Coordinate.north(0), try aDay("2025-03-03"))
        for offset in 0..<12 {
            _ = simulation.decide(
                .init(day: monday + offset, position: here, radiusKm: offset == 0 ? 5 : 20))
        }
        _ = simulation.decide(.init(day: monday + 20, position: try .north(40), radiusKm: 5))
        let score = try #require(simulation.score())
        #expect(score.months == 1 && score.requestsPerMonth == 13 && score.loadMax == 12)
        #expect(score.inBandPercent == 0 && score.belowPercent == 50 && score.abovePercent == 50)
        #expect(score.zeroPercent == 50 && score.movedPercent == 0)
        #expect(score.shortfallPerMonth == 5 && score.excessPerMonth == 2 && score.gini == 0.5)
        #expect(score.objectiveKmPerMonth == 15 * 7 && score.kmMean == 0)
        #expect(abs(score.unservedPercent - 100.0 / 13) < 1e-12)
    }
}

/// Counts referrals as the database would, and reports the rows it changed.
struct TestLedger {
    private var revision: Int64 = 0
    private var months: [Key<Month>: Int] = [:]
    private var days: [Key<Day>: Int] = [:]

    private struct Key<Time: Hashable>: Hashable {
        let garage: Int64
        let time: Time
    }

    /// Adds a referral, or with -1 takes one back.
    mutating func refer(
        to garage: Int64, on day: Day, by step: Int = 1
    ) -> (GarageCount, DayCount) {
        revision += 1
        months[Key(garage: garage, time: day.month), default: 0] += step
        days[Key(garage: garage, time: day), default: 0] += step
        return (
            GarageCount(
                garage: garage, month: day.month,
                committed: months[Key(garage: garage, time: day.month)] ?? 0, received: 0,
                revision: revision),
            DayCount(
                garage: garage, day: day, committed: days[Key(garage: garage, time: day)] ?? 0,
                revision: revision)
        )
    }
}
