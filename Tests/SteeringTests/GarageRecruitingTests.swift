import GarageNetwork
import Geometry
import Matching
import Steering
import Testing

@Suite struct GarageRecruitingTests {
    static func town(_ name: String, _ latitude: Double, people: Int = 5_000) -> PlaceRow {
        PlaceRow(
            name: name, postcodes: [], department: "62", position: point(latitude, 3),
            population: people)
    }

    static func demand(_ latitude: Double, _ km: Double, _ people: Double) -> DemandPoint {
        DemandPoint(position: point(latitude, 3), reachKm: km, peoplePerMonth: people)
    }

    @Test("takes the town that reaches most, then what is left without it")
    func greedy() {
        // A reaches 5 + 4, B reaches 4 + 3, C reaches 2: after A, B adds 3.
        var recruiting = GarageRecruiting(
            demand: [
                Self.demand(46.00, 15, 5), Self.demand(46.15, 15, 4), Self.demand(46.30, 15, 3),
                Self.demand(47.00, 15, 2), Self.demand(45.00, 15, 6),
            ],
            garages: [garage(1, at: point(45, 3))],
            towns: [
                Self.town("C", 47), Self.town("B", 46.22), Self.town("A", 46.08),
                Self.town("nowhere", 48),
            ])
        #expect(recruiting.reachedShare == 6 / 20.0)
        let proposals = recruiting.take(10)
        #expect(proposals.map(\.place.name) == ["A", "B", "C"])
        #expect(proposals.map(\.reachedPerMonth) == [9, 3, 2])
        #expect(proposals.map(\.reachedShareAfter) == [0.75, 0.9, 1])
    }

    @Test("of equals, the first in the list; nothing is proposed that adds nothing")
    func ties() {
        var recruiting = GarageRecruiting(
            demand: [Self.demand(46, 15, 1)], garages: [],
            towns: [Self.town("first", 46.05), Self.town("second", 45.95)])
        #expect(recruiting.take(2).map(\.place.name) == ["first"])
        #expect(recruiting.take(2).isEmpty)
    }

    @Test("relief counts a part, up to the excess and to what a new garage has room for")
    func relief() {
        let overload = Overload(
            excessPerMonth: 4, people: [Self.demand(45, 30, 3), Self.demand(45.1, 30, 3)])
        let towns = [Self.town("near", 45.05), Self.town("far", 47)]
        func relieved(excess: Double = 4, target: TargetBand) -> [Double] {
            var recruiting = GarageRecruiting(
                demand: [Self.demand(45, 30, 9), Self.demand(47, 15, 0.5)],
                garages: [garage(1, at: point(45, 3))], towns: towns, overloads: [overload],
                target: target)
            return recruiting.take(2).map(\.relievedPerMonth)
        }
        #expect(relieved(target: .standard) == [4, 0])
        // With room for two, half a person reached is worth as much: the first of equals, and a
        // second garage in the same town.
        #expect(relieved(target: band(0, 2)) == [2, 2])
        #expect(relieved(target: band(0, 1)) == [0, 1], "one who is newly reached comes first")
    }

    @Test("a larger town goes before one that adds hardly more, not before one that adds more")
    func largerTown() {
        func first(_ people: Double) -> String? {
            var recruiting = GarageRecruiting(
                demand: [Self.demand(46, 15, people), Self.demand(46.2, 15, 100 - people)],
                garages: [],
                towns: [
                    Self.town("village", 46.1, people: 2_000),
                    Self.town("city", 45.95, people: 90_000),
                ])
            return recruiting.take(1).first?.place.name
        }
        #expect(first(94) == "village")
        #expect(first(95) == "city")
    }

    @Test("garages that left reach nobody")
    func left() {
        let gone = garage(1, at: point(46, 3)) { $0.status = .left }
        let recruiting = GarageRecruiting(
            demand: [Self.demand(46, 15, 1)], garages: [gone], towns: [])
        #expect(recruiting.reachedShare == 0)
    }

