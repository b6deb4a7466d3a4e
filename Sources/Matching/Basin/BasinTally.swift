package import GarageNetwork

/// Adds up the basins of all garages, a piece of the demand at a time.
///
/// Closures and pauses play no part: a basin says what an ordinary full month could bring. Garages
/// outside the network (`Garage.isInNetwork`) have none and rival nobody.
package struct BasinTally: Sendable {
    /// The garages in the network, always open; and where each stands in the list it was made of.
    private let open: AccessSearch
    private let indices: [Int]
    private let count: Int
    private var reachedBy: [Int]
    private var onlyHere: [Int]
    private var fairShare: [Double]
    /// The sum, over those who can reach a garage, of how many others they can reach.
    private var others: [Int]

    /// Those that the person who is being counted can reach.
    private var reached: [Int32] = []

    /// People counted so far.
    package private(set) var people = 0
    /// Those of them who can reach no garage at all.
    package private(set) var unreached = 0

    /// A tally of nobody.
    package init(garages: [Garage]) {
        indices = garages.indices.filter { garages[$0].isInNetwork }
        // Without their closures and absences: always open.
        open = AccessSearch(
            among: indices.map { index in
                let garage = garages[index]
                return Garage(
                    number: garage.number, id: garage.id, name: "", position: garage.position)
            })
        count = garages.count
        reachedBy = Array(repeating: 0, count: indices.count)
        onlyHere = reachedBy
        others = reachedBy
        fairShare = Array(repeating: 0, count: indices.count)
    }

    /// Counts more people; in any order, and in pieces of any size.
    ///
    /// - Complexity: O(requests × garages in reach).
    package mutating func add(_ requests: some Collection<Simulation.Request>) {
        for request in requests { add(request) }
    }

    /// Counts one person more.
    package mutating func add(_ request: Simulation.Request) {
        reached.removeAll(keepingCapacity: true)
        open.forEach(of: request) { garage, _ in reached.append(garage) }
        people += 1
        if reached.isEmpty { unreached += 1 }
        for garage in reached.lazy.map({ Int($0) }) {
            reachedBy[garage] += 1
            others[garage] += reached.count - 1
            fairShare[garage] += 1 / Double(reached.count)
            if reached.count == 1 { onlyHere[garage] += 1 }
        }
    }

    /// The basins, in the order of the garages; nil for those outside the network.
    ///
    /// `months` is how long the demand took that was counted; above 0.
    package func basins(months: Double) -> [Basin?] {
        var basins = [Basin?](repeating: nil, count: count)
        for (garage, index) in indices.enumerated() {
            let reached = Double(reachedBy[garage])
            basins[index] = Basin(
                reachedByPerMonth: reached / months, fairSharePerMonth: fairShare[garage] / months,
                onlyHerePerMonth: Double(onlyHere[garage]) / months,
                rivals: reached == 0 ? 0 : Double(others[garage]) / reached)
        }
        return basins
    }
}
