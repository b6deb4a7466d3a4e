import Geometry
import Glibc

/// Lambert's conformal conic projection with the parallels of Lambert-93 (EPSG:2154), on a sphere.
///
/// Maps of France look as they do on official ones. The true ellipsoid would move no town of the
/// mainland by more than 0.3 % of its distance from the middle, which no picture shows. Formulas:
/// Snyder, Map Projections, USGS Professional Paper 1395 (1987), equations 15-1 to 15-5.
struct LambertProjection {
    /// Degrees: standard parallels, and where x and y are 0.
    private static let parallels = (south: 44.0, north: 49.0)
    private static let origin = (latitude: 46.5, longitude: 3.0)
    private static let radiusKm = 6_371.0088

    private let exponent: Double
    private let factor: Double
    private let originRadius: Double

    init() {
        let (south, north) = (
            Self.radians(Self.parallels.south), Self.radians(Self.parallels.north)
        )
        exponent = log(cos(south) / cos(north)) / log(Self.tangent(north) / Self.tangent(south))
        factor = cos(south) * pow(Self.tangent(south), exponent) / exponent
        originRadius =
            Self.radiusKm * factor
            / pow(Self.tangent(Self.radians(Self.origin.latitude)), exponent)
    }

    /// How many km a place lies to the right of the origin and below it.
    ///
    /// For places far from France the figures grow without bound but stay finite, except at the
    /// south pole.
    func point(_ place: Coordinate) -> PicturePoint {
        let radius =
            Self.radiusKm * factor / pow(Self.tangent(Self.radians(place.latitude)), exponent)
        let angle = exponent * Self.radians(place.longitude - Self.origin.longitude)
        return PicturePoint(x: radius * sin(angle), y: radius * cos(angle) - originRadius)
    }

    private static func radians(_ degrees: Double) -> Double { degrees * .pi / 180 }
    private static func tangent(_ latitude: Double) -> Double { tan(.pi / 4 + latitude / 2) }
}
