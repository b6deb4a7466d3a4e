/// Four points in the order of the cells, side by side for arithmetic on four at once.
///
/// 12 bytes a point: coordinate and id of one point share a cache line or lie in the next one,
/// which is what a search among millions waits for.
@usableFromInline
struct GridQuad: Sendable {
    /// In ``Turn`` units.
    @usableFromInline var latitudes: SIMD4<Int32>
    /// In ``Turn`` units.
    @usableFromInline var longitudes: SIMD4<Int32>
    @usableFromInline var ids: SIMD4<Int32>
}

/// One point on its way into the quads.
struct LoosePoint {
    var latitude: Int32
    var longitude: Int32
    var id: Int32
}
