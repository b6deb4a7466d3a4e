import GarageNetwork

/// What a search reads of every garage, in a byte or two each.
struct GarageColumns {
    var hasLeft: [Bool]
    var isUnrestricted: [Bool]
    var isMute: [Bool]
    var weeklySoftCaps: SmallNumbers
    var monthlyCaps: SmallNumbers

    init(
        hasLeft: [Bool], isUnrestricted: [Bool], isMute: [Bool], weeklySoftCaps: SmallNumbers,
        monthlyCaps: SmallNumbers
    ) {
        self.hasLeft = hasLeft
        self.isUnrestricted = isUnrestricted
        self.isMute = isMute
        self.weeklySoftCaps = weeklySoftCaps
        self.monthlyCaps = monthlyCaps
    }

    /// Reads them off garages, making only those that have something rare.
    init(of garages: Garages) {
        let none = repeatElement(false, count: garages.count)
        (hasLeft, isUnrestricted, isMute) = (Array(none), Array(none), Array(none))
        let zeros = SmallNumbers(repeatElement(0, count: garages.count))
        (weeklySoftCaps, monthlyCaps) = (zeros, zeros)
        for index in garages.indices {
            guard garages.isOrdinary(at: index) else {
                take(garages[index], at: index)
                continue
            }
            let terms = garages.terms(at: index)
            isUnrestricted[index] = terms.takes.isUnrestricted
            weeklySoftCaps[index] = terms.target.weeklySoftCap
            monthlyCaps[index] = terms.monthlyCap
        }
    }

    mutating func take(_ garage: Garage, at index: Int) {
        hasLeft[index] = garage.status == .left
        isUnrestricted[index] = garage.takes.isUnrestricted && garage.lessons.isEmpty
        isMute[index] = garage.muteSince != nil
        weeklySoftCaps[index] = garage.target.weeklySoftCap
        monthlyCaps[index] = garage.monthlyCap
    }
}
