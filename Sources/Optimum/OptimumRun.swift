package import GarageNetwork
package import Matching

/// Perfect foresight over a period that is given request by request: a month is solved when it is
/// over, and then forgotten.
package struct OptimumRun: Sendable {
    private let garages: [Garage]
    private let calendar: WorkingCalendar
    private var month: Month?
    /// Those of the month.
    private var requests: [Simulation.Request] = []
    private var tally: YearTally
    private var attainable = Attainable.none

    /// A garage for one request.
    package struct Choice: Equatable, Sendable {
        /// Its position in the list of garages.
        package let garage: Int
        package let km: Double
        /// How far the nearest was that was open.
        package let nearestKm: Double
    }

    /// A period that has not begun.
    package init(garages: [Garage], calendar: WorkingCalendar = .french) {
        self.garages = garages
        self.calendar = calendar
        tally = YearTally(garages: garages, calendar: calendar)
    }

    /// Takes one request more, in the order of their days.
    ///
    /// - Returns: When it is the first of its month, where each request of the month before would
    ///   have gone, in their order; nil where no garage was open in reach, or all were full.
    package mutating func add(_ request: Simulation.Request) throws(FlowError) -> [Choice?] {
        var choices: [Choice?] = []
        while let month, month < request.day.month {
            choices += try solve(month)
            self.month = month.next
        }
        month = request.day.month
        requests.append(request)
        return choices
    }

    /// Ends the period.
    ///
    /// - Returns: The choices of the last month, and how the period would have ended; nil where
    ///   there was no request.
    package mutating func finish() throws(FlowError) -> (choices: [Choice?], OfflineOptimum)? {
        guard let month else { return nil }
        let choices = try solve(month)
        return tally.score().map { (choices, OfflineOptimum(score: $0, attainable: attainable)) }
    }

    private mutating func solve(_ month: Month) throws(FlowError) -> [Choice?] {
        let basin = MonthBasin(
            requests: requests, garages: garages, bands: garages.bands(of: month, calendar))
        let choices = zip(basin.requests, try CheapestAssignment(of: basin).choices)
            .map { request, candidate in
                candidate.map { Choice($0, of: request, in: basin.table) }
            }
        for (request, choice) in zip(basin.requests, choices) {
            if let choice {
                tally.serve(
                    in: month, at: choice.garage, km: choice.km, nearestKm: choice.nearestKm)
            } else {
                let isRefused = !basin.table.candidates(of: request).isEmpty
                tally.miss(in: month, isRefused: isRefused)
            }
        }
        attainable = attainable + (try Attainable(in: basin))
        requests.removeAll(keepingCapacity: true)
        return choices
    }
}

extension OptimumRun.Choice {
    fileprivate init(_ candidate: Int, of request: Int, in table: AccessTable) {
        garage = Int(table.garages[candidate])
        km = table.km[candidate]
        nearestKm = table.km[table.starts[request]]
    }
}
