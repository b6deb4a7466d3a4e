/// The sphere that stands for the Earth in every computation of this module.
@usableFromInline
package enum Earth {
    /// The mean radius, (2a + b) / 3 of the WGS 84 ellipsoid: 6 371 008.8 m.
    package static let meanRadius = Distance.metres(meanRadiusMetres)

    /// Half a great circle: no two places are further apart, about 20 015 km.
    @inlinable package static var halfCircumference: Distance { .metres(.pi * meanRadiusMetres) }

    @inlinable static var meanRadiusMetres: Double { 6_371_008.8 }
}
