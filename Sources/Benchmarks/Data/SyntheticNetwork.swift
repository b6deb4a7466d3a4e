import GarageNetwork
import Geometry
import Matching

/// A network in the middle of a month, with six weeks behind it, and the people who ask it.
struct SyntheticNetwork {
    let live: LiveNetwork
    let people: [Coordinate]
    /// The people's MATCH, as an adviser's program writes it.
    let lines: [[UInt8]]
    let clock = StoppedClock()

    init(_ garageCount: Int, _ layout: Layout) {
        var random = SplitMix64(seed: 4)
        var image = NetworkImage(garages: [], counts: [], days: [], revision: 1)
        var garages: [Garage] = []
        for (number, place) in zip(Int64(1)..., layout.places(garageCount, seed: 5)) {
            guard let id = GarageID("G\(number)") else { continue }
            // Every tenth garage does light work only, every twentieth is closed.
            garages.append(
                Garage(
                    number: number, id: id, name: "Garage solidaire de la Gare \(number)",
                    position: place, takes: AcceptedWork(heavy: number % 10 != 0),
                    status: number % 20 == 1 ? .paused(until: nil, reason: "travaux") : .active))
            Self.addHistory(of: number, until: clock.now.paris.day, to: &image, &random)
        }
        image.garages = Garages(garages)
        live = LiveNetwork(clock: clock)
        live.turn(to: clock.now)
        live.replace(with: image)
        people = layout.places(1024, seed: 6)
        lines = zip(1..., people).map { number, place in
            // Four places after the point are about 10 m.
            let at = [place.latitude, place.longitude].map { "\(($0 * 1e4).rounded() / 1e4)" }
            let line = "@\(number) MATCH at=\(at[0]),\(at[1]) within=30km work=light limit=5"
            return Array(line.utf8)
        }
    }

    /// From nobody to about 14 people a month, each garage with a rate of its own.
    private static func addHistory(
        of garage: Int64, until today: Day, to image: inout NetworkImage,
        _ random: inout SplitMix64
    ) {
        let rate = Double.random(in: 0...0.45, using: &random)
        var committed = 0
        for age in (1...42).reversed() where .random(in: 0..<1, using: &random) < rate {
            let day = today + -age
            image.days.append(DayCount(garage: garage, day: day, committed: 1, revision: 1))
            if day.month == today.month { committed += 1 }
        }
        image.counts.append(
            GarageCount(
                garage: garage, month: today.month, committed: committed, received: committed / 2,
                revision: 1))
    }
}

/// Stands still on Wednesday 18 November 2026, 10:00 in Paris.
struct StoppedClock: Clock {
    let now = Instant(microseconds: 1_794_992_400_000_000)
    let isSet = true
}
