/// What a garage takes: kinds of work, brands, and how old, far-driven and powerful a car may be.
///
/// A nil limit is no limit. An empty set of brands is every brand. In the Renault network light
/// work is for any brand and heavy work for the maker's own (Renault, Dacia, Nissan), which is why
/// the two sets are apart.
package struct AcceptedWork: Hashable, Sendable {
    package var light: Bool
    package var heavy: Bool
    /// Folded names (``Brand``); empty means any.
    package var lightBrands: Set<Brand>
    package var heavyBrands: Set<Brand>
    package var ageYearsMax: Int?
    package var odometerKmMax: Int?
    /// French fiscal horsepower, « chevaux fiscaux ».
    package var fiscalPowerMax: Int?

    package init(
        light: Bool = true, heavy: Bool = true, lightBrands: Set<Brand> = [],
        heavyBrands: Set<Brand> = [], ageYearsMax: Int? = nil, odometerKmMax: Int? = nil,
        fiscalPowerMax: Int? = nil
    ) {
        self.light = light
        self.heavy = heavy
        self.lightBrands = lightBrands
        self.heavyBrands = heavyBrands
        self.ageYearsMax = ageYearsMax
        self.odometerKmMax = odometerKmMax
        self.fiscalPowerMax = fiscalPowerMax
    }
}

/// A maker of cars, folded so that `Citroën`, `CITROEN` and `citroën` are one.
package struct Brand: Hashable, Comparable, Sendable {
    package let folded: String

    /// - Returns: nil when nothing is left once folded, or more than 40 characters are.
    package init?(_ name: String) {
        let folded = name.folded
        guard (1...40).contains(folded.count) else { return nil }
        self.folded = folded
    }

    package static func < (a: Brand, b: Brand) -> Bool { a.folded < b.folded }
}

/// The two kinds of work a quote can be about.
package enum Work: String, CaseIterable, Sendable {
    /// Oil, tyres, pads: any garage can.
    case light
    /// Engine, clutch, body.
    case heavy
}

/// What is known of a person's car.
///
/// Nil is unknown, and an unknown never excludes a garage.
package struct Vehicle: Equatable, Sendable {
    package var brand: Brand?
    /// The year it was first registered.
    package var year: Int?
    package var odometerKm: Int?
    package var fiscalPower: Int?
    /// Whether it still drives; nil when nobody said.
    package var drives: Bool?

    package init(
        brand: Brand? = nil, year: Int? = nil, odometerKm: Int? = nil, fiscalPower: Int? = nil,
        drives: Bool? = nil
    ) {
        self.brand = brand
        self.year = year
        self.odometerKm = odometerKm
        self.fiscalPower = fiscalPower
        self.drives = drives
    }
}
