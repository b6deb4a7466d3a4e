import GarageNetwork
import Geometry
import Matching
import Steering
import Testing

@Suite struct PrescriberRecruitingTests {
    static let mix = ReachMix(parts: [.init(reachKm: 20, share: 1)])

    static func starving(_ latitude: Double, _ missing: Double) -> Starvation {
        guard let id = GarageID("S\(Int(latitude * 100))") else { preconditionFailure("no id") }
        return Starvation(
            garage: id, position: point(latitude, 3), shortfallPerMonth: missing)
    }

    static func recruiting(
        _ starving: [Starvation], towns: [PlaceRow], yieldPerMonth: Double = 6
    ) -> PrescriberRecruiting {
        PrescriberRecruiting(
            starving: starving, towns: towns, places: towns, mix: mix,
            yieldPerMonth: yieldPerMonth)
    }

    @Test("a prescriber gives what it sends, never more than is missing")
    func limits() {
        let town = GarageRecruitingTests.town("here", 46)
        for (missing, gain) in [(2.0, 2.0), (6, 6), (9, 6)] {
            var recruiting = Self.recruiting([Self.starving(46, missing)], towns: [town])
            let proposals = recruiting.take(5)
            #expect(proposals.map(\.referralsPerMonth) == [gain])
            #expect(proposals.first?.garages.map(\.text) == ["S4600"])
        }
    }

    @Test("the town whose people reach the emptiest garages comes first, none twice")
    func order() {
        let towns = [
            GarageRecruitingTests.town("small need", 45), GarageRecruitingTests.town("need", 47),
            GarageRecruitingTests.town("none", 48.5),
        ]
        var recruiting = Self.recruiting(
            [Self.starving(45, 1), Self.starving(47, 20)], towns: towns)
        let proposals = recruiting.take(5)
        #expect(proposals.map(\.place.name) == ["need", "small need"])
        #expect(proposals.map(\.referralsPerMonth) == [6, 1])
    }

    @Test("a second town gives only what the first has left missing")
    func rest() {
        let towns = [
            GarageRecruitingTests.town("one", 46.05), GarageRecruitingTests.town("two", 45.95),
        ]
        var recruiting = Self.recruiting([Self.starving(46, 8)], towns: towns)
        let gains = recruiting.take(5).map(\.referralsPerMonth)
        #expect(gains.count == 2)
        #expect(zip(gains, [6, 2]).allSatisfy { abs($0 - $1) < 1e-9 }, "\(gains)")
    }

    @Test("people who can reach two garages are counted once")
    func shared() {
        let town = GarageRecruitingTests.town("between", 46)
        var recruiting = Self.recruiting(
            [Self.starving(45.95, 5), Self.starving(46.05, 5)], towns: [town])
        let proposals = recruiting.take(1)
        #expect(proposals.map(\.referralsPerMonth) == [6])
        #expect(proposals.first?.garages.count == 2)
    }

    @Test("where nothing is missing, nobody is proposed")
    func nothing() {
        var recruiting = Self.recruiting([], towns: [GarageRecruitingTests.town("a", 46)])
        #expect(recruiting.take(3).isEmpty)
    }

    @Test("only garages of the network that miss people starve")
    func starvation() {
        let garages = [
            garage(1, at: point(46, 3)), garage(2, at: point(46, 3)),
            garage(3, at: point(46, 3)) { $0.status = .left },
        ]
        let found = Starvation.all(
            of: garages,
            pasts: [
                GaragePast(shortfallPerMonth: 2), GaragePast(), GaragePast(shortfallPerMonth: 5),
            ])
        #expect(found.map(\.garage.text) == ["G1"])
    }

    /// By the quickest of the balancing policies: where people come from is what is tested.
    @Test("fills garages that starve better than random towns do", arguments: 1...2)
    func beatsRandom(seed: Int) async throws {
        let country = Country(seed: UInt64(seed), wishesPerMonth: 300)
        let now = WhatIf(garages: country.garages, requests: country.past.requests)
        let before = try #require(await now.outcome(policy: .monthEnd))
        let starving = Starvation.all(
            of: country.garages,
            pasts: country.garages.map {
                let people = before.peoplePerMonth[$0.id] ?? 0
                return GaragePast(shortfallPerMonth: max(0, 5 - people))
            })
        let towns = GarageRecruiting.towns(of: country.places)
        var recruiting = PrescriberRecruiting(
            starving: starving, towns: towns, places: country.places,
            mix: ReachMix(country.records.map(\.reachKm)), yieldPerMonth: 20)
        let chosen = recruiting.take(5).map(\.place)
        let gained = try await Self.inBand(now, chosen, country) - before.score.inBandPercent
        var generator = SeededGenerator(seed: 5)
        for _ in 0..<3 {
            let random = Array(towns.shuffled(using: &generator).prefix(5))
            let byChance = try await Self.inBand(now, random, country)
            #expect(gained > 0)
            #expect(gained > 1.3 * (byChance - before.score.inBandPercent))
        }
    }

    private static func inBand(
        _ now: WhatIf, _ towns: [PlaceRow], _ country: Country
    ) async throws -> Double {
        var after = now
        for town in towns {
            after = after.applying(
                .prescriber(at: town.position, yieldPerMonth: 20), places: country.places)
        }
        return try #require(await after.outcome(policy: .monthEnd)).score.inBandPercent
    }
}
