import Geometry
import Testing

@Suite("Coordinates")
struct CoordinateTests {
    @Test(arguments: [(90.0, 180.0), (-90, -180), (0, 0), (-0.0, -0.0), (48.8566, 2.3522)])
    func theWholeEarthIsValid(latitude: Double, longitude: Double) throws {
        let coordinate = try Coordinate(latitude: latitude, longitude: longitude)
        #expect(coordinate.latitude == latitude)
        #expect(coordinate.longitude == longitude)
    }

    @Test(arguments: [Double(90).nextUp, -Double(90).nextUp, 91, .infinity, -.infinity])
    func aLatitudeOutOfRangeIsNamed(latitude: Double) {
        #expect(throws: Coordinate.Invalid.latitude(latitude)) {
            try Coordinate(latitude: latitude, longitude: 0)
        }
    }

    @Test(arguments: [Double(180).nextUp, -Double(180).nextUp, 360, .infinity, -.infinity])
    func aLongitudeOutOfRangeIsNamed(longitude: Double) {
        #expect(throws: Coordinate.Invalid.longitude(longitude)) {
            try Coordinate(latitude: 0, longitude: longitude)
        }
    }

    @Test
    func theLatitudeIsJudgedFirst() {
        #expect(throws: Coordinate.Invalid.latitude(91)) {
            try Coordinate(latitude: 91, longitude: 181)
        }
    }

    @Test
    func whatIsNotANumberIsNoCoordinate() {
        #expect(throws: Coordinate.Invalid.self) { try Coordinate(latitude: .nan, longitude: 0) }
        #expect(throws: Coordinate.Invalid.self) { try Coordinate(latitude: 0, longitude: .nan) }
    }
}
