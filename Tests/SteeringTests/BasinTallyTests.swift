import GarageNetwork
import Geometry
import Matching
import Testing

@Suite struct BasinTallyTests {
    /// Two garages 22 km apart on a meridian, and a third far away.
    static let garages = [
        garage(1, at: point(50.0, 3)), garage(2, at: point(50.2, 3)), garage(3, at: point(45, 3)),
    ]

    static func request(_ latitude: Double, _ km: Double) -> Simulation.Request {
        Simulation.Request(day: day("2026-03-02"), position: point(latitude, 3), radiusKm: km)
    }

    @Test("shares everybody evenly among the garages they can reach")
    func shares() {
        var tally = BasinTally(garages: Self.garages)
        tally.add([
            Self.request(50.0, 10), Self.request(50.1, 30), Self.request(50.1, 30),
            Self.request(47, 50),
        ])
        #expect(tally.people == 4)
        #expect(tally.unreached == 1)
        let basins = tally.basins(months: 2)
        #expect(
            basins == [
                Basin(
                    reachedByPerMonth: 1.5, fairSharePerMonth: 1, onlyHerePerMonth: 0.5,
                    rivals: 2 / 3.0),
                Basin(
                    reachedByPerMonth: 1, fairSharePerMonth: 0.5, onlyHerePerMonth: 0, rivals: 1),
                .empty,
            ])
    }

    @Test("the rim of the reach is inside it, one millimetre less is not")
    func rim() {
        let km = point(50, 3).distance(to: point(50.1, 3)).kilometres
        var tally = BasinTally(garages: [Self.garages[0]])
        tally.add([Self.request(50.1, km), Self.request(50.1, km - 1e-6)])
        #expect(tally.unreached == 1)
    }

    @Test("closures and a pause that ends play no part; who left has no basin and rivals nobody")
    func network() throws {
        var garages = Self.garages
        garages[0].closures = [ClosedPeriod(first: day("2026-01-01"), last: day("2026-12-31"))]
            .compactMap(\.self)
        garages[1].status = .left
        var tally = BasinTally(garages: garages)
        tally.add([Self.request(50.1, 30)])
        let basins = tally.basins(months: 1)
        #expect(basins[0]?.onlyHerePerMonth == 1)
        #expect(basins[1] == nil)
        garages[1].status = .paused(until: nil, reason: "")
        #expect(!garages[1].isInNetwork)
        garages[1].status = .paused(until: day("2026-05-01"), reason: "")
        tally = BasinTally(garages: garages)
        tally.add([Self.request(50.1, 30)])
        #expect(tally.basins(months: 1)[1]?.rivals == 1)
    }

    @Test("pieces of any size add up to the same")
    func pieces() {
        var generator = SeededGenerator(seed: 7)
        let garages = (0..<40).map { number in
            garage(
                number,
                at: point(
                    .random(in: 48...50, using: &generator),
                    .random(in: 1...4, using: &generator)))
        }
        let requests = (0..<300).map { _ in
            Simulation.Request(
                day: day("2026-03-02"),
                position: point(
                    .random(in: 48...50, using: &generator),
                    .random(in: 1...4, using: &generator)),
                radiusKm: [10, 20, 30, 50].randomElement(using: &generator) ?? 30)
        }
        var whole = BasinTally(garages: garages)
        whole.add(requests)
        var pieces = BasinTally(garages: garages)
        for start in stride(from: 0, to: 300, by: 77) {
            pieces.add(requests[start..<min(300, start + 77)])
        }
        #expect(whole.basins(months: 3) == pieces.basins(months: 3))
        // Every reached person is shared out, once.
        let shared = whole.basins(months: 1).compactMap(\.self)
            .reduce(0) { $0 + $1.fairSharePerMonth }
        #expect(abs(shared - Double(whole.people - whole.unreached)) < 1e-9)
    }
}
