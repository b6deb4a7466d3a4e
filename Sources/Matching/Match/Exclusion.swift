package import GarageNetwork

/// Why a garage inside the reach is left out.
///
/// Where several hold, the first in this order is given.
package enum Exclusion: Equatable, Sendable {
    /// Paused or shut today.
    case closed
    /// Its month has as many as the garage allows.
    case full
    /// It does not take this car or this work.
    case unsuitable(Unsuitability)
}

/// What about the car or the work a garage does not take; in order of precedence.
package enum Unsuitability: String, CaseIterable, Sendable {
    case work, brand, age, odometer
    case fiscalPower = "fiscal-power"
}

extension Garage {
    /// The first thing that keeps the garage from taking a car on a day, or nil when it takes it:
    /// by its list of what it takes, then by what it declined lately.
    ///
    /// With unknown work, heavy work that it declined keeps nobody away: it may be light.
    package func refusal(of vehicle: Vehicle, for work: Work?, on day: Day) -> Unsuitability? {
        if let listed = takes.refusal(of: vehicle, for: work, in: day.month.year) { return listed }
        guard let brand = vehicle.brand else { return nil }
        let isDeclined = lessons.contains { lesson in
            guard lesson.brand == brand, lesson.holds(on: day) else { return false }
            return switch lesson.kind {
            case .brand: true
            case .heavy: work == .heavy
            case .limits: false
            }
        }
        return isDeclined ? .brand : nil
    }
}

extension AcceptedWork {
    /// The first thing that keeps a garage from taking a car, or nil when it takes it.
    ///
    /// What is not known never excludes: not the work, not the brand, not the age. With unknown
    /// work a garage takes the car if it takes it for either kind.
    package func refusal(
        of vehicle: Vehicle, for work: Work?, in year: @autoclosure () -> Int
    ) -> Unsuitability? {
        // No list of kinds is made: a search asks this of hundreds.
        let isLight = light && work != .heavy
        let isHeavy = heavy && work != .light
        guard isLight || isHeavy else { return .work }
        if let brand = vehicle.brand,
            !(isLight && takes(brand, for: .light)) && !(isHeavy && takes(brand, for: .heavy))
        {
            return .brand
        }
        if let max = ageYearsMax, let built = vehicle.year, year() - built > max { return .age }
        if let max = odometerKmMax, let km = vehicle.odometerKm, km > max { return .odometer }
        if let max = fiscalPowerMax, let power = vehicle.fiscalPower, power > max {
            return .fiscalPower
        }
        return nil
    }

    /// Whether every car is taken for every work, so that there is nothing to check.
    package var isUnrestricted: Bool {
        light && heavy && lightBrands.isEmpty && heavyBrands.isEmpty && ageYearsMax == nil
            && odometerKmMax == nil && fiscalPowerMax == nil
    }

    private func takes(_ brand: Brand, for work: Work) -> Bool {
        let brands = work == .light ? lightBrands : heavyBrands
        return brands.isEmpty || brands.contains(brand)
    }
}
