import Foundation
import Geometry
import Testing

@testable import garagectl

/// The ground of the map: its projection and the outline of France.
@Suite struct OutlineTests {
    private static let lambert = LambertProjection()

    private func point(_ latitude: Double, _ longitude: Double) throws -> PicturePoint {
        Self.lambert.point(try Coordinate(latitude: latitude, longitude: longitude))
    }

    @Test func theOriginIsTheMiddleOfTheMap() throws {
        let origin = try point(46.5, 3)
        #expect(abs(origin.x) < 1e-9 && abs(origin.y) < 1e-9)
    }

    /// On the two parallels a degree of longitude is as long as on the sphere.
    @Test(arguments: [44.0, 49.0])
    func theParallelsAreTrue(latitude: Double) throws {
        let (west, east) = (try point(latitude, 2.999), try point(latitude, 3.001))
        let length = hypot(east.x - west.x, east.y - west.y)
        let onSphere = 0.002 * .pi / 180 * 6_371.0088 * cos(latitude * .pi / 180)
        #expect(abs(length / onSphere - 1) < 1e-6)
    }

    @Test func eastAndWestMirrorEachOther() throws {
        for latitude in [42.0, 46.5, 51.0] {
            let (west, east) = (try point(latitude, 0.5), try point(latitude, 5.5))
            #expect(abs(west.x + east.x) < 1e-9 && abs(west.y - east.y) < 1e-9)
        }
    }

    /// Lambert-93 (EPSG:2154) less its false origin, 700 km and 6 600 km.
    @Test(arguments: [
        ("Paris", 48.8566, 2.3522, -47.53, 262.04), ("Marseille", 43.2965, 5.3698, 192.39, -352.96),
    ])
    func townsLieWhereTheOfficialProjectionHasThem(
        town: String, latitude: Double, longitude: Double, east: Double, north: Double
    ) throws {
        let found = try point(latitude, longitude)
        let error = hypot(found.x - east, found.y + north)
        #expect(error < 0.003 * hypot(east, north), "\(town): \(error) km")
    }

    @Test(arguments: MapPart.allCases)
    func outlinesAreRingsInsideTheirBounds(part: MapPart) {
        #expect(!part.outline.isEmpty)
        for ring in part.outline {
            #expect(ring.count >= 4)
            #expect(ring.allSatisfy(part.contains))
        }
    }

    @Test(arguments: [
        ("Lens", 50.43, 2.83, true), ("Brest", 48.40, -4.48, true), ("Nice", 43.72, 7.25, true),
        ("Ajaccio", 41.95, 8.75, true), ("Strasbourg", 48.58, 7.72, true),
        ("London", 51.0, 0.5, false), ("Genève", 46.20, 6.20, false),
        ("Barcelona", 41.38, 2.17, false), ("the Channel", 50.2, -0.5, false),
        ("Saarbrücken", 49.25, 7.05, false),
    ])
    func theMainlandIsWhereItIs(name: String, latitude: Double, longitude: Double, isIn: Bool) {
        #expect(contains(MapPart.metropole.outline, latitude, longitude) == isIn, "\(name)")
    }

    @Test(arguments: [
        (MapPart.guadeloupe, 16.02, -61.68), (.martinique, 14.65, -61.0), (.guyane, 4.0, -53.0),
        (.reunion, -21.1, 55.5), (.mayotte, -12.8, 45.15),
    ])
    func theDepartmentsOverseasAreWhereTheyAre(part: MapPart, latitude: Double, longitude: Double) {
        #expect(contains(part.outline, latitude, longitude))
    }

    /// Even-odd rule.
    private func contains(
        _ rings: [[Coordinate]], _ latitude: Double, _ longitude: Double
    ) -> Bool {
        var isIn = false
        for ring in rings {
            for (a, b) in zip(ring, ring.dropFirst() + ring.prefix(1))
            where (a.latitude > latitude) != (b.latitude > latitude) {
                let share = (latitude - a.latitude) / (b.latitude - a.latitude)
                if longitude < a.longitude + share * (b.longitude - a.longitude) { isIn.toggle() }
            }
        }
        return isIn
    }

    /// 551,700 km² with Corsica; what simplifying takes and gives must nearly even out.
    @Test func theMainlandHasItsArea() {
        var area = 0.0
        for ring in MapPart.metropole.outline {
            let points = ring.map(Self.lambert.point)
            var twice = 0.0
            for (a, b) in zip(points, points.dropFirst() + points.prefix(1)) {
                twice += a.x * b.y - b.x * a.y
            }
            area += abs(twice) / 2
        }
        #expect(abs(area / 551_700 - 1) < 0.02)
    }

    @Test func theOutlineIsSmall() {
        let corners = MapPart.allCases.map { $0.outline.joined().count }.reduce(0, +)
        #expect(corners < 1_200)
    }

    @Test(
        arguments: [
            ("100 200 5 0 0 5 -5 0", 100, [2.0, 2.0, 2.05, 2.05]),
            ("1000 2000 -1 1", 1_000, [2, 2.001]),
            ("", 100, []), ("5", 100, []),
        ] as [(String, Int, [Double])])
    func stepsAreRead(text: String, unit: Int, latitudes: [Double]) {
        let rings = MapPart.rings(text, stepsPerDegree: unit)
        #expect(rings.joined().map(\.latitude) == latitudes)
    }

    @Test func aMapKeepsItsShapeAndItsRectangle() {
        for part in MapPart.allCases {
            let map = FittedMap(
                part, Self.lambert, into: PicturePoint(x: 10, y: 20), width: 200, height: 100)
            let points = part.outline.joined().map(map.point)
            #expect(points.allSatisfy { (9.99...210.01).contains($0.x) }, "\(part)")
            #expect(points.allSatisfy { (19.99...120.01).contains($0.y) }, "\(part)")
            let isFull =
                points.contains { $0.x < 10.01 } && points.contains { $0.x > 209.99 }
                || points.contains { $0.y < 20.01 } && points.contains { $0.y > 119.99 }
            #expect(isFull, "\(part)")
        }
    }
}
