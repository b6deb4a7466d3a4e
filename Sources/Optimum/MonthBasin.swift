package import GarageNetwork
package import Matching

/// One month's people, where each could have gone, and what the garages should receive: all that
/// can be asked of a month with perfect foresight.
package struct MonthBasin: Sendable {
    /// Of this month alone, or of a longer period.
    package let table: AccessTable
    /// The month's rows of the table.
    package let requests: Range<Int>
    /// Of every garage of the table.
    package let bands: [MonthBand]
    /// The most each garage takes in a month, whatever happens.
    package let caps: [Int]

    /// A month; `garages` are those of the table, and `bands` theirs.
    package init(
        table: AccessTable, requests: Range<Int>, garages: [Garage], bands: [MonthBand]
    ) {
        self.table = table
        self.requests = requests
        self.bands = bands
        caps = garages.map(\.monthlyCap)
    }

    /// A month from its requests, all of one month.
    package init(
        requests: some Collection<Simulation.Request>, garages: [Garage], bands: [MonthBand]
    ) {
        let table = AccessTable(requests: requests, garages: garages)
        self.init(table: table, requests: 0..<table.count, garages: garages, bands: bands)
    }

    /// The requests that a garage was open and near enough for.
    package var placeable: [Int] { requests.filter { !table.candidates(of: $0).isEmpty } }

    /// How much further than the nearest a candidate is.
    func extraKm(_ candidate: Int, of request: Int) -> Double {
        table.km[candidate] - table.km[table.starts[request]]
    }

    /// For each garage, how many requests could go there.
    var degrees: [Int] {
        var degrees = Array(repeating: 0, count: bands.count)
        for candidate in candidates { degrees[Int(table.garages[candidate])] += 1 }
        return degrees
    }

    /// Those of all requests.
    private var candidates: Range<Int> {
        table.starts[requests.lowerBound]..<table.starts[requests.upperBound]
    }

    /// How many arcs a network of all requests and candidates has.
    var arcCount: Int { candidates.count + 3 * bands.count }
}
