import Geometry

/// Which towns would reach which people, both ways round, as compressed rows.
struct Cover: Sendable {
    /// People a month at each point.
    let weights: [Double]
    private let townStarts: [Int]
    private let towns: [Int32]
    private let pointStarts: [Int]
    private let points: [Int32]

    init(_ demand: [DemandPoint], by grid: Grid, count: Int) {
        weights = demand.map(\.peoplePerMonth)
        var townStarts = [0]
        var towns: [Int32] = []
        var sizes = [Int](repeating: 0, count: count)
        for point in demand {
            grid.forEach(within: .kilometres(point.reachKm), of: point.position) { town, _ in
                towns.append(town)
                sizes[Int(town)] += 1
            }
            townStarts.append(towns.count)
        }
        var pointStarts = [0]
        for size in sizes { pointStarts.append((pointStarts.last ?? 0) + size) }
        var next = pointStarts
        var points = [Int32](repeating: 0, count: towns.count)
        for point in demand.indices {
            for town in towns[townStarts[point]..<townStarts[point + 1]] {
                points[next[Int(town)]] = Int32(point)
                next[Int(town)] += 1
            }
        }
        self.townStarts = townStarts
        self.towns = towns
        self.pointStarts = pointStarts
        self.points = points
    }

    /// The people a month within whose reach each town lies.
    var gains: [Double] {
        (0..<pointStarts.count - 1).map { town in
            points(of: town).reduce(0) { $0 + weights[$1] }
        }
    }

    /// The points that a town would reach.
    func points(of town: Int) -> some Sequence<Int> {
        points[pointStarts[town]..<pointStarts[town + 1]].lazy.map { Int($0) }
    }

    /// The towns in reach of a point.
    func towns(of point: Int) -> some Sequence<Int> {
        towns[townStarts[point]..<townStarts[point + 1]].lazy.map { Int($0) }
    }
}

/// How many people a month each town would take off garages above their band.
struct Reliefs: Sendable {
    /// For each town, the garages it would relieve and of how many people at most.
    private let shares: [Int: [(overload: Int, people: Double)]]
    /// What each garage still has beyond its band.
    private var excess: [Double]

    init(_ overloads: [Overload], by grid: Grid, count: Int) {
        excess = overloads.map(\.excessPerMonth)
        var shares: [Int: [(overload: Int, people: Double)]] = [:]
        for (index, overload) in overloads.enumerated() {
            var people: [Int32: Double] = [:]
            for point in overload.people {
                grid.forEach(within: .kilometres(point.reachKm), of: point.position) { town, _ in
                    people[town, default: 0] += point.peoplePerMonth
                }
            }
            for (town, sum) in people { shares[Int(town), default: []].append((index, sum)) }
        }
        self.shares = shares
    }

    /// What a town would take off, but no more than it has room for.
    func of(_ town: Int, atMost room: Double) -> Double {
        guard room > 0, let shares = shares[town] else { return 0 }
        return min(room, shares.reduce(0) { $0 + min(excess[$1.overload], $1.people) })
    }

    /// Takes that much off, from each garage in proportion.
    mutating func take(_ town: Int, _ amount: Double) {
        guard amount > 0, let shares = shares[town] else { return }
        let most = shares.reduce(0) { $0 + min(excess[$1.overload], $1.people) }
        for share in shares {
            excess[share.overload] -=
                min(excess[share.overload], share.people) * min(1, amount / most)
        }
    }
}
