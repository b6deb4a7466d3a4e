import GarageNetwork
import Geometry
import Matching
import Testing

@Suite struct ReachDecisionTests {
    private let model = TravelModel.standard

    /// What is known, what is asked, and what follows.
    struct Row: Sendable, CustomTestStringConvertible {
        var known = Known()
        var asked = ReachRequest()
        let km: Double
        var mode = TravelMode.car
        var detourKm = 15.0
        var causes: [ReachCause] = []
        var testDescription: String { "\(known) asked \(asked)" }
    }

    struct Known: Sendable {
        var mode: TravelMode?
        var km: Double?
        var minutes: Double?
        var drives: Bool?
        var car: CarState?
        var farKm: Double?
        var farMinutes: Double?
        var low: String?

        func person() throws -> Beneficiary {
            Beneficiary(
                id: try #require(BeneficiaryID("B1")), organisation: .network,
                position: try .north(0), mode: mode, kmMax: km, minutesMax: minutes,
                vehicle: Vehicle(drives: drives),
                mobility: PersonMobility(
                    car: car, farKm: farKm, farMinutes: farMinutes,
                    lowMobilityUntil: try low.map { try aDay($0) }))
        }
    }

    private static let ofLimits: [Row] = [
        Row(km: 30),
        Row(known: Known(km: 12), km: 12, causes: [.adviser]),
        Row(known: Known(minutes: 18), km: 10, causes: [.adviser]),
        Row(known: Known(farKm: 9), km: 9, causes: [.adviser]),
        Row(known: Known(farMinutes: 18), km: 10, causes: [.adviser]),
        Row(known: Known(km: 12, farKm: 9), km: 9, causes: [.adviser]),
        Row(known: Known(km: 9, farKm: 12), km: 9, causes: [.adviser]),
        Row(known: Known(minutes: 32, farMinutes: 18), km: 10, causes: [.adviser]),
        Row(known: Known(km: 12, farMinutes: 18), km: 10, causes: [.adviser]),
        Row(known: Known(km: 200), km: 50, causes: [.adviser]),
        Row(known: Known(km: -1, farKm: 9), km: 0, causes: [.adviser]),
        Row(known: Known(km: .nan, farKm: 9), km: 0, causes: [.adviser]),
        // The request wins, over less and over more.
        Row(known: Known(km: 12), asked: ReachRequest(kmMax: 40), km: 40, causes: [.request]),
        Row(
            known: Known(farMinutes: 10), asked: ReachRequest(kmMax: 40), km: 40,
            causes: [.request]),
        Row(
            known: Known(km: 40), asked: ReachRequest(minutesMax: 18), km: 10, causes: [.request]),
        Row(asked: ReachRequest(kmMax: 60), km: 50, causes: [.request]),
    ]

    private static let ofTravelAndCar: [Row] = [
        Row(
            known: Known(mode: .bike), km: 5.6, mode: .bike, detourKm: 0, causes: [.adviser]),
        Row(
            known: Known(mode: .bike), asked: ReachRequest(mode: .car), km: 30, causes: [.request]),
        Row(
            known: Known(farKm: 8), asked: ReachRequest(mode: .walk), km: 8, mode: .walk,
            detourKm: 0, causes: [.request, .adviser]),
        Row(known: Known(drives: true), km: 30),
        Row(known: Known(car: .runs), km: 30),
        Row(known: Known(drives: false), km: 30, mode: .tow, causes: [.car]),
        Row(known: Known(car: .immobilised), km: 30, mode: .tow, causes: [.car]),
        Row(known: Known(drives: true, car: .immobilised), km: 30, mode: .tow, causes: [.car]),
        Row(known: Known(drives: false, car: .runs), km: 30),
        Row(
            known: Known(mode: .tow, car: .immobilised), km: 30, mode: .tow, causes: [.adviser]),
        // Off the road, but its owner goes by train: nothing is towed.
        Row(
            known: Known(mode: .transit, car: .immobilised), km: 20.0 / 3, mode: .transit,
            detourKm: 0, causes: [.adviser]),
        Row(
            known: Known(car: .immobilised), asked: ReachRequest(drives: true), km: 30,
            causes: [.request]),
        Row(
            known: Known(car: .runs), asked: ReachRequest(drives: false), km: 30, mode: .tow,
            causes: [.request]),
        Row(known: Known(car: .defect), km: 20, detourKm: 5, causes: [.car]),
        Row(known: Known(km: 19, car: .defect), km: 19, detourKm: 5, causes: [.adviser, .car]),
        Row(known: Known(km: 20, car: .defect), km: 20, detourKm: 5, causes: [.adviser, .car]),
        Row(known: Known(km: 21, car: .defect), km: 20, detourKm: 5, causes: [.car]),
        Row(
            known: Known(car: .defect), asked: ReachRequest(kmMax: 40), km: 40, detourKm: 5,
            causes: [.request, .car]),
        Row(
            known: Known(car: .defect), asked: ReachRequest(drives: true), km: 30,
            causes: [.request]),
        Row(
            known: Known(mode: .walk, car: .defect), km: 1.875, mode: .walk, detourKm: 0,
            causes: [.adviser]),
    ]

