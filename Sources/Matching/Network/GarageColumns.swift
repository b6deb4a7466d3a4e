import GarageNetwork

/// What a search reads of every garage, in a byte or two each.
struct GarageColumns {
    var hasLeft: [Bool]
    var works: WorkColumn
    var isMute: [Bool]
    var weeklySoftCaps: SmallNumbers
    var monthlyCaps: SmallNumbers

    init(
        hasLeft: [Bool], works: WorkColumn, isMute: [Bool], weeklySoftCaps: SmallNumbers,
        monthlyCaps: SmallNumbers
    ) {
        self.hasLeft = hasLeft
        self.works = works
        self.isMute = isMute
        self.weeklySoftCaps = weeklySoftCaps
        self.monthlyCaps = monthlyCaps
    }

    /// Reads them off garages, making only those that have something rare.
    init(of garages: Garages) {
        let none = repeatElement(false, count: garages.count)
        (hasLeft, isMute) = (Array(none), Array(none))
        works = WorkColumn(count: garages.count)
        let zeros = SmallNumbers(repeatElement(0, count: garages.count))
        (weeklySoftCaps, monthlyCaps) = (zeros, zeros)
        for index in garages.indices {
            guard garages.isOrdinary(at: index) else {
                take(garages[index], at: index)
                continue
            }
            let terms = garages.terms(at: index)
            works.put(terms.takes, hasLessons: false, at: index)
            weeklySoftCaps[index] = terms.target.weeklySoftCap
            monthlyCaps[index] = terms.monthlyCap
        }
    }

    mutating func take(_ garage: Garage, at index: Int) {
        hasLeft[index] = garage.status == .left
        works.put(garage.takes, hasLessons: !garage.lessons.isEmpty, at: index)
        isMute[index] = garage.muteSince != nil
        weeklySoftCaps[index] = garage.target.weeklySoftCap
        monthlyCaps[index] = garage.monthlyCap
    }
}
