import GarageNetwork
import Geometry
import Testing

/// The rounding that keeps a door from being found in what is kept of a request.
@Suite struct DemandCoarseTests {
    @Test(arguments: [
        (0.0, 0.0, 0.0, 0.0), (48.8534, 2.3488, 48.85, 2.35), (48.855, 2.345, 48.86, 2.35),
        (48.8549, 2.3549, 48.85, 2.35), (-0.004, -0.004, 0, 0), (-0.006, -0.0051, -0.01, -0.01),
        (-20.8823, 55.4504, -20.88, 55.45), (-21.285, -60.995, -21.29, -61),
        (90, 180, 90, 180), (-90, -180, -90, -180), (89.996, 12.3456, 90, 12.35),
        (89.994, 0, 89.99, 0), (-89.9951, 0, -90, 0), (0, 179.996, 0, 180),
        (0, -179.996, 0, -180), (0, 179.994, 0, 179.99), (14.6, -61.07, 14.6, -61.07),
    ])
    func aPlaceIsTheNearestHundredth(
        latitude: Double, longitude: Double, coarseLatitude: Double, coarseLongitude: Double
    ) throws {
        let coarse = try at(latitude, longitude).coarse
        #expect(coarse.latitude == coarseLatitude)
        #expect(coarse.longitude == coarseLongitude)
    }

    @Test func everyHundredthOfADegreeIsItself() throws {
        for hundredths in -18_000...18_000 {
            let degrees = Double(hundredths) / 100
            let latitude = degrees / 2
            let coarse = try at(latitude, degrees).coarse
            #expect(coarse.longitude == degrees)
            #expect(coarse.coarse == coarse)
            // As it is printed: never 2.3500000000000001.
            #expect(coarse.longitude.description.split(separator: ".").last?.count ?? 9 <= 2)
        }
    }

    @Test func roundingMovesNoFurtherThanHalfAStepAndOnlyOnce() throws {
        var random = SeededRandom(seed: 21)
        let halfStep = DemandRecord.originStepDegrees / 2
        for _ in 0..<20_000 {
            let place = try at(
                .random(in: -90...90, using: &random), .random(in: -180...180, using: &random))
            let coarse = place.coarse
            #expect(abs(coarse.latitude - place.latitude) <= halfStep + 1e-12)
            #expect(abs(coarse.longitude - place.longitude) <= halfStep + 1e-12)
            #expect(coarse.coarse == coarse)
            // Half a step each way: 556 m north, and no more than that east.
            #expect(place.distance(to: coarse).metres <= 787)
        }
    }

    @Test func southAndWestRoundAsNorthAndEastDo() throws {
        var random = SeededRandom(seed: 22)
        for _ in 0..<5_000 {
            let (north, east) = (
                Double.random(in: 0...90, using: &random),
                Double.random(in: 0...180, using: &random)
            )
            let (one, other) = (try at(north, east).coarse, try at(-north, -east).coarse)
            #expect(one.latitude == -other.latitude && one.longitude == -other.longitude)
        }
    }

    @Test func acrossTheAntimeridianItStaysBesideItself() throws {
        for thousandths in 0...20 {
            let away = Double(thousandths) / 1_000
            let east = try at(-17, 180 - away).coarse
            let west = try at(-17, away - 180).coarse
            #expect(east.longitude == -west.longitude)
            #expect(try east.distance(to: at(-17, 180 - away)).metres <= 560)
        }
        #expect(try at(0, 179.999).coarse.distance(to: at(0, -179.999).coarse).metres == 0)
    }
}