    private static let ofAssessments: [Row] = [
        Row(known: Known(low: "2026-11-21"), km: 30, detourKm: 0, causes: [.person]),
        Row(known: Known(low: "2026-11-20"), km: 30),
        Row(
            known: Known(car: .defect, low: "2027-05-21"), km: 20, detourKm: 0,
            causes: [.car, .person]),
        Row(
            known: Known(low: "2027-05-21"), asked: ReachRequest(kmMax: 40), km: 40, detourKm: 0,
            causes: [.request, .person]),
        // Who walks is asked for no detour anyway, and nothing is said of an assessment.
        Row(
            known: Known(mode: .walk, low: "2027-05-21"), km: 1.875, mode: .walk, detourKm: 0,
            causes: [.adviser]),
    ]

    @Test(arguments: ofLimits + ofTravelAndCar + ofAssessments)
    func aReachFollowsFromThePerson(_ row: Row) throws {
        let decision = model.decision(
            asking: row.asked, for: try row.known.person(), on: try aDay("2026-11-21"))
        #expect(abs(decision.reach.km - row.km) < 1e-9)
        #expect(decision.reach.mode == row.mode)
        #expect(decision.reach.detourCapKm == row.detourKm)
        #expect(decision.causes == row.causes)
    }

    @Test func aShorterReachIsSaidAsItIs() throws {
        let today = try aDay("2026-11-21")
        let person = try Known(minutes: 45, car: .defect).person()
        #expect(
            model.decision(asking: ReachRequest(), for: person, on: today).reach.limit == .km(20))
        let near = try Known(minutes: 18, car: .defect).person()
        #expect(
            model.decision(asking: ReachRequest(), for: near, on: today).reach.limit
                == .minutes(18))
    }

    @Test func aPolicyThatAsksForLessStillHolds() throws {
        var model = TravelModel.standard
        (model.defaultKm, model.detourCapKm) = (10, 3)
        let decision = model.decision(
            asking: ReachRequest(), for: try Known(car: .defect).person(),
            on: try aDay("2026-11-21"))
        #expect(decision.reach.km == 10)
        #expect(decision.reach.detourCapKm == 3)
        #expect(decision.causes == [])
    }
}

@Suite struct ReachPropertyTests {
    private let model = TravelModel.standard
    private let limits: [Double?] = [nil, nil, 0, 4, 12, 30, 49, 50, 51, 400]
    private let modes: [TravelMode?] = [nil] + TravelMode.allCases
    private let cars: [CarState?] = [nil] + CarState.allCases
    private let drives: [Bool?] = [nil, true, false]

    private func pick<T>(_ values: [T], _ generator: inout SeededGenerator) throws -> T {
        try #require(values.randomElement(using: &generator))
    }

