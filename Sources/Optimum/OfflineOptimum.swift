package import GarageNetwork
package import Matching

/// What perfect foresight would have made of a period: "possible", beside what a policy has done.
///
/// Bands are of months, so each month is solved by itself, exactly (``CheapestAssignment``).
package struct OfflineOptimum: Sendable {
    /// Where each request would have gone; nil where no garage was open in reach, or all were full.
    package let choices: [Choice?]
    /// How the period would have ended.
    package let score: YearScore
    /// How many garage-months could have ended within their band, when nothing else counts.
    package let attainable: Attainable

    /// A garage for one request.
    package struct Choice: Equatable, Sendable {
        /// Its position in the list of garages.
        package let garage: Int
        package let km: Double
        /// How far the nearest was that was open.
        package let nearestKm: Double
    }

    /// Solves a period.
    ///
    /// `requests` are in the order of their days; nil without any.
    package init?(
        requests: [Simulation.Request], garages: [Garage], calendar: WorkingCalendar = .french
    ) throws(FlowError) {
        let table = AccessTable(requests: requests, garages: garages)
        var tally = YearTally(garages: garages, calendar: calendar)
        var choices: [Choice?] = []
        choices.reserveCapacity(requests.count)
        var attainable = Attainable.none
        for (month, rows) in Self.months(of: requests) {
            let basin = MonthBasin(
                table: table, requests: rows, garages: garages,
                bands: garages.bands(of: month, calendar))
            for (request, candidate) in zip(rows, try CheapestAssignment(of: basin).choices) {
                let choice = candidate.map { Choice($0, of: request, in: table) }
                choices.append(choice)
                if let choice {
                    tally.serve(
                        in: month, at: choice.garage, km: choice.km, nearestKm: choice.nearestKm)
                } else {
                    tally.miss(in: month, isRefused: !table.candidates(of: request).isEmpty)
                }
            }
            attainable = attainable + (try Attainable(in: basin))
        }
        guard let score = tally.score() else { return nil }
        self.choices = choices
        self.score = score
        self.attainable = attainable
    }

    /// The months from the first request to the last, each with its run of them, which may be
    /// empty.
    private static func months(
        of requests: [Simulation.Request]
    ) -> [(month: Month, rows: Range<Int>)] {
        var months: [(month: Month, rows: Range<Int>)] = []
        for (index, request) in requests.enumerated() {
            let last = months.last
            var month = last?.month ?? request.day.month
            if months.isEmpty { months.append((month, index..<index)) }
            while month < request.day.month {
                month = month.next
                months.append((month, index..<index))
            }
            months[months.count - 1].rows = months[months.count - 1].rows.lowerBound..<index + 1
        }
        return months
    }
}

extension OfflineOptimum.Choice {
    fileprivate init(_ candidate: Int, of request: Int, in table: AccessTable) {
        garage = Int(table.garages[candidate])
        km = table.km[candidate]
        nearestKm = table.km[table.starts[request]]
    }
}
