/// A line of one of the plots.
struct Curve: Codable, Equatable {
    /// The name of the plot, one of ``Plot/all``.
    let plot: String
    /// What the legend says.
    let name: String
    /// From left to right, both coordinates above 0.
    let points: [Point]
    /// Where it may be expected to bend, and why.
    var marks: [Mark] = []

    struct Point: Codable, Equatable {
        let x: Double
        let y: Double
    }

    /// Something that changes at a place of the horizontal axis.
    struct Mark: Codable, Equatable {
        let x: Double
        /// For the plot: "L2 full"; no line is drawn where it is empty.
        let label: String
        /// For the sentence under it, after "because": "its 34 bytes a point outgrow L2".
        let reason: String
        /// Whether it makes the curve rise faster from there on; else slower.
        var isSteeper = true

        /// Where so many bytes for each of x outgrow the caches of this machine.
        static func caches(bytesForEach bytes: Double) -> [Mark] {
            let sizes = Machine.here.cacheBytes
            return sizes.enumerated().map { level, size in
                let next = level + 1 < sizes.count ? "L\(level + 2)" : "memory"
                return Mark(
                    x: Double(size) / bytes, label: "L\(level + 1) full",
                    reason: "\(significant(bytes)) bytes for each no longer fit in"
                        + " L\(level + 1) (\(Machine.bytes(size))) and come from \(next)")
            }
        }
    }
}
