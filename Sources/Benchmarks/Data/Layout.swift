import Foundation
import Geometry

/// How places are spread over a rectangle that is as large as metropolitan France and lies there.
enum Layout: String, CaseIterable {
    /// Everywhere alike.
    case uniform
    /// Four in five about one of 120 towns, of which the second is half as large as the first, the
    /// third a third, and so on; the others everywhere.
    case clustered

    /// So many places; garages and people of one layout share its towns.
    func places(
        _ count: Int, seed: UInt64, over area: Area = .asLargeAsFrance
    ) -> [Coordinate] {
        var random = SplitMix64(seed: seed)
        var townsRandom = SplitMix64(seed: 1)
        let towns = (0..<120).map { _ in Self.anywhere(area, &townsRandom) }
        return (0..<count).map { _ in
            guard self == .clustered, Int.random(in: 0..<5, using: &random) > 0 else {
                return Self.anywhere(area, &random)
            }
            // Rank and size are inverse: each doubling of the rank is as likely as the next.
            let rank = pow(Double(towns.count + 1), .random(in: 0..<1, using: &random))
            return Self.about(towns[min(Int(rank), towns.count) - 1], &random)
        }
    }

    /// A rectangle of latitudes and longitudes.
    struct Area {
        let latitudes: ClosedRange<Double>
        let longitudes: ClosedRange<Double>

        /// 834 km from south to north, 660 km from west to east at the middle: 550,000 km².
        static let asLargeAsFrance = Area(latitudes: 43...50.5, longitudes: -1...7.7)
        /// The least that holds metropolitan France, and twice as large.
        static let boundingBox = Area(latitudes: 41.3...51.1, longitudes: -5.2...9.6)

        var squareKilometres: Double {
            let radians = Double.pi / 180
            let height = sin(latitudes.upperBound * radians) - sin(latitudes.lowerBound * radians)
            let width = (longitudes.upperBound - longitudes.lowerBound) * radians
            return height * width * pow(Earth.meanRadius.kilometres, 2)
        }
    }

    private static func anywhere(_ area: Area, _ random: inout SplitMix64) -> Coordinate {
        place(
            .random(in: area.latitudes, using: &random),
            .random(in: area.longitudes, using: &random))
    }

    /// Mostly within 8 km of the middle of a town, never beyond 17.
    private static func about(_ town: Coordinate, _ random: inout SplitMix64) -> Coordinate {
        let (north, east) = (offset(&random), offset(&random))
        return place(
            town.latitude + north, town.longitude + east / cos(town.latitude * .pi / 180))
    }

    /// Degrees of latitude: the sum of three even numbers up to 4 km, which is nearly normal.
    private static func offset(_ random: inout SplitMix64) -> Double {
        (0..<3).reduce(0) { sum, _ in sum + .random(in: -4...4, using: &random) } / 111.2
    }

    private static func place(_ latitude: Double, _ longitude: Double) -> Coordinate {
        guard let place = try? Coordinate(latitude: latitude, longitude: longitude) else {
            preconditionFailure("No layout leaves the Earth.")
        }
        return place
    }
}

/// A small generator that gives the same numbers for the same seed everywhere.
///
/// **Source.** G. Steele, D. Lea and C. Flood, "Fast splittable pseudorandom number generators",
/// 2014.
struct SplitMix64: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