    private func person(_ generator: inout SeededGenerator) throws -> Beneficiary {
        let low = [nil, try aDay("2026-11-20"), try aDay("2026-11-21")]
        return Beneficiary(
            id: try #require(BeneficiaryID("B1")), organisation: .network, position: try .north(0),
            mode: try pick(modes, &generator), kmMax: try pick(limits, &generator),
            minutesMax: try pick(limits, &generator),
            vehicle: Vehicle(drives: try pick(drives, &generator)),
            mobility: PersonMobility(
                car: try pick(cars, &generator), farKm: try pick(limits, &generator),
                farMinutes: try pick(limits, &generator),
                lowMobilityUntil: try pick(low, &generator)))
    }

    private func request(_ generator: inout SeededGenerator) throws -> ReachRequest {
        ReachRequest(
            kmMax: try pick(limits, &generator), minutesMax: try pick(limits, &generator),
            mode: try pick(modes, &generator), drives: try pick(drives, &generator))
    }

    @Test func aReachNeverPassesTheCeilingAndALimitMoreNeverWidensIt() throws {
        var generator = SeededGenerator(seed: 5)
        let today = try aDay("2026-11-21")
        for _ in 0..<20_000 {
            let (person, asked) = (try person(&generator), try request(&generator))
            let before = model.decision(asking: asked, for: person, on: today).reach
            #expect((0...Reach.ceilingKm).contains(before.km))
            #expect((0...model.detourCapKm).contains(before.detourCapKm))
            // A limit more, where there was one of its kind or another; the default is none.
            var tighter = person
            let km = Double.random(in: 0...60, using: &generator)
            let isLimited =
                person.kmMax != nil || person.minutesMax != nil
                || person.mobility.farKm != nil || person.mobility.farMinutes != nil
            if isLimited {
                tighter.mobility.farKm = min(person.mobility.farKm ?? .infinity, km)
            }
            if before.mode == .car { tighter.mobility.car = .defect }
            tighter.mobility.lowMobilityUntil = today
            let after = model.decision(asking: asked, for: tighter, on: today).reach
            #expect(after.mode == before.mode)
            #expect(after.km <= before.km)
            #expect(after.detourCapKm <= before.detourCapKm)
        }
    }

    @Test func ofWhomNothingIsKnownTheReachIsThatOfTheRequest() throws {
        var generator = SeededGenerator(seed: 6)
        let today = try aDay("2026-11-21")
        let nobody = try ReachDecisionTests.Known().person()
        for _ in 0..<5_000 {
            let asked = try request(&generator)
            let plain = model.reach(for: asked)
            #expect(model.decision(asking: asked, for: nil, on: today).reach == plain)
            #expect(model.decision(asking: asked, for: nobody, on: today).reach == plain)
        }
    }

    /// The four values that were known before there was anything else of a person.
    @Test func whatWasKnownBeforeGivesWhatItGaveBefore() throws {
        var generator = SeededGenerator(seed: 7)
        let today = try aDay("2026-11-21")
        for _ in 0..<5_000 {
            var person = try person(&generator)
            person.mobility = PersonMobility()
            let asked = try request(&generator)
            let isLimited = asked.kmMax != nil || asked.minutesMax != nil
            let before = ReachRequest(
                kmMax: isLimited ? asked.kmMax : person.kmMax,
                minutesMax: isLimited ? asked.minutesMax : person.minutesMax,
                mode: asked.mode ?? person.mode, drives: asked.drives ?? person.vehicle.drives)
            let now = model.decision(asking: asked, for: person, on: today).reach
            #expect(now == model.reach(for: before))
        }
    }
}

@Suite struct LowMobilityTests {
    @Test(
        arguments: [
            ([:], false), (["physical": 25.0], false), (["physical": 24.99], true),
            (["cognitive": 0], true), (["cognitive": 25, "physical": 100], false),
            (["physical": 100, "cognitive": 24], true),
            // What a car, a licence or money lack is no low mobility.
            (["environment": 0, "licence": 0, "material": 0, "financial": 0], false),
            (["physical": .nan], false),
        ] as [([String: Double], Bool)])
    func onlyABodyOrAConfidenceUnderAQuarterIsLow(
        dimensions: [String: Double], isLow: Bool
    ) throws {
        let last = try aDay("2027-05-21")
        #expect(LowMobility.until(dimensions: dimensions, validUntil: last) == (isLow ? last : nil))
    }
}
