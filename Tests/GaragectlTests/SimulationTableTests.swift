import GarageNetwork
import Geometry
import Matching
import Optimum
import Testing

@testable import garagectl

@Suite struct SimulationTableTests {
    /// Two garages 10 km apart, the first with room for one; three people beside it.
    private func scenario(_ people: Int = 3, radiusKm: Double = 20) throws -> Scenario {
        let garages = try [(1, 0, 1), (2, 1, 9)].map { number, low, high in
            Garage(
                number: Int64(number), id: try #require(GarageID("\(number)")), name: "Garage",
                position: try Coordinate(latitude: 48 + Double(number - 1) * 0.09, longitude: 2),
                target: try #require(TargetBand(min: low, max: high)))
        }
        let day = try #require(Day("2025-03-03"))
        let here = try Coordinate(latitude: 48, longitude: 2)
        return try Scenario(
            garages: garages,
            demand: ScenarioDemand(
                (0..<people).map { number in
                    ScenarioRequest(
                        id: "\(number)",
                        request: Simulation.Request(day: day, position: here, radiusKm: radiusKm))
                }))
    }

    private func table(_ scenario: Scenario, showsTimes: Bool) throws -> SimulationTable {
        var run = OptimumRun(garages: scenario.garages)
        for request in try scenario.requests { _ = try run.add(request) }
        let optimum = try #require(try run.finish()).1
        let nearest = try SimulationRun(scenario: scenario, policy: .nearest).run { _, _, _ in }
        var table = SimulationTable(
            .init(nearest: nearest.score, optimum: optimum), showsTimes: showsTimes)
        table.add("nearest", nearest)
        table.addPossible()
        return table
    }

    private func value(_ name: String, _ row: [JSONMember]) -> String? {
        row.first { $0.name == name }?.value.plain
    }

    /// Nearest sends three to the first: two above its band, one missing at the second.
    ///
    /// The least cost sends two of them 10 km further.
    @Test func doneStandsBesidePossible() throws {
        let rows = try table(scenario(), showsTimes: false).rows
        #expect(
            rows.map { value("policy", $0) }
                == ["nearest", "optimum", "most-in-band", "no-more-than"])
        #expect(rows.map { value("in_percent", $0) } == ["0.0", "100.0", "100.0", "100.0"])
        #expect(rows.map { value("J_km_month", $0) } == ["45", "20", nil, nil])
        #expect(rows.map { value("gain_percent", $0) } == ["0.0", "100.0", nil, nil])
        #expect(rows.map { value("extra_km_max", $0) } == ["0.0", "10.0", nil, nil])
        #expect(rows.map { value("moved_percent", $0) } == ["0.0", "66.7", nil, nil])
        #expect(rows.allSatisfy { value("p99_us", $0) == nil })
    }

    @Test func timesComeLast() throws {
        let rows = try table(scenario(), showsTimes: true).rows
        #expect(rows[0].suffix(2).map(\.name) == ["p50_us", "p99_us"])
        #expect(value("p50_us", rows[1]) == nil)
    }

    @Test func whereNothingCanBeGainedNoGainIsShown() throws {
        let rows = try table(scenario(radiusKm: 5), showsTimes: false).rows
        #expect(rows[0].map(\.name) == rows[1].map(\.name))
        #expect(value("J_km_month", rows[0]) == "45" && value("gain_percent", rows[0]) == nil)
    }

    @Test func withoutAnOptimumThereIsNoGain() throws {
        let scenario = try scenario()
        let nearest = try SimulationRun(scenario: scenario, policy: .nearest).run { _, _, _ in }
        var table = SimulationTable(nil, showsTimes: false)
        table.add("nearest", nearest)
        table.addPossible()
        #expect(table.rows.count == 1 && value("gain_percent", table.rows[0]) == nil)
        #expect(value("J_km_month", table.rows[0]) == "45")
    }

    @Test(arguments: [
        (100, 1_000, 1_000), (200, 1_000, 2_000), (50, 470, 530), (130, 1_270, 1_330),
    ])
    func demandIsScaled(percent: Int, low: Int, high: Int) {
        var scale = DemandScale(percent: percent, seed: 1)
        let copies = (0..<1_000).map { _ in scale.nextCopies() }
        #expect((low...high).contains(copies.reduce(0, +)))
        #expect(Set(copies).isSubset(of: [percent / 100, percent / 100 + 1]))
    }

    @Test func aSecondRequestHasItsOwnName() throws {
        let scaled = try scenario(2).scaled(by: DemandScale(percent: 300, seed: 1))
        #expect(try scaled.ids == ["0", "0+1", "0+2", "1", "1+1", "1+2"])
        #expect(try scaled.ids == scaled.ids, "read twice, drawn the same")
        #expect(scaled.demand.estimatedCount == 6)
    }

    @Test func aDemandOfNothingIsRefused() throws {
        let failure = try #require(throws: Failure.self) {
            _ = try Scenario(garages: scenario().garages, demand: ScenarioDemand([]))
        }
        #expect(failure.status == .refused)
    }
}
