import Foundation
import Geometry
import Testing

@Suite("Great circles")
struct GreatCircleTests {
    private static let radius = Earth.meanRadius.metres

    /// Ends, and the length in metres by geometry that needs no haversine.
    static let known: [(Coordinate, Coordinate, Double)] = [
        (place(0, 0), place(0, 0), 0),
        (place(0, 0), place(0, 1), radius * .pi / 180),
        (place(0, 0), place(1, 0), radius * .pi / 180),
        (place(0, 0), place(0, 90), radius * .pi / 2),
        (place(90, 0), place(-90, 0), radius * .pi),
        (place(0, 0), place(0, 180), radius * .pi),
        (place(45, 0), place(45, 180), radius * .pi / 2),
        (place(60, 0), place(60, 90), radius * 2 * asin(0.5 / 2.0.squareRoot())),
        (
            place(48, 179.5), place(48, -179.5),
            radius * 2 * asin(cos(48 * .pi / 180) * sin(.pi / 360))
        ),
    ]

    @Test(arguments: known)
    func knownArcs(one: Coordinate, other: Coordinate, metres: Double) {
        #expect(abs(one.distance(to: other).metres - metres) <= Self.errorMax(metres))
    }

    @Test
    func theAntimeridianAndThePolesAreSinglePlaces() {
        #expect(place(17, 180).distance(to: place(17, -180)).metres == 0)
        #expect(place(90, 12).distance(to: place(90, -100)).metres == 0)
        #expect(place(-90, -180).distance(to: place(-90, 3)).metres == 0)
    }

    @Test(arguments: Scatter.allCases)
    func bothDirectionsGiveTheSameBits(scatter: Scatter) {
        var random = SplitMix64(seed: 11)
        for _ in 0..<2_000 {
            let one = scatter.point(&random)
            let other = Scatter.allCases.randomElement(using: &random)?.point(&random) ?? one
            #expect(one.distance(to: other) == other.distance(to: one))
            #expect(one.distance(to: one).metres == 0)
            #expect(one.distance(to: other) <= Earth.halfCircumference)
        }
    }

    /// The stated error, against a formula that loses digits nowhere.
    ///
    /// It is Vincenty's special case for the sphere, with libm's sines, in 80 bits where there are
    /// any.
    @Test(arguments: Scatter.allCases)
    func theErrorIsAsStated(scatter: Scatter) {
        var random = SplitMix64(seed: 12)
        for _ in 0..<2_000 {
            let one = scatter.point(&random)
            let other = scatter.point(&random)
            let reference = Self.reference(one, other)
            let error = abs(one.distance(to: other).metres - reference)
            #expect(error <= Self.errorMax(reference), "\(one) to \(other), seed 12")
        }
    }

    /// The error that the documentation of the function states, in metres.
    private static func errorMax(_ metres: Double) -> Double {
        metres <= 10_010_000 ? 1e-8 + 1e-15 * metres : 0.5
    }

    #if arch(x86_64)
    private typealias Wide = Float80
    #else
    private typealias Wide = Double
    #endif

    private static func reference(_ one: Coordinate, _ other: Coordinate) -> Double {
        let degree = Wide.pi / 180
        let (south, north) = (Wide(one.latitude) * degree, Wide(other.latitude) * degree)
        let apart = (Wide(other.longitude) - Wide(one.longitude)) * degree
        let across = cos(north) * sin(apart)
        let along = cos(south) * sin(north) - sin(south) * cos(north) * cos(apart)
        let facing = sin(south) * sin(north) + cos(south) * cos(north) * cos(apart)
        return Double(
            Wide(radius) * atan2((across * across + along * along).squareRoot(), facing))
    }
}
