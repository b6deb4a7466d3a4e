import GarageNetwork

/// What a simulation adds up as it goes.
struct YearTally: Sendable {
    private var requests = 0
    private var kmSum = 0.0
    private var extraKm: [Double] = []
    private var firstMonth: Month?
    private var lastMonth: Month?

    mutating func miss(in month: Month) {
        requests += 1
        firstMonth = min(firstMonth ?? month, month)
        lastMonth = max(lastMonth ?? month, month)
    }

    mutating func serve(in month: Month, km: Double, nearestKm: Double) {
        miss(in: month)
        kmSum += km
        extraKm.append(km - nearestKm)
    }

    func score(of model: NetworkModel) -> YearScore? {
        guard let firstMonth, let lastMonth else { return nil }
        var score = YearScore()
        var garages = GarageMonths()
        var month = firstMonth
        while month <= lastMonth {
            garages.add(model, month)
            score.months += 1
            month = month.next
        }
        people(into: &score)
        garages.report(into: &score)
        let months = Double(score.months)
        let misplaced = Double(garages.shortfall + garages.excess)
        let extra = extraKm.reduce(0, +)
        score.objectiveKmPerMonth = (extra + YearScore.referralKm * misplaced) / months
        return score
    }

    private func people(into score: inout YearScore) {
        score.requestsPerMonth = Double(requests) / Double(score.months)
        score.unservedPercent = percent(requests - extraKm.count, of: requests)
        guard !extraKm.isEmpty else { return }
        let served = Double(extraKm.count)
        let ordered = extraKm.sorted()
        score.kmMean = kmSum / served
        score.extraKmMean = extraKm.reduce(0, +) / served
        score.extraKmP95 = quantile(0.95, of: ordered)
        score.extraKmMax = ordered[ordered.count - 1]
        // Less than a micrometre further is the same garage, or one at the same address.
        score.movedPercent = percent(extraKm.count { $0 > 1e-9 }, of: extraKm.count)
    }
}

/// The months of garages, judged against their bands.
private struct GarageMonths {
    var shortfall = 0
    var excess = 0
    private var inScope = 0
    private var positions: [MonthBand.Position: Int] = [:]
    private var zeros = 0
    private var loadMax = 0
    private var ginis: [Double] = []

    mutating func add(_ model: NetworkModel, _ month: Month) {
        var loads: [Double] = []
        for (index, plan) in model.plans(of: month).enumerated() {
            let band = plan.band
            let load = model.snapshot.load(at: index, in: month).committed
            shortfall += max(0, band.min - load)
            excess += max(0, load - band.max)
            loadMax = max(loadMax, load)
            guard band.isInScope else { continue }
            inScope += 1
            positions[band.position(of: load), default: 0] += 1
            if load == 0 { zeros += 1 }
            loads.append(Double(load) / band.share)
        }
        ginis.append(gini(of: loads))
    }

    func report(into score: inout YearScore) {
        score.inBandPercent = percent(positions[.inside] ?? 0, of: inScope)
        score.belowPercent = percent(positions[.below] ?? 0, of: inScope)
        score.abovePercent = percent(positions[.above] ?? 0, of: inScope)
        score.zeroPercent = percent(zeros, of: inScope)
        score.shortfallPerMonth = Double(shortfall) / Double(score.months)
        score.excessPerMonth = Double(excess) / Double(score.months)
        score.loadMax = loadMax
        score.gini = ginis.reduce(0, +) / Double(score.months)
    }
}

private func percent(_ part: Int, of whole: Int) -> Double {
    whole == 0 ? 0 : 100 * Double(part) / Double(whole)
}

/// The value below which a share of an ordered sample lies, between two neighbours in proportion.
private func quantile(_ share: Double, of ordered: [Double]) -> Double {
    let place = share * Double(ordered.count - 1)
    let lower = Int(place)
    let upper = min(lower + 1, ordered.count - 1)
    return ordered[lower] + (ordered[upper] - ordered[lower]) * (place - Double(lower))
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
