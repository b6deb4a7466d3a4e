import GarageNetwork
import Matching
import Optimum

/// Every assignment of a few people, one after the other.
struct BruteForce {
    let basin: MonthBasin

    /// The least cost of the month in kilometres; turning away is allowed and dear.
    func leastCost() -> Double {
        var best = Double.infinity
        forEachAssignment(mayTurnAway: true) { chosen in
            var cost = 0.0
            for case (let request, .some(let candidate)) in zip(basin.requests, chosen) {
                let first = basin.table.candidates(of: request).lowerBound
                cost += basin.table.km[candidate] - basin.table.km[first]
            }
            let turnedAway = zip(basin.requests, chosen).count { request, candidate in
                candidate == nil && !basin.table.candidates(of: request).isEmpty
            }
            cost += 100 * Double(turnedAway)
            for (load, (band, cap)) in zip(loads(chosen), zip(basin.bands, basin.caps)) {
                if load > cap { cost = .infinity }
                cost += 15 * Double(max(0, band.min - load) + max(0, load - band.max))
            }
            best = min(best, cost)
        }
        return best
    }

    /// The most garages that are in their band when everybody is served.
    func mostInBand() -> Int {
        var best = 0
        forEachAssignment(mayTurnAway: false) { chosen in
            let inBand = zip(loads(chosen), basin.bands).count { load, band in
                band.isInScope && band.position(of: load) == .inside
            }
            best = max(best, inBand)
        }
        return best
    }

    private func loads(_ chosen: [Int?]) -> [Int] {
        var loads = Array(repeating: 0, count: basin.bands.count)
        for case .some(let candidate) in chosen { loads[Int(basin.table.garages[candidate])] += 1 }
        return loads
    }

    private func forEachAssignment(mayTurnAway: Bool, _ body: ([Int?]) -> Void) {
        var chosen: [Int?] = []
        func choose() {
            guard chosen.count < basin.requests.count else { return body(chosen) }
            let candidates = basin.table.candidates(of: basin.requests.lowerBound + chosen.count)
            var options: [Int?] = candidates.map { $0 }
            if mayTurnAway || options.isEmpty { options.append(nil) }
            for option in options {
                chosen.append(option)
                choose()
                chosen.removeLast()
            }
        }
        choose()
    }
}

extension MonthBasin {
    /// A few garages along a road, and a few people between them.
    static func random(
        _ seed: UInt64, garages count: Int64 = 4, people: Int = 6, lowMax: Int = 3,
        isCapped: Bool = false
    ) throws -> MonthBasin {
        var generator = SeededGenerator(seed: seed)
        let garages = try (1...Int64.random(in: 2...count, using: &generator)).map { number in
            let low = Int.random(in: 0...lowMax, using: &generator)
            let closures = try ["2025-03-04", "2025-03-20"].compactMap { first in
                Bool.random(using: &generator)
                    ? nil : ClosedPeriod(first: try aDay("2025-03-03"), last: try aDay(first))
            }
            return try Garage.test(
                number, north: .random(in: 0...60, using: &generator), min: low,
                max: low + .random(in: 0...2, using: &generator),
                cap: isCapped ? .random(in: 0...4, using: &generator) : Garage.monthlyCapMax,
                closures: Array(closures.prefix(1)))
        }
        let days = ["2025-03-03", "2025-03-10", "2025-03-28"]
        let requests = try (0..<Int.random(in: 1...people, using: &generator)).map { _ in
            try Simulation.Request.test(
                north: .random(in: 0...60, using: &generator),
                radiusKm: .random(in: 5...50, using: &generator),
                on: days.randomElement(using: &generator) ?? days[0])
        }
        return try .test(requests, garages)
    }
}