    @Test("who is above their band brings the people that were sent there")
    func overloads() {
        let found = Overload.all(
            of: [garage(7, at: point(45, 3)), garage(8, at: point(46, 3))],
            pasts: [GaragePast(above: 2, excessPerMonth: 3), GaragePast(inside: 2)],
            demand: DemandPast(
                [
                    wish("2026-03-01", from: point(45, 3), at: 7),
                    wish("2026-04-01", from: point(45, 3), at: 8),
                    wish("2026-04-01", from: point(45, 3)),
                ], in: day("2026-03-01")...day("2026-04-30")))
        #expect(found.count == 1)
        #expect(found.first?.excessPerMonth == 3)
        #expect(found.first?.people.count == 1)
    }

    @Test("beats random placement clearly, whatever the country", arguments: 1...3)
    func beatsRandom(seed: Int) {
        let country = Country(seed: UInt64(seed))
        let field = DemandField(country.past, places: country.places)
        let towns = GarageRecruiting.towns(of: country.places)
        var recruiting = GarageRecruiting(
            demand: field.points, garages: country.garages, towns: towns)
        let chosen = recruiting.take(10).map(\.place)
        #expect(chosen.count == 10)
        let before = country.unreachedShare(adding: [])
        let gained = before - country.unreachedShare(adding: chosen)
        var generator = SeededGenerator(seed: 99)
        for _ in 0..<5 {
            let random = Array(towns.shuffled(using: &generator).prefix(10))
            let byChance = before - country.unreachedShare(adding: random)
            #expect(gained > 2 * byChance, "\(gained) against \(byChance) of \(before)")
        }
    }

    @Test("what a town adds never rises as others are taken, but for what a larger one gave up")
    func gainsFall() {
        let country = Country(seed: 4)
        let field = DemandField(country.past, places: country.places)
        var recruiting = GarageRecruiting(
            demand: field.points, garages: country.garages, towns: country.places)
        let gains = recruiting.take(20).map(\.gainPerMonth)
        #expect(gains.count == 20)
        for (earlier, later) in zip(gains, gains.dropFirst()) {
            #expect(later <= earlier / GarageRecruiting.nearlyAsGood + 1e-9)
        }
    }
}

@Suite struct DemandFieldTests {
    static let places = [
        GarageRecruitingTests.town("a", 46, people: 3_000),
        GarageRecruitingTests.town("b", 47, people: 1_000),
    ]

    @Test("without a past it is inhabitants with the default reach")
    func inhabitants() {
        let past = DemandPast([], in: Country.period)
        let field = DemandField(past, places: Self.places)
        #expect(field.isOfInhabitants)
        #expect(field.mix == .unknown)
        #expect(field.points.map(\.peoplePerMonth) == [3_000, 1_000])
        #expect(field.points.allSatisfy { $0.reachKm == Reach.defaultKm })
    }

    @Test("the sum is what asks a month, however little was observed", arguments: [1, 10, 3_000])
    func sum(count: Int) {
        let records = (0..<count).map { index in
            wish("2025-01-02", from: point(46, 3), reachKm: index % 2 == 0 ? 10 : 30)
        }
        let past = DemandPast(records, in: Country.period)
        let field = DemandField(past, places: Self.places)
        let total = field.points.reduce(0) { $0 + $1.peoplePerMonth }
        #expect(abs(total - Double(count) / past.months) < 1e-9 * Double(count))
        #expect(!field.isOfInhabitants)
        let observed = field.points.prefix(count).reduce(0) { $0 + $1.peoplePerMonth }
        let share = Double(count) / (Double(count) + DemandField.evenObservations)
        #expect(abs(observed / total - share) < 1e-9)
    }

    @Test("the mix has the mean reach and the share of each class; rims belong to the lower")
    func mix() {
        let mix = ReachMix([5, 10, 10.5, 20, 60])
        #expect(
            mix.parts == [
                .init(reachKm: 7.5, share: 0.4), .init(reachKm: 15.25, share: 0.4),
                .init(reachKm: 60, share: 0.2),
            ])
        #expect(ReachMix([Double]()) == .unknown)
    }
}
