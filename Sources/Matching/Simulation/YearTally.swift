package import GarageNetwork

/// What a run of decisions adds up to, by garage and month, whoever decided.
package struct YearTally: Sendable {
    private let garages: [Garage]
    private let calendar: WorkingCalendar
    private var requests = 0
    private var refusals = 0
    private var kmSum = 0.0
    private var served = 0
    private var extraKmSum = 0.0
    /// Of those who were sent further than to the nearest: most people are not, and a year may have
    /// many.
    private var extraKm: [Double] = []
    /// The month of the last request, and how many each garage was sent in it.
    private var month: Month?
    private var loads: [Int] = []
    /// The other months that had a request.
    private var otherLoads: [Month: [Int]] = [:]

    /// An empty tally; garages are named by their position in the list.
    package init(garages: [Garage], calendar: WorkingCalendar = .french) {
        self.garages = garages
        self.calendar = calendar
    }

    /// Counts a person whom nobody could take.
    ///
    /// `isRefused` when a garage was open within their reach all the same, but full.
    package mutating func miss(in month: Month, isRefused: Bool = false) {
        turn(to: month)
        requests += 1
        if isRefused { refusals += 1 }
    }

    /// Counts a person who was sent to a garage.
    package mutating func serve(
        in month: Month, at garage: Int, km: Double, nearestKm: Double
    ) {
        turn(to: month)
        requests += 1
        loads[garage] += 1
        kmSum += km
        served += 1
        extraKmSum += km - nearestKm
        if km != nearestKm { extraKm.append(km - nearestKm) }
    }

    private mutating func turn(to next: Month) {
        guard next != month else { return }
        if let month { otherLoads[month] = loads }
        loads = otherLoads[next] ?? Array(repeating: 0, count: garages.count)
        month = next
    }

    /// How the months from the first request to the last ended; nil when there was no request.
    package func score() -> YearScore? {
        var loads = otherLoads
        if let month { loads[month] = self.loads }
        guard let first = loads.keys.min(), let last = loads.keys.max() else { return nil }
        var score = YearScore()
        var judged = GarageMonths()
        var month = first
        while month <= last {
            judged.add(
                loads[month] ?? Array(repeating: 0, count: garages.count),
                garages.bands(of: month, calendar))
            score.months += 1
            month = month.next
        }
        people(into: &score)
        judged.report(into: &score)
        return score
    }

    private func people(into score: inout YearScore) {
        let months = Double(score.months)
        score.requestsPerMonth = Double(requests) / months
        score.refusalsPerMonth = Double(refusals) / months
        score.unservedPercent = percent(requests - served, of: requests)
        guard served > 0 else { return }
        score.kmMean = kmSum / Double(served)
        score.extraKmPerMonth = extraKmSum / months
        score.extraKmMean = extraKmSum / Double(served)
        let ordered = extraKm.sorted()
        score.extraKmP95 = quantile(0.95, of: ordered, after: served - ordered.count)
        score.extraKmMax = ordered.last ?? 0
        // Less than a micrometre further is the same garage, or one at the same address.
        score.movedPercent = percent(extraKm.count { $0 > 1e-9 }, of: served)
    }
}

extension [Garage] {
    /// The band of each garage's month, as known on its first day.
    ///
    /// What is planned before the month begins is planned for all of it, so that a garage that is
    /// paused by then is not held to what it could not do.
    package func bands(
        of month: Month, _ calendar: WorkingCalendar = .french
    ) -> [MonthBand] {
        let weights = calendar.weights(of: month)
        return map { GarageMonthPlan(of: $0, weights: weights, asOf: month.first).band }
    }
}

/// The months of garages, judged against their bands.
private struct GarageMonths {
    private var shortfall = 0
    private var excess = 0
    private var inScope = 0
    private var positions: [MonthBand.Position: Int] = [:]
    private var zeros = 0
    private var loadMax = 0
    private var ginis: [Double] = []

    mutating func add(_ loads: [Int], _ bands: [MonthBand]) {
        var evenness: [Double] = []
        for (load, band) in zip(loads, bands) {
            shortfall += max(0, band.min - load)
            excess += max(0, load - band.max)
            loadMax = max(loadMax, load)
            guard band.isInScope else { continue }
            inScope += 1
            positions[band.position(of: load), default: 0] += 1
            if load == 0 { zeros += 1 }
            evenness.append(Double(load) / band.share)
        }
        ginis.append(gini(of: evenness))
    }

    func report(into score: inout YearScore) {
        let months = Double(score.months)
        score.inBandPercent = percent(positions[.inside] ?? 0, of: inScope)
        score.belowPercent = percent(positions[.below] ?? 0, of: inScope)
        score.abovePercent = percent(positions[.above] ?? 0, of: inScope)
        score.zeroPercent = percent(zeros, of: inScope)
        score.shortfallPerMonth = Double(shortfall) / months
        score.excessPerMonth = Double(excess) / months
        score.loadMax = loadMax
        score.gini = ginis.reduce(0, +) / months
    }
}

private func percent(_ part: Int, of whole: Int) -> Double {
    whole == 0 ? 0 : 100 * Double(part) / Double(whole)
}

/// The value below which a share of a sample lies, between two neighbours in proportion; the
/// sample is so many zeros and then `ordered`.
private func quantile(_ share: Double, of ordered: [Double], after zeros: Int) -> Double {
    let count = zeros + ordered.count
    func value(_ place: Int) -> Double { place < zeros ? 0 : ordered[place - zeros] }
    let place = share * Double(count - 1)
    let lower = Int(place)
    let upper = min(lower + 1, count - 1)
    return value(lower) + (value(upper) - value(lower)) * (place - Double(lower))
}

private func gini(of values: [Double]) -> Double {
    let total = values.reduce(0, +)
    guard total > 0 else { return 0 }
    var weighted = 0.0
    for (rank, value) in zip(1..., values.sorted()) {
        weighted += Double(2 * rank - values.count - 1) * value
    }
    return weighted / (Double(values.count) * total)
}
