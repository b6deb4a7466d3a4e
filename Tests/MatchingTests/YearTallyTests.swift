import GarageNetwork
import Matching
import Testing

/// What a year adds up to does not depend on what is kept of it.
@Suite struct YearTallyTests {
    private struct Served {
        let month: Month
        let garage: Int
        let km: Double
        let nearestKm: Double
    }

    private static func garages() throws -> [Garage] {
        try (1...5).map { try Garage.test($0, north: Double($0)) }
    }

    /// Most at the nearest, some further, in three months that come in any order.
    private static func year(_ count: Int, moved: Double) throws -> [Served] {
        var random = SeededGenerator(seed: 9)
        let months = try ["2025-01", "2025-02", "2025-04"].map { try #require(Month($0)) }
        return (0..<count).map { _ in
            let nearestKm = Double.random(in: 0...20, using: &random)
            let extraKm: Double =
                .random(in: 0..<1, using: &random) < moved ? .random(in: 1...9, using: &random) : 0
            return Served(
                month: months.randomElement(using: &random) ?? months[0],
                garage: .random(in: 0..<5, using: &random), km: nearestKm + extraKm,
                nearestKm: nearestKm)
        }
    }

    private static func score(_ year: [Served]) throws -> YearScore {
        var tally = YearTally(garages: try garages())
        for one in year {
            tally.serve(in: one.month, at: one.garage, km: one.km, nearestKm: one.nearestKm)
        }
        return try #require(tally.score())
    }

    @Test("extra kilometres are as if all were kept, the zeros too", arguments: [0, 0.04, 0.3, 1])
    func extraKm(moved: Double) throws {
        for count in [1, 2, 20, 21, 400] {
            let year = try Self.year(count, moved: moved)
            let score = try Self.score(year)
            let all = year.map { $0.km - $0.nearestKm }.sorted()
            let place = 0.95 * Double(count - 1)
            let (low, high) = (all[Int(place)], all[min(Int(place) + 1, count - 1)])
            #expect(score.extraKmP95 == low + (high - low) * (place - Double(Int(place))))
            #expect(score.extraKmMax == all[count - 1])
            #expect(
                abs(score.extraKmMean - all.reduce(0, +) / Double(count)) < 1e-9)
            #expect(
                score.movedPercent == 100 * Double(all.count { $0 > 1e-9 }) / Double(count))
        }
    }

    @Test("months may come in any order; one without a request counts")
    func months() throws {
        let year = try Self.year(300, moved: 0.2)
        let (mixed, sorted) = (
            try Self.score(year), try Self.score(year.sorted { $0.month < $1.month })
        )
        #expect(mixed.months == 4 && sorted.months == 4)
        #expect(mixed.loadMax == sorted.loadMax && mixed.gini == sorted.gini)
        #expect(mixed.inBandPercent == sorted.inBandPercent)
        #expect(mixed.excessPerMonth == sorted.excessPerMonth && mixed.excessPerMonth > 0)
        #expect(YearTally(garages: try Self.garages()).score() == nil)
    }
}
