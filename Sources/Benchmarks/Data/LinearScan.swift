import Foundation
import Geometry

/// The search without an index that anybody would write who cares for speed.
///
/// Unit vectors in single precision, 16 bytes a point, are read from the first to the last; great
/// circles are computed only for what passes the squared chord of the best so far.
struct LinearScan {
    private let points: [Coordinate]
    private let vectors: [SIMD3<Float>]

    init(_ points: [Coordinate]) {
        self.points = points
        vectors = points.map(Self.vector)
    }

    func nearest(to origin: Coordinate, within radius: Distance, limit: Int) -> [Neighbour] {
        let probe = Self.vector(origin)
        var bound = Self.squaredChord(radius, slack: 1)
        var best: [Neighbour] = []
        for (index, vector) in vectors.enumerated() where squared(vector - probe) <= bound {
            let found = Neighbour(id: Int32(index), distance: origin.distance(to: points[index]))
            let place = best.firstIndex { found < $0 } ?? best.count
            guard found.distance <= radius, place < limit else { continue }
            best.insert(found, at: place)
            if best.count > limit { best.removeLast() }
            if best.count == limit { bound = Self.squaredChord(best[limit - 1].distance, slack: 1) }
        }
        return best
    }

    func count(within radius: Distance, of origin: Coordinate) -> Int {
        let probe = Self.vector(origin)
        let bound = Self.squaredChord(radius, slack: 1)
        let core = Self.squaredChord(radius, slack: -1)
        var total = 0
        for (index, vector) in vectors.enumerated() {
            let squared = squared(vector - probe)
            if squared <= core || squared <= bound && origin.distance(to: points[index]) <= radius {
                total += 1
            }
        }
        return total
    }

    private static func vector(_ place: Coordinate) -> SIMD3<Float> {
        let (latitude, longitude) = (place.latitude * .pi / 180, place.longitude * .pi / 180)
        return SIMD3(
            Float(cos(latitude) * cos(longitude)), Float(cos(latitude) * sin(longitude)),
            Float(sin(latitude)))
    }

    @inline(__always)
    private func squared(_ line: SIMD3<Float>) -> Float { (line * line).sum() }

    /// The squared chord of a distance below 10,000 km, on the safe side of what rounding does:
    /// single precision moves a point by up to 0.7 m.
    private static func squaredChord(_ distance: Distance, slack: Double) -> Float {
        let chord = 2 * sin(distance.metres / Earth.meanRadius.metres / 2)
        let safe = max(0, chord * (1 + slack * 1e-6) + slack * 4e-7)
        return Float(safe * safe)
    }
}
