import Geometry
import Testing

/// A set of points, and how many places to search it from.
struct Trial: Sendable, CustomStringConvertible {
    let scatter: Scatter
    let count: Int
    let origins: Int

    /// The sizes: none, one, about the limit below which all points are read, and many.
    static let all: [Trial] = Scatter.allCases.flatMap { scatter in
        [(0, 5), (1, 50), (149, 100), (150, 100), (151, 150), (300, 150), (5_000, 25), (50_000, 3)]
            .map { Trial(scatter: scatter, count: $0.0, origins: $0.1) }
    }

    /// Searches from each origin: four nearest, two within, two counts.
    static let searchesPerOrigin = 8

    var seed: UInt64 {
        scatter.rawValue.utf8.reduce(UInt64(count)) { $0 &* 31 &+ UInt64($1) }
    }

    var description: String { "\(count) points, \(scatter.rawValue), seed \(seed)" }
}

@Suite("The grid against brute force")
struct GridAgainstBruteForceTests {
    @Test(arguments: Trial.all)
    func answersAreThoseOfBruteForce(trial: Trial) {
        var random = SplitMix64(seed: trial.seed)
        let points = (0..<trial.count).map { _ in trial.scatter.point(&random) }
        let grid = Grid(points)
        let marks = marks(of: grid)
        for number in 0..<trial.origins {
            let origin = origin(of: trial, points: points, &random)
            let truth = BruteForce(points, from: origin)
            let place = "\(trial), origin \(number) at \(origin)"
            for _ in 0..<4 { checkNearest(grid, points, origin, truth, place, &random) }
            for _ in 0..<2 {
                let radius = radius(points, origin, &random)
                let expected = truth.within(radius)
                checkWithin(grid, radius, origin, expected, place)
                checkMarks(grid, marks, radius, origin, expected, place)
            }
        }
    }

    @Test
    func thereAreEnoughSearches() {
        let searches = Trial.all.reduce(0) { $0 + $1.origins * Trial.searchesPerOrigin }
        #expect(searches >= 20_000)
    }

    /// On a point, beside one, opposite one, in a corner of the scale, or anywhere.
    private func origin(
        of trial: Trial, points: [Coordinate], _ random: inout SplitMix64
    ) -> Coordinate {
        let point = points.randomElement(using: &random) ?? trial.scatter.point(&random)
        switch Int.random(in: 0..<10, using: &random) {
        case 0...1: return point
        case 2...6: return trial.scatter.point(&random)
        case 7:
            let longitude = point.longitude > 0 ? point.longitude - 180 : point.longitude + 180
            return place(-point.latitude, longitude)
        case 8:
            let corners: [(Double, Double)] = [(90, 0), (-90, 77), (0, 180), (0, -180), (-17, 180)]
            let corner = corners.randomElement(using: &random) ?? (0, 0)
            return place(corner.0, corner.1)
        default: return Scatter.wholeEarth.point(&random)
        }
    }

    /// Usual ones, the bounds of the scale, and radii whose rim goes exactly through a point.
    private func radius(
        _ points: [Coordinate], _ origin: Coordinate, _ random: inout SplitMix64
    ) -> Distance {
        let rim = points.randomElement(using: &random).map(origin.distance) ?? .metres(1)
        switch Int.random(in: 0..<10, using: &random) {
        case 0: return .metres(0)
        case 1: return .metres(1)
        case 2: return .kilometres(20)
        case 3: return .kilometres(300)
        case 4: return Earth.halfCircumference
        case 5: return .kilometres(30_000)
        case 6: return .metres(.infinity)
        case 7: return .metres(max(0, rim.metres.nextDown))
        default: return rim
        }
    }

    private func checkNearest(
        _ grid: Grid, _ points: [Coordinate], _ origin: Coordinate, _ truth: BruteForce,
        _ place: String, _ random: inout SplitMix64
    ) {
        let radius = radius(points, origin, &random)
        let limit = [0, 1, 2, 5, 20, 256, 257, 400].randomElement(using: &random) ?? 1
        let step = [Int32(1), 1, 2, 7, 97, .max].randomElement(using: &random) ?? 1
        let found = grid.nearest(to: origin, within: radius, limit: limit) { $0 % step == 0 }
        let expected = Array(truth.within(radius) { $0 % step == 0 }.prefix(limit))
        if found != expected {
            Issue.record("\(place): nearest \(limit) in \(radius), every \(step)th: \(found)")
        }
    }

    /// What is seen is what is within, and its bounds are bounds.
    private func checkSightings(
        _ grid: Grid, _ radius: Distance, _ origin: Coordinate, _ expected: [Neighbour],
        _ place: String
    ) {
        var sightings: [Sighting] = []
        grid.sight(within: radius, of: origin, into: &sightings)
        let vantage = Vantage(origin)
        let found = sightings.map { sighting in
            let metres = grid.metres(from: vantage, to: sighting)
            if Double(sighting.metresLeast) > metres || sighting.metresMost < metres {
                Issue.record("\(place): \(metres) m are not near \(sighting.metresLeast)")
            }
            return Neighbour(id: grid.id(at: sighting.position), distance: .metres(metres))
        }
        if found.sorted() != expected {
            Issue.record("\(place): saw \(found.count) in \(radius), not \(expected.count)")
        }
        var some: [Sighting] = []
        let most = max(0, expected.count - 1)
        let isDone = grid.sight(within: radius, of: origin, atMost: most, into: &some)
        if some.count != (isDone ? expected.count : 0) {
            Issue.record("\(place): saw \(some.count) in \(radius), at most \(most)")
        }
    }

    private func isMarked(_ id: Int32) -> Bool { id % 7 == 3 || id % 1_000 < 70 }

    private func marks(of grid: Grid) -> GridMarks {
        var marks = GridMarks(count: grid.count)
        for (id, position) in grid.positions.enumerated() {
            // What is set can be unset, and set twice.
            marks[Int(position)] = id % 2 == 0
            marks[Int(position)] = isMarked(Int32(id))
            marks[Int(position)] = isMarked(Int32(id))
        }
        return marks
    }

    /// All are counted, and the marked ones told, each once.
    private func checkMarks(
        _ grid: Grid, _ marks: GridMarks, _ radius: Distance, _ origin: Coordinate,
        _ expected: [Neighbour], _ place: String
    ) {
        var told: [Int32] = []
        let count = grid.count(within: radius, of: origin, marks: marks) {
            told.append(grid.id(at: Int32($0)))
        }
        if count != expected.count {
            Issue.record("\(place): counted \(count) in \(radius), not \(expected.count)")
        }
        if told.sorted() != expected.map(\.id).filter(isMarked).sorted() {
            Issue.record("\(place): told of \(told.count) marked ones in \(radius)")
        }
    }

    private func checkWithin(
        _ grid: Grid, _ radius: Distance, _ origin: Coordinate, _ expected: [Neighbour],
        _ place: String
    ) {
        if grid.within(radius, of: origin) != expected {
            Issue.record("\(place): within \(radius), not the \(expected.count) expected")
        }
        checkSightings(grid, radius, origin, expected, place)
        let count = grid.count(within: radius, of: origin)
        if count != expected.count {
            Issue.record("\(place): counted \(count) in \(radius), not \(expected.count)")
        }
    }
}
