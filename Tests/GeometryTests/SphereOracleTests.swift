import Foundation
import Geometry
import Testing

/// Distances and circles against vectors in space, which know no haversine.
@Suite("The sphere, by vectors")
struct SphereOracleTests {
    /// A place as a unit vector.
    private struct Vector {
        var x: Double
        var y: Double
        var z: Double

        init(_ place: Coordinate) {
            let (north, east) = (place.latitude * .pi / 180, place.longitude * .pi / 180)
            (x, y, z) = (cos(north) * cos(east), cos(north) * sin(east), sin(north))
        }

        /// The angle to another one, exact for near and for opposite places alike.
        ///
        /// Twice the arc tangent of the length of the difference over that of the sum (Kahan).
        func angle(to other: Vector) -> Double {
            func length(_ sign: Double) -> Double {
                let (dx, dy, dz) = (x + sign * other.x, y + sign * other.y, z + sign * other.z)
                return (dx * dx + dy * dy + dz * dz).squareRoot()
            }
            return 2 * atan2(length(-1), length(1))
        }
    }

    private static let radius = Earth.meanRadius.metres

    private static func metres(_ one: Coordinate, _ other: Coordinate) -> Double {
        radius * Vector(one).angle(to: Vector(other))
    }

    /// Where one comes after so many metres on a bearing, in degrees from the north.
    private static func destination(
        _ start: Coordinate, bearing: Double, metres: Double
    ) -> Coordinate {
        let (north, turn, arc) = (
            start.latitude * .pi / 180, bearing * .pi / 180, metres / radius
        )
        let latitude = asin(
            min(1, max(-1, sin(north) * cos(arc) + cos(north) * sin(arc) * cos(turn))))
        let east = atan2(
            sin(turn) * sin(arc) * cos(north), cos(arc) - sin(north) * sin(latitude))
        let longitude = (start.longitude + east * 180 / .pi + 540)
            .truncatingRemainder(dividingBy: 360)
        return place(latitude * 180 / .pi, min(180, max(-180, longitude - 180)))
    }

    @Test(arguments: Scatter.allCases)
    func aDistanceIsTheAngleBetweenVectors(scatter: Scatter) {
        var random = SplitMix64(seed: 81)
        for _ in 0..<3_000 {
            let one = scatter.point(&random)
            let other = Scatter.allCases.randomElement(using: &random)?.point(&random) ?? one
            let expected = Self.metres(one, other)
            let allowed = expected < 10_010_000 ? 1e-7 + 1e-12 * expected : 0.5
            #expect(abs(one.distance(to: other).metres - expected) <= allowed, "\(one), \(other)")
        }
    }

    /// Degrees of a great circle, whose length needs no formula at all.
    @Test(arguments: [0.0, 1e-9, 0.001, 0.25, 1, 45, 90, 135, 179.999])
    func meridiansAndTheEquatorAreMeasuredInDegrees(degrees: Double) {
        let expected = Self.radius * degrees * .pi / 180
        let allowed = degrees <= 90 ? 1e-8 + 1e-14 * expected : 0.5
        let ends = [
            (place(0, 0), place(0, degrees)), (place(0, 180), place(0, degrees - 180)),
            (place(-45, 7), place(min(90, degrees - 45), degrees > 135 ? -173 : 7)),
        ]
        for (one, other) in ends where degrees <= 135 || one.latitude == 0 {
            #expect(abs(one.distance(to: other).metres - expected) <= allowed)
        }
    }

    @Test(arguments: Scatter.allCases)
    func noWayRoundIsShorter(scatter: Scatter) {
        var random = SplitMix64(seed: 82)
        for _ in 0..<3_000 {
            let (one, other) = (scatter.point(&random), scatter.point(&random))
            let third = Scatter.allCases.randomElement(using: &random)?.point(&random) ?? one
            let direct = one.distance(to: other).metres
            let round = one.distance(to: third).metres + third.distance(to: other).metres
            // Near the antipode an arc is known to half a metre only.
            #expect(direct <= round + (round < 10_010_000 ? 1e-6 : 1), "\(one), \(other)")
            #expect(direct >= 0 && one.distance(to: one).metres == 0)
            #expect(one.distance(to: other) == other.distance(to: one))
        }
    }

    /// The Earth turned, or seen in a mirror: nothing is nearer or further.
    @Test func turningTheEarthChangesNoDistance() {
        var random = SplitMix64(seed: 83)
        func turned(_ from: Coordinate, by degrees: Double) -> Coordinate {
            let east = (from.longitude + degrees + 540).truncatingRemainder(dividingBy: 360) - 180
            return place(from.latitude, east)
        }
        for _ in 0..<3_000 {
            let (one, other) = (Scatter.towns.point(&random), Scatter.wholeEarth.point(&random))
            let metres = one.distance(to: other).metres
            let degrees = Double.random(in: 0...360, using: &random)
            let again = turned(one, by: degrees).distance(to: turned(other, by: degrees)).metres
            let mirrored = place(-one.latitude, -one.longitude)
                .distance(to: place(-other.latitude, -other.longitude)).metres
            let allowed = metres < 10_010_000 ? 1e-6 : 0.5
            #expect(abs(again - metres) <= allowed)
            #expect(mirrored == metres)
        }
    }

    /// Points laid on rings about a centre: the circle has those inside and none outside.
    @Test(arguments: [
        (48.8566, 2.3522), (0, 0), (0, 179.99), (-17, -179.99), (89.9, 0), (90, 0), (-90, 77),
    ])
    func aCircleHasExactlyTheRingsInside(latitude: Double, longitude: Double) {
        let centre = place(latitude, longitude)
        let rings = [10.0, 1_000, 19_999, 20_000, 20_001, 50_000, 400_000]
        let points = rings.flatMap { metres in
            stride(from: 0.0, to: 360, by: 7.5).map { bearing in
                Self.destination(centre, bearing: bearing, metres: metres)
            }
        }
        let grid = Grid(points)
        #expect(points.count == rings.count * 48)
        for (inside, radius) in [5.0, 500, 19_998, 19_999.5, 20_000.5, 30_000, 1e5, 5e5]
            .enumerated()
        {
            let count = rings.count { $0 < radius } * 48
            #expect(grid.count(within: .metres(radius), of: centre) == count, "\(inside)")
            let found = grid.within(.metres(radius), of: centre)
            #expect(Set(found.map(\.id)) == Set(0..<Int32(count)))
            for neighbour in found {
                let ring = rings[Int(neighbour.id) / 48]
                #expect(abs(neighbour.distance.metres - ring) <= 1e-3)
            }
            let nearest = grid.nearest(to: centre, within: .metres(radius), limit: 48)
            #expect(nearest.count == min(48, count))
            #expect(nearest.allSatisfy { $0.id < 48 })
        }
    }

    /// A larger circle has all that a smaller one has, in the same order.
    @Test(arguments: Scatter.allCases)
    func circlesAreNested(scatter: Scatter) {
        var random = SplitMix64(seed: 84)
        let grid = Grid((0..<1_000).map { _ in scatter.point(&random) })
        for _ in 0..<40 {
            let origin = scatter.point(&random)
            var before: [Neighbour] = []
            for km in [0, 0.001, 1, 20, 50, 500, 5_000, 25_000.0] {
                let found = grid.within(.kilometres(km), of: origin)
                #expect(Array(found.prefix(before.count)) == before)
                #expect(found.count == grid.count(within: .kilometres(km), of: origin))
                before = found
            }
            #expect(before.count == 1_000)
        }
    }
}
