import GarageNetwork
import Matching
import Testing

@Suite struct SuitabilityTests {
    private let renault = Brand("Renault")
    private let fiat = Brand("Fiat")

    /// Any brand for light work, the maker's own for heavy work.
    private var dealer: AcceptedWork {
        AcceptedWork(heavyBrands: Set([Brand("renault"), Brand("Dacia")].compactMap { $0 }))
    }

    private func refusal(
        _ takes: AcceptedWork, _ vehicle: Vehicle = Vehicle(), _ work: Work? = nil
    ) -> Unsuitability? {
        takes.refusal(of: vehicle, for: work, in: 2025)
    }

    @Test func whatIsNotKnownNeverExcludes() {
        let picky = AcceptedWork(
            lightBrands: Set([renault].compactMap { $0 }),
            heavyBrands: Set([renault].compactMap { $0 }), ageYearsMax: 1, odometerKmMax: 1,
            fiscalPowerMax: 1)
        #expect(refusal(picky) == nil)
        #expect(refusal(picky, Vehicle(), .heavy) == nil)
        #expect(refusal(picky, Vehicle(drives: false), .light) == nil)
    }

    @Test func brandsAreThoseOfTheWork() {
        #expect(refusal(dealer, Vehicle(brand: fiat), .light) == nil)
        #expect(refusal(dealer, Vehicle(brand: fiat), .heavy) == .brand)
        #expect(refusal(dealer, Vehicle(brand: Brand("RENAULT")), .heavy) == nil)
        // With the work unknown, one kind that is taken is enough.
        #expect(refusal(dealer, Vehicle(brand: fiat)) == nil)
        let both = AcceptedWork(
            lightBrands: Set([renault].compactMap { $0 }),
            heavyBrands: Set([renault].compactMap { $0 }))
        #expect(refusal(both, Vehicle(brand: fiat)) == .brand)
    }

    @Test(
        arguments: [
            (true, true, nil, nil), (true, false, .light, nil), (true, false, .heavy, .work),
            (false, true, .light, .work), (false, true, .heavy, nil), (false, true, nil, nil),
            (true, false, nil, nil), (false, false, nil, .work), (false, false, .light, .work),
        ] as [(Bool, Bool, Work?, Unsuitability?)])
    func workIsTakenOrNot(light: Bool, heavy: Bool, work: Work?, expected: Unsuitability?) {
        #expect(refusal(AcceptedWork(light: light, heavy: heavy), Vehicle(), work) == expected)
    }

    @Test func aKindThatIsNotDoneLendsItsBrandsToNobody() {
        let takes = AcceptedWork(
            light: false, heavy: true, heavyBrands: Set([renault].compactMap { $0 }))
        #expect(refusal(takes, Vehicle(brand: fiat)) == .brand)
    }

    @Test(
        arguments: [
            (Vehicle(year: 2010), nil), (Vehicle(year: 2009), .age), (Vehicle(year: 2030), nil),
            (Vehicle(odometerKm: 200_000), nil), (Vehicle(odometerKm: 200_001), .odometer),
            (Vehicle(fiscalPower: 7), nil), (Vehicle(fiscalPower: 8), .fiscalPower),
        ] as [(Vehicle, Unsuitability?)])
    func limitsAreInclusive(vehicle: Vehicle, expected: Unsuitability?) {
        let takes = AcceptedWork(ageYearsMax: 15, odometerKmMax: 200_000, fiscalPowerMax: 7)
        #expect(refusal(takes, vehicle) == expected)
    }

    @Test func theFirstReasonIsGiven() {
        var takes = dealer
        (takes.ageYearsMax, takes.odometerKmMax, takes.fiscalPowerMax) = (1, 1, 1)
        var vehicle = Vehicle(brand: fiat, year: 1990, odometerKm: 9, fiscalPower: 9)
        #expect(refusal(takes, vehicle, .heavy) == .brand)
        vehicle.brand = renault
        #expect(refusal(takes, vehicle, .heavy) == .age)
        vehicle.year = nil
        #expect(refusal(takes, vehicle, .heavy) == .odometer)
        vehicle.odometerKm = nil
        #expect(refusal(takes, vehicle, .heavy) == .fiscalPower)
        takes.heavy = false
        #expect(refusal(takes, vehicle, .heavy) == .work)
    }

    @Test(
        "what a garage declined is not asked again, as long as it is believed",
        arguments: [
            (.brand, "Fiat", "Fiat", nil, .brand), (.brand, "Fiat", "Fiat", .light, .brand),
            (.brand, "Fiat", "FIAT ", .heavy, .brand), (.brand, "Fiat", "Renault", .heavy, nil),
            (.brand, "Fiat", nil, .heavy, nil), (.brand, nil, "Fiat", .heavy, nil),
            (.heavy, "Fiat", "Fiat", .heavy, .brand), (.heavy, "Fiat", "Fiat", .light, nil),
            (.heavy, "Fiat", "Fiat", nil, nil), (.limits, nil, "Fiat", .heavy, nil),
            (.brand, nil, nil, nil, nil),
        ] as [(Lesson.Kind, String?, String?, Work?, Unsuitability?)])
    func lessons(
        kind: Lesson.Kind, taught: String?, brand: String?, work: Work?, expected: Unsuitability?
    ) throws {
        let garage = try Garage.test(
            1, lessons: [.test(kind, taught, until: "2025-11-13", declines: 9)])
        let vehicle = Vehicle(brand: brand.flatMap { Brand($0) }, year: 1990)
        let last = try aDay("2025-11-13")
        #expect(garage.refusal(of: vehicle, for: work, on: last) == expected)
        #expect(garage.refusal(of: vehicle, for: work, on: last + 1) == nil)
        // The way that MATCH goes, with what it skips for garages that take everything.
        for (day, unsuitable) in [("2025-11-13", expected == nil ? 0 : 1), ("2025-11-14", 0)] {
            let network = try LiveNetwork.test([garage], on: day).snapshot
            let result = network.match(try .test(vehicle: vehicle, work: work))
            #expect(result.unsuitableTotal == unsuitable && result.reachable == 1)
            #expect(result.matches.count == 1 - unsuitable)
        }
    }

    @Test("the list comes before the lessons, which are many")
    func listFirst() throws {
        let garage = try Garage.test(
            1, takes: AcceptedWork(heavy: false),
            lessons: [
                .test(.limits, nil, until: "2026-01-01"),
                .test(.brand, "Dacia", until: "2025-01-01"),
                .test(.heavy, "Renault", until: "2026-01-01"),
                .test(.brand, "Fiat", until: "2026-01-01"),
            ])
        let today = try aDay("2025-11-13")
        #expect(garage.refusal(of: Vehicle(brand: fiat), for: .heavy, on: today) == .work)
        #expect(garage.refusal(of: Vehicle(brand: fiat), for: .light, on: today) == .brand)
        #expect(garage.refusal(of: Vehicle(brand: renault), for: nil, on: today) == nil)
        #expect(garage.refusal(of: Vehicle(brand: Brand("Dacia")), for: nil, on: today) == nil)
    }

    @Test func onlyAGarageThatTakesEverythingIsUnrestricted() {
        #expect(AcceptedWork().isUnrestricted)
        #expect(!dealer.isUnrestricted)
        for takes in [
            AcceptedWork(light: false), AcceptedWork(heavy: false), AcceptedWork(ageYearsMax: 90),
            AcceptedWork(odometerKmMax: 900_000), AcceptedWork(fiscalPowerMax: 90),
            AcceptedWork(lightBrands: Set([renault].compactMap { $0 })),
        ] {
            #expect(!takes.isUnrestricted)
        }
    }
}
