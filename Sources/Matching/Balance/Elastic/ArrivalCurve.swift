/// How many people a month would come to a garage at each price, all other prices being as they
/// are.
///
/// A request comes while the price is below its threshold: the cheapest alternative's distance plus
/// price, less the distance to this garage.
struct ArrivalCurve {
    /// People a month with a threshold above each point of the scale.
    private var rates: [Double]
    /// The integral of the rate from the scale's floor to each point.
    private var surpluses: [Double]
    private let scale: PriceScale

    /// A curve without anybody.
    init(on scale: PriceScale) {
        self.scale = scale
        rates = Array(repeating: 0, count: scale.points)
        surpluses = rates
    }

    /// Takes the place of all thresholds: how many people a month have theirs at each point.
    mutating func take(_ weights: ArraySlice<Double>) {
        var rate = 0.0
        for (point, weight) in zip(rates.indices, weights).reversed() {
            rates[point] = rate
            rate += weight
        }
        for point in 1..<surpluses.count {
            surpluses[point] = surpluses[point - 1] + rates[point - 1] * PriceScale.stepKm
        }
    }

    /// People a month who would come at a price.
    func rate(atPrice km: Double) -> Double { rates[scale.point(below: km)] }

    /// The rate summed from the scale's floor to a price, in people a month times kilometres.
    func surplus(atPrice km: Double) -> Double {
        let point = scale.point(below: km)
        return surpluses[point] + rates[point] * (km - scale.km(at: point))
    }
}

/// The prices that tell requests apart: points a step from each other.
struct PriceScale: Sendable {
    private let floorKm: Double
    /// How many points there are; at least two.
    let points: Int

    /// A kilometre: with half of it, a year's objective (``YearScore/objectiveKmPerMonth``) changed
    /// by at most 0.2 % on three generated years.
    static let stepKm = 1.0

    /// A scale with room for every price from `floorKm` to `ceilingKm`.
    init(floorKm: Double, ceilingKm: Double) {
        self.floorKm = floorKm
        points = max(2, Int(((ceilingKm - floorKm) / Self.stepKm).rounded(.up)) + 1)
    }

    func km(at point: Int) -> Double { floorKm + Double(point) * Self.stepKm }

    /// The last point that is not above a price, the last but one at most.
    func point(below km: Double) -> Int {
        min(max(0, Int((km - floorKm) / Self.stepKm)), points - 2)
    }

    /// Adds a threshold's weight to the two points beside it, so that its mean is kept.
    ///
    /// One at or under the floor never comes, and one above the last point always does.
    @inline(__always)
    func add(_ weight: Double, threshold km: Double, to weights: inout [Double], from first: Int) {
        let place = (km - floorKm) / Self.stepKm
        guard place > 0 else { return }
        guard place < Double(points - 1) else {
            weights[first + points - 1] += weight
            return
        }
        let point = Int(place)
        let beyond = place - Double(point)
        weights[first + point] += weight * (1 - beyond)
        weights[first + point + 1] += weight * beyond
    }
}
