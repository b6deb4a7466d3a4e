import Alerting
import GarageNetwork
import Geometry
import Matching
import Testing

/// What a look at a large network keeps: all of an ordinary one, and a known part of a larger one.
@Suite struct FoundAlertsTests {
    /// Garages with these counts near the end of a month: 0 people make `act`.
    private static func standings(_ counts: [Int]) throws -> [GarageStanding] {
        try zip(Int64(1)..., counts).map {
            try GarageStanding.test($0, committed: $1, on: "2026-11-27")
        }
    }

    private static func starving(
        _ standings: [GarageStanding], open: [Int64] = [], max: Int
    ) -> (found: FoundAlerts, garages: [Int64]) {
        let level = Dictionary(
            open.map { (Alert.Key(rule: "starving", garage: $0), AlertLevel.act) }
        ) { $1 }
        let found = FoundAlerts(in: standings, AlertThresholds(), open: level, perRuleMax: max)
        return (found, found.all.filter { $0.rule.name == "starving" }.map(\.garage))
    }

    @Test(
        "at the limit of a rule nothing is left out, beyond it what comes last is counted",
        arguments: [(4, 0), (5, 0), (3, 1), (1, 3), (0, 4)])
    func limit(max: Int, leftOut: Int) throws {
        let (found, garages) = Self.starving(try Self.standings([0, 0, 0, 0]), max: max)
        #expect(garages == Array(1...4).prefix(max).map(Int64.init))
        #expect(Self.leftOut(found) == (leftOut == 0 ? [] : ["starving act \(leftOut)"]))
    }

    private static func leftOut(_ found: FoundAlerts) -> [String] {
        found.leftOut.map { "\($0.rule) \($0.level) \($0.count)" }
    }

    @Test("the loudest are kept, wherever they are")
    func loudest() throws {
        func standing(_ number: Int, _ count: Int) throws -> GarageStanding {
            try GarageStanding.test(Int64(number), committed: count, on: "2026-11-20")
        }
        let thresholds = AlertThresholds()
        let few = try #require(
            (1...4).first { count in
                (try? standing(1, count)).flatMap { AlertRule.starving.level($0, thresholds) }
                    .map { $0 < .act } ?? false
            })
        let standings = try [few, 0, few, 0].enumerated().map { try standing($0 + 1, $1) }
        let all = Self.starving(standings, max: 4)
        let levels = Dictionary(
            all.found.all.filter { $0.rule.name == "starving" }.map { ($0.garage, $0.level) }
        ) { $1 }
        let (loud, quiet) = (try #require(levels[2]), try #require(levels[1]))
        #expect(loud > quiet)
        #expect(Self.starving(standings, max: 2).garages == [2, 4])
        #expect(Self.starving(standings, max: 3).garages == [2, 4, 1])
        let three = Self.starving(standings, max: 3).found
        #expect(Self.leftOut(three) == ["starving \(quiet) 1"])
        let one = Self.starving(standings, max: 1).found
        #expect(Self.leftOut(one) == ["starving \(loud) 1", "starving \(quiet) 2"])
    }

    @Test("what is open stays, so that nothing comes and goes because of another garage")
    func open() throws {
        let standings = try Self.standings([0, 0, 0, 0])
        #expect(Self.starving(standings, open: [3, 4], max: 2).garages == [3, 4])
        #expect(Self.starving(standings, open: [3], max: 2).garages == [1, 3])
        #expect(Self.starving(standings, open: [1, 3, 4], max: 2).garages == [1, 3])
    }

    @Test("one rule that is full takes nothing from another")
    func rules() throws {
        let counts = [0, 0, 14, 14]
        let found = FoundAlerts(
            in: try Self.standings(counts), AlertThresholds(), perRuleMax: 1)
        #expect(found.all.map(\.rule.name) == ["starving", "overloaded"])
        #expect(found.leftOut.map(\.rule) == ["starving", "overloaded"])
    }

    @Test("no network of the usual kind loses an alert")
    func usual() {
        // Fifty times the largest: one rule speaks once of a garage.
        #expect(FoundAlerts.perRuleMax >= 50 * 400)
    }
}

/// The standings of a look are those of a report, one by one.
@Suite struct LiveStandingsTests {
    private struct Noon: GarageNetwork.Clock {
        let now: Instant
        let isSet = true
    }

    private static func network(leaving: Set<Int64>) throws -> NetworkSnapshot {
        let friday = try #require(Day("2026-11-27"))
        let network = LiveNetwork(clock: Noon(now: Instant(paris: friday, secondsOfDay: 43_200)))
        let garages = try (1...40).map { number in
            Garage(
                number: Int64(number), id: try #require(GarageID("G\(1_000 - number)")),
                name: "Garage fictif \(number)",
                position: try Coordinate(latitude: 50 + Double(number) / 50, longitude: 3),
                status: leaving.contains(Int64(number)) ? .left : .active)
        }
        let counts = garages.map {
            GarageCount(
                garage: $0.number, month: friday.month, committed: Int($0.number * 7 % 15),
                received: Int($0.number % 3), revision: 1)
        }
        network.replace(
            with: NetworkImage(garages: Garages(garages), counts: counts, days: [], revision: 1))
        return network.snapshot
    }

    @Test("each is the one of all, whoever has left", arguments: [[], [7], [1, 40], [3, 4, 5]])
    func same(leaving: [Int64]) throws {
        let network = try Self.network(leaving: Set(leaving))
        let around = Dictionary(
            (1...40).map { (Int64($0), Circumstances.test(reached: Double($0) * 3)) }
        ) { $1 }
        let calibration = OddsCalibration(
            below: Calibration(intercept: -0.4, slope: 0.7),
            above: Calibration(intercept: 0.5, slope: 1.3))
        let late = LateFunders(garage: 9, count: 2, since: network.asOf)
        let live = LiveStandings(
            of: network, calibration, circumstances: around, lateFunders: [9: late])
        let all = network.standings(calibration) { around[$0] }
        #expect(live.count == 40 - leaving.count && live.count == all.count)
        for (one, other) in zip(live, all) {
            #expect(one.garage == other.garage && one.monthEnd == other.monthEnd)
            #expect(one.received == other.received && one.today == other.today)
            #expect(one.circumstances == other.circumstances)
            #expect(one.prognosis == other.prognosis && one.odds == other.odds)
            #expect(one.lateFunders?.count == (one.garage.number == 9 ? 2 : nil))
        }
    }
}
