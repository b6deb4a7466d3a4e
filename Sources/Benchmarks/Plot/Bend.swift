import Foundation

/// A place where a curve begins to rise faster or slower than before.
struct Bend: Equatable {
    let point: Curve.Point
    /// The power of x that y grows with, before and after: 0 is flat, 1 is in proportion.
    let before: Double
    let after: Double

    /// How much the power has to change to be called a bend; less is noise of the measurement.
    static let changeMin = 0.25
    /// Powers are taken over so many points to each side, and bends are further apart.
    static let reach = 2
    /// Marks further away than this factor do not explain a bend.
    static let markFactorMax = 4.0

    /// The clearest bends of a curve, at most two, from left to right.
    static func all(of curve: Curve) -> [Bend] {
        let points = curve.points
        guard points.count > 2 else { return [] }
        let candidates = (1..<points.count - 1).map { index in
            let (left, right) = (max(0, index - reach), min(points.count - 1, index + reach))
            return (
                index: index,
                bend: Bend(
                    point: points[index], before: power(points[left], points[index]),
                    after: power(points[index], points[right]))
            )
        }
        var chosen: [(index: Int, bend: Bend)] = []
        for candidate in candidates.sorted(by: { $0.bend.change > $1.bend.change })
        where candidate.bend.change >= changeMin && chosen.count < 2 {
            if chosen.allSatisfy({ abs($0.index - candidate.index) > reach }) {
                chosen.append(candidate)
            }
        }
        return chosen.map(\.bend).sorted { $0.point.x < $1.point.x }
    }

    private var change: Double { abs(after - before) }

    private static func power(_ left: Curve.Point, _ right: Curve.Point) -> Double {
        log(right.y / left.y) / log(right.x / left.x)
    }

    /// One sentence: where, how, and why when a mark is near.
    func sentence(about curve: Curve, unit: String) -> String {
        let near = curve.marks.filter {
            max($0.x / point.x, point.x / $0.x) <= Self.markFactorMax
                && $0.isSteeper == (after > before)
        }
        let nearest = near.min { abs(log($0.x / point.x)) < abs(log($1.x / point.x)) }
        let powers = "x^\(significant(before)) to x^\(significant(after))"
        let why = nearest.map { "because \($0.reason)" } ?? "which nothing marked there explains"
        return "**\(curve.name)** turns from \(powers) at about "
            + "\(whole(Int(point.x.rounded()))) \(unit), \(why)."
    }
}
