import GarageNetwork
package import Matching

extension DemandPast {
    /// The month of ``through`` as it goes: who asked so far, and for each day to come those who
    /// asked four weeks before it, or eight where that is to come as well.
    ///
    /// Weekdays stay what they are, and a month is whole on its first day.
    package var monthAsItGoes: [Simulation.Request] {
        var byDay: [Day: [Simulation.Request]] = [:]
        for record in records { byDay[record.day, default: []].append(record.request) }
        return through.month.days.flatMap { day -> [Simulation.Request] in
            var source = day
            while source > through { source = source + -Self.fourWeeksDays }
            return (byDay[source] ?? []).map { request in
                Simulation.Request(
                    day: day, position: request.position, radiusKm: request.radiusKm)
            }
        }
    }

    private static let fourWeeksDays = 28
}
