import GarageNetwork
import Geometry
import Matching

/// How the people were really sent, scored as a policy is.
///
/// Places of the past are known to a kilometre only, so distances are as exact as that.
struct TakenScore {
    static func score(_ scenario: Scenario, _ taken: [GarageID?]) throws(Failure) -> YearScore? {
        let garages = scenario.garages
        let indices = Dictionary(zip(garages.map(\.id), 0...)) { first, _ in first }
        let search = AccessSearch(among: garages)
        var tally = YearTally(garages: garages)
        var sent = taken.makeIterator()
        try scenario.demand.forEach { asked throws(Failure) in
            let request = asked.request
            guard let garage = sent.next()?.flatMap({ indices[$0] }) else {
                return tally.miss(in: request.day.month)
            }
            let km = request.position.distance(to: garages[garage].position).kilometres
            // A garage that took somebody then may be nearer than any that is open by today's
            // closures.
            var nearestKm = km
            search.forEach(of: request) { _, km in nearestKm = min(nearestKm, km) }
            tally.serve(in: request.day.month, at: garage, km: km, nearestKm: nearestKm)
        }
        return tally.score()
    }
}
