import Geometry

extension Section {
    /// The index against reading every point.
    static let grid = Section(
        name: "grid", title: "finding points near a place, against reading all of them",
        columns: ["points", "layout", "operation"] + Figure.columns + ["no index, CPU", "ratio"]
    ) { meter, table in
        for count in [300, 30_000, 1_000_000] {
            for layout in Layout.allCases {
                for cells in try GridBench(count, layout).rows(meter) {
                    table.add([whole(count), layout.rawValue] + cells)
                }
            }
        }
    }
}

/// One set of points, indexed and not.
private struct GridBench {
    private let points: [Coordinate]
    private let origins: [Coordinate]
    private let grid: Grid
    private let scan: LinearScan

    private static let limit = 5

    init(_ count: Int, _ layout: Layout) {
        points = layout.places(count, seed: 2)
        origins = layout.places(256, seed: 3)
        grid = Grid(points)
        scan = LinearScan(points)
    }

    func rows(_ meter: Meter) throws -> [[String]] {
        let radii = [20, 50].map { (name: "in \($0) km", radius: Distance.kilometres(Double($0))) }
        let searches = try radii.map { name, radius in
            try compare("nearest \(Self.limit) \(name)", meter, size: \.count) {
                grid.nearest(to: $0, within: radius, limit: Self.limit)
            } scanned: {
                scan.nearest(to: $0, within: radius, limit: Self.limit)
            }
        }
        let counts = try radii.map { name, radius in
            try compare("count \(name)", meter, size: \.self) {
                grid.count(within: radius, of: $0)
            } scanned: {
                scan.count(within: radius, of: $0)
            }
        }
        let built = meter.measure { count in
            (0..<count).reduce(0) { sum, _ in sum &+ Grid(points).count }
        }
        return searches + counts + [["build"] + built.cells + ["", ""]]
    }

    /// Measures two ways to the same answers, after a look whether they are the same.
    @inline(__always)
    private func compare<Answer: Equatable>(
        _ name: String, _ meter: Meter, size: (Answer) -> Int,
        indexed: (Coordinate) -> Answer, scanned: (Coordinate) -> Answer
    ) throws -> [String] {
        for origin in origins.prefix(32) {
            guard indexed(origin) == scanned(origin) else {
                throw Section.Disagreement(operation: name)
            }
        }
        let grid = meter.measure(cycle: origins.count) { count in
            (0..<count).reduce(0) { $0 &+ size(indexed(origins[$1 % origins.count])) }
        }
        let scan = meter.measure { count in
            (0..<count).reduce(0) { $0 &+ size(scanned(origins[$1 % origins.count])) }
        }
        let (rival, own) = (scan.medianProcessor, grid.medianProcessor)
        return [name] + grid.cells + [duration(rival), significant(rival / own)]
    }
}
