package import Geometry
import Matching

/// Where people start from, how far they can go, and how many a month they are.
package struct DemandPoint: Equatable, Sendable {
    package var position: Coordinate
    package var reachKm: Double
    package var peoplePerMonth: Double

    package init(position: Coordinate, reachKm: Double, peoplePerMonth: Double) {
        self.position = position
        self.reachKm = reachKm
        self.peoplePerMonth = peoplePerMonth
    }
}

/// How many of the people who ask can go how far.
package struct ReachMix: Equatable, Sendable {
    package let parts: [Part]

    /// The people of one class of reach.
    package struct Part: Equatable, Sendable {
        /// The mean reach of the class.
        package let reachKm: Double
        /// Their share of all, above 0.
        package let share: Double

        package init(reachKm: Double, share: Double) {
            self.reachKm = reachKm
            self.share = share
        }
    }

    /// The upper ends of the classes, rims included; whatever is beyond is in the last.
    package static let classesKm = [10.0, 20, 30, 50]

    /// The class of a reach: its position in ``classesKm``.
    package static func classIndex(of reachKm: Double) -> Int {
        classesKm.firstIndex { reachKm <= $0 } ?? classesKm.count - 1
    }

    /// A mix from its parts; their shares add up to 1.
    package init(parts: [Part]) { self.parts = parts }

    /// Everybody goes as far as somebody who said nothing.
    package static let unknown = ReachMix(
        parts: [Part(reachKm: Reach.defaultKm, share: 1)])

    /// The mix of observed reaches; ``unknown`` when there are none.
    package init(_ reaches: some Sequence<Double>) {
        var counts = [Int](repeating: 0, count: Self.classesKm.count)
        var sums = [Double](repeating: 0, count: Self.classesKm.count)
        for reach in reaches {
            counts[Self.classIndex(of: reach)] += 1
            sums[Self.classIndex(of: reach)] += reach
        }
        let total = counts.reduce(0, +)
        guard total > 0 else {
            self = .unknown
            return
        }
        parts = zip(counts, sums).filter { $0.0 > 0 }.map { count, sum in
            Part(reachKm: sum / Double(count), share: Double(count) / Double(total))
        }
    }
}
