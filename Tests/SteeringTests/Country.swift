import GarageNetwork
import Geometry
import Matching
import Steering

/// A generated country: towns of very different sizes, garages in some of them, a year of wishes.
struct Country {
    let places: [PlaceRow]
    let garages: [Garage]
    let records: [DemandRecord]

    static let period = day("2025-01-01")...day("2025-12-31")

    /// The demand as a past that is looked back on.
    var past: DemandPast { DemandPast(records, in: Self.period) }

    init(seed: UInt64, garages count: Int = 60, wishesPerMonth: Int = 400) {
        var generator = SeededGenerator(seed: seed)
        places = (0..<900).map { index in
            // Sizes as countries have them: a few cities, many villages.
            let size = 400_000 / (index + 2)
            return PlaceRow(
                name: "Place \(index)", postcodes: [], department: "\(10 + index % 7)",
                position: Self.position(&generator), population: size)
        }
        let places = places
        var chosen: Set<Int> = []
        while chosen.count < count {
            chosen.insert(Int.random(in: 0..<200, using: &generator))
        }
        garages = chosen.sorted().enumerated().map { number, place in
            garage(Int64(number + 1), at: places[place].position)
        }
        let inhabitants = places.reduce(0) { $0 + $1.population }
        var records: [DemandRecord] = []
        for day in Self.workingDays {
            for _ in 0..<(wishesPerMonth / 21) {
                var left = Int.random(in: 0..<inhabitants, using: &generator)
                let place = places.first { place in
                    left -= place.population
                    return left < 0
                }
                let reach = Self.reaches.randomElement(using: &generator) ?? 30
                guard let place else { continue }
                records.append(
                    DemandRecord(
                        day: day, origin: place.position, reachKm: reach, organisation: 1,
                        garage: nil))
            }
        }
        self.records = records
    }

    private static func position(_ generator: inout SeededGenerator) -> Coordinate {
        point(.random(in: 45...49, using: &generator), .random(in: 0...5, using: &generator))
    }

    private static let reaches = [10.0, 20, 30, 50]

    /// Those of ``period``.
    private static let workingDays = (0..<365).map { period.lowerBound + $0 }
        .filter(WorkingCalendar.french.isWorking)

    /// The share of the wishes that no garage reaches, with more garages in some towns.
    func unreachedShare(adding towns: [PlaceRow]) -> Double {
        let added = towns.enumerated().map { index, town in
            garage(Int64(10_000 + index), at: town.position)
        }
        var tally = BasinTally(garages: garages + added)
        tally.add(past.requests)
        return Double(tally.unreached) / Double(tally.people)
    }
}
