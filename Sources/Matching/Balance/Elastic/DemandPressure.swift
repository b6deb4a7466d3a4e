import GarageNetwork

/// The requests that a month is expected to bring, each with the open garages it would choose
/// among and how many times a month it comes.
struct DemandPressure: Sendable {
    private var starts: [Int] = [0]
    private var garages: [Int32] = []
    private var km: [Float] = []
    private var timesPerMonth: [Double] = []
    /// How busy this month is beside the remembered ones: 1 is as they were.
    var season = 1.0
    /// How many people a month could reach each garage, wherever they went; empty while too little
    /// is remembered to say.
    var reachedPerMonth: [Double] = []

    /// Adds a request unless no candidate of its takes part.
    ///
    /// `candidates` come nearest first; those beyond the detour cap have no part in it.
    mutating func add(
        _ candidates: some Sequence<(index: Int32, km: Float)>, timesPerMonth times: Double,
        detourCapKm: Float, isOpen: (Int32) -> Bool
    ) {
        var rimKm = Float.infinity
        for candidate in candidates where isOpen(candidate.index) {
            if rimKm == .infinity { rimKm = candidate.km + detourCapKm }
            if candidate.km > rimKm { break }
            garages.append(candidate.index)
            km.append(candidate.km)
        }
        guard garages.count > starts[starts.count - 1] else { return }
        starts.append(garages.count)
        timesPerMonth.append(times)
    }

    /// Gathers how many people a month each garage would win at each price, if all others kept
    /// theirs: `weights` gets ``PriceScale/points`` places a garage.
    func gather(
        at prices: [Double], garages count: Int, on scale: PriceScale, into weights: inout [Double]
    ) {
        weights = Array(repeating: 0, count: count * scale.points)
        for (request, times) in timesPerMonth.enumerated() {
            let candidates = starts[request]..<starts[request + 1]
            var (best, second, chosen) = (noAlternativeKm, noAlternativeKm, 0)
            for place in candidates {
                let cost = Double(km[place]) + prices[Int(garages[place])]
                if cost < best {
                    (second, best, chosen) = (best, cost, place)
                } else if cost < second {
                    second = cost
                }
            }
            for place in candidates {
                let alternative = place == chosen ? second : best
                scale.add(
                    times, threshold: alternative - Double(km[place]), to: &weights,
                    from: Int(garages[place]) * scale.points)
            }
        }
    }
}

/// What a request pays that has nowhere else to go: more than any price, so that it always comes.
private let noAlternativeKm = 1e9
