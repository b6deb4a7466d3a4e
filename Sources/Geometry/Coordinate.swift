/// A point on the Earth's surface, in WGS 84 degrees.
///
/// A value of this type is always in range, because its only initializer checks; whoever receives
/// one need not check again. Latitude comes before longitude everywhere.
@usableFromInline
package struct Coordinate: Hashable, Sendable {
    /// Degrees north of the equator, from -90 through 90.
    @usableFromInline package let latitude: Double
    /// Degrees east of Greenwich, from -180 through 180; both ends are the same meridian.
    @usableFromInline package let longitude: Double

    /// Takes two numbers of degrees, if they are a place on the Earth.
    ///
    /// - Throws: ``Invalid``, naming the first number that is out of range or not a number.
    package init(latitude: Double, longitude: Double) throws(Invalid) {
        guard latitude >= -90, latitude <= 90 else { throw .latitude(latitude) }
        guard longitude >= -180, longitude <= 180 else { throw .longitude(longitude) }
        self.latitude = latitude
        self.longitude = longitude
    }

    /// Two numbers of degrees that are known to be in range.
    @inlinable @inline(__always)
    init(uncheckedLatitude latitude: Double, longitude: Double) {
        self.latitude = latitude
        self.longitude = longitude
    }

    /// The number that kept two numbers from being a coordinate.
    package enum Invalid: Error, Hashable {
        /// Not a number from -90 through 90.
        case latitude(Double)
        /// Not a number from -180 through 180.
        case longitude(Double)
    }
}
