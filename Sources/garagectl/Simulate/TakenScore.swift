import GarageNetwork
import Geometry
import Matching

/// How the people were really sent, scored as a policy is.
///
/// Places of the past are known to a kilometre only, so distances are as exact as that.
struct TakenScore {
    static func score(_ scenario: Scenario, _ taken: [GarageID?]) -> YearScore? {
        let garages = scenario.garages
        let indices = Dictionary(zip(garages.map(\.id), 0...)) { first, _ in first }
        let table = AccessTable(requests: scenario.requests, garages: garages)
        var tally = YearTally(garages: garages)
        for (index, request) in scenario.requests.enumerated() {
            guard let garage = taken[index].flatMap({ indices[$0] }) else {
                tally.miss(in: request.day.month)
                continue
            }
            let km = request.position.distance(to: garages[garage].position).kilometres
            // A garage that took somebody then may be nearer than any that is open by today's
            // closures.
            let candidates = table.candidates(of: index)
            let nearestKm = candidates.isEmpty ? km : min(km, table.km[candidates.lowerBound])
            tally.serve(in: request.day.month, at: garage, km: km, nearestKm: nearestKm)
        }
        return tally.score()
    }
}
