import GarageNetwork
import Matching
import Testing

@Suite struct TravelModelTests {
    @Test(arguments: [
        (TravelMode.car, 0.0, 4.0), (.car, 10, 18), (.car, 50, 74), (.transit, 10, 40),
        (.bike, 4, 22), (.walk, 2, 32), (.tow, 10, 28),
    ])
    func aWayTakesItsTime(mode: TravelMode, km: Double, minutes: Double) {
        let model = TravelModel.standard
        #expect(abs(model.minutes(km: km, mode: mode) - minutes) < 1e-9)
        #expect(abs(model.km(minutes: minutes, mode: mode) - km) < 1e-9)
    }

    @Test(arguments: [
        (TravelModel.Land.dense, 15.5), (.suburban, 18), (.rural, 20), (.mountain, 24),
    ])
    func tenKilometresByCarDependOnTheLand(land: TravelModel.Land, minutes: Double) {
        #expect(abs(TravelModel(land: land).minutes(km: 10, mode: .car) - minutes) < 1e-9)
    }

    @Test func noTimeIsNoWay() {
        #expect(TravelModel.standard.km(minutes: 3, mode: .car) == 0)
        #expect(TravelModel.standard.km(minutes: -1, mode: .walk) == 0)
    }

    @Test func onlyFiguresThatLetTimePassAreTaken() {
        var model = TravelModel.standard
        for (fixed, perKm) in [
            (-1.0, 1.0), (1, 0), (1, -1), (.nan, 1), (1, .nan), (.infinity, 1), (1_441, 1),
            (1, 1_441),
        ] {
            model[.bike] = TravelModel.Pace(fixedMinutes: fixed, minutesPerKm: perKm)
        }
        #expect(model == .standard)
        model[.bike] = TravelModel.Pace(fixedMinutes: 1, minutesPerKm: 4)
        #expect(model.minutes(km: 5, mode: .bike) == 21)
    }
}

@Suite struct ReachTests {
    private let model = TravelModel.standard

    /// What was asked, the kilometres that follow.
    @Test(
        arguments: [
            (ReachRequest(), 30.0), (ReachRequest(mode: .car), 30), (ReachRequest(mode: .tow), 30),
            (ReachRequest(mode: .transit), 20.0 / 3), (ReachRequest(mode: .bike), 5.6),
            (ReachRequest(mode: .walk), 1.875), (ReachRequest(kmMax: 12), 12),
            (ReachRequest(kmMax: 0), 0), (ReachRequest(kmMax: 49.9), 49.9),
            (ReachRequest(kmMax: 50), 50), (ReachRequest(kmMax: 51), 50),
            (ReachRequest(kmMax: .infinity), 50), (ReachRequest(kmMax: -1), 0),
            (ReachRequest(kmMax: .nan), 0), (ReachRequest(minutesMax: 18), 10),
            (ReachRequest(minutesMax: 4), 0), (ReachRequest(minutesMax: 0), 0),
            (ReachRequest(minutesMax: 600), 50), (ReachRequest(kmMax: 12, minutesMax: 18), 10),
            (ReachRequest(kmMax: 8, minutesMax: 18), 8), (ReachRequest(kmMax: 3, mode: .walk), 3),
        ] as [(ReachRequest, Double)])
    func aReachFollowsFromWhatIsKnown(request: ReachRequest, km: Double) {
        #expect(abs(model.reach(for: request).km - km) < 1e-9)
    }

    @Test(
        arguments: [
            (nil, nil, .car), (nil, true, .car), (nil, false, .tow), (.car, true, .car),
            (.car, false, .tow), (.transit, false, .transit), (.bike, false, .bike),
            (.walk, false, .walk), (.tow, true, .tow), (.walk, nil, .walk),
        ] as [(TravelMode?, Bool?, TravelMode)])
    func anImmobilisedCarIsTowedUnlessItsOwnerGoesWithoutIt(
        mode: TravelMode?, drives: Bool?, effective: TravelMode
    ) {
        let reach = model.reach(for: ReachRequest(mode: mode, drives: drives))
        #expect(reach.mode == effective)
    }

    @Test(arguments: [
        (TravelMode.car, 15.0), (.tow, 15), (.transit, 0), (.bike, 0), (.walk, 0),
    ])
    func onlyThoseWithACarAreAskedForADetour(mode: TravelMode, km: Double) {
        #expect(model.reach(for: ReachRequest(mode: mode)).detourCapKm == km)
    }

    @Test func whatWasGivenIsSaidAgain() {
        #expect(model.reach(for: ReachRequest(kmMax: 60)).limit == .km(60))
        #expect(model.reach(for: ReachRequest(minutesMax: 45)).limit == .minutes(45))
        #expect(model.reach(for: ReachRequest(kmMax: 50, minutesMax: 18)).limit == .minutes(18))
        #expect(model.reach(for: ReachRequest(mode: .walk)).limit == .minutes(30))
        #expect(model.reach(for: ReachRequest()).limit == .km(30))
    }

    @Test func defaultsAreTheModels() {
        var model = TravelModel.standard
        (model.defaultKm, model.defaultMinutes, model.detourCapKm) = (20, 10, 8)
        #expect(model.reach(for: ReachRequest()).km == 20)
        #expect(model.reach(for: ReachRequest()).detourCapKm == 8)
        #expect(model.reach(for: ReachRequest(mode: .bike)).limit == .minutes(10))
    }
}
