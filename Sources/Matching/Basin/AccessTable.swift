package import GarageNetwork

/// Which garages each request of a period could have gone to: open that day, within the reach,
/// nearest first.
///
/// Compressed rows: the candidates of request `i` are `starts[i] ..< starts[i + 1]` of ``garages``
/// and ``km``. Loads and caps play no part: this is geography and calendar alone.
package struct AccessTable: Sendable {
    /// Where the candidates of each request begin, and the end of the last.
    package let starts: [Int]
    /// Positions in the list of garages that the table was made of.
    package let garages: [Int32]
    /// Great-circle distances, in the same order.
    package let km: [Double]

    /// The number of requests.
    package var count: Int { starts.count - 1 }

    /// The candidates of one request.
    package func candidates(of request: Int) -> Range<Int> {
        starts[request]..<starts[request + 1]
    }

    /// The table of a period; garages that left, closures and pauses as `Garage.isOpen(on:)` says.
    ///
    /// - Complexity: O(requests × garages in reach).
    package init(requests: some Collection<Simulation.Request>, garages all: [Garage]) {
        let search = AccessSearch(among: all)
        var starts = [0]
        var garages: [Int32] = []
        var km: [Double] = []
        starts.reserveCapacity(requests.count + 1)
        var found: [(index: Int32, km: Double)] = []
        for request in requests {
            found.removeAll(keepingCapacity: true)
            search.forEach(of: request) { found.append(($0, $1)) }
            found.sort { $0.km != $1.km ? $0.km < $1.km : $0.index < $1.index }
            for candidate in found {
                garages.append(candidate.index)
                km.append(candidate.km)
            }
            starts.append(garages.count)
        }
        self.starts = starts
        self.garages = garages
        self.km = km
    }
}
