import GarageNetwork
import Matching
import Testing

@Suite struct ReasonTests {
    private func result(
        _ counts: [Int], on day: String, km: [Double] = [3.84, 9.24, 22],
        days: [DayCount] = []
    ) throws -> MatchResult {
        let names = ["Lens", "Brebières", "Arras"]
        let garages = try zip(zip(1..., km), names).map {
            try Garage.test($0.0, name: $1, north: $0.1)
        }
        let rows = try zip(1..., counts).map { try GarageCount.test($0, "2025-11", $1) }
        let network = try LiveNetwork.test(garages, on: day, counts: rows, days: days)
        return network.snapshot.match(try .test(km: 40))
    }

    private func sentence(
        _ number: Int64, of result: MatchResult, _ language: Language = .french
    ) throws -> String {
        let nearest = try #require(result.nearest)
        let match = try #require(result.matches.first { $0.garage.number == number })
        return Reason(
            match, odds: match.plainOdds, nearest: nearest, nearestOdds: nearest.plainOdds
        ).sentence(in: language, of: match.name, nearestName: nearest.name)
    }

    @Test func theNeedyGarageAndTheBusyOne() throws {
        let result = try result([9, 2], on: "2025-11-20", km: [3.84, 9.24])
        #expect(
            try sentence(2, of: result)
                == "Brebières, 9,2 km, 5,4 km de plus que le plus proche :"
                + " n'a reçu que 2 orientations et risque à 72 % de finir le mois sous 5 ;"
                + " Lens, plus proche, a déjà 9 orientations et risque à 79 % de dépasser 10.")
        #expect(
            try sentence(2, of: result, .english)
                == "Brebières, 9.2 km, 5.4 km further than the nearest:"
                + " it has only 2 referrals and a risk of 72 % to end the month under 5;"
                + " Lens, nearer, has 9 referrals already and a risk of 79 % to pass 10.")
    }

    @Test(arguments: [
        (0, "n'a encore reçu personne et risque à"), (1, "n'a reçu que 1 orientation et risque à"),
        (2, "n'a reçu que 2 orientations et risque à"),
    ])
    func noneAndOneAreSingularInFrench(count: Int, words: String) throws {
        let result = try result([6, count], on: "2025-11-24", km: [3, 9])
        #expect(try sentence(2, of: result).contains(words))
    }

    @Test func theNearestSaysSo() throws {
        let result = try result([6, 6], on: "2025-11-24", km: [3, 9])
        #expect(
            try sentence(1, of: result)
                == "Lens, 3,0 km, le plus proche des garages accessibles :"
                + " 6 orientations ce mois-ci, pour un objectif de 5 à 10.")
        #expect(
            try sentence(1, of: result, .english)
                == "Lens, 3.0 km, the nearest of the garages in reach:"
                + " 6 referrals this month, for a target of 5 to 10.")
    }

    @Test func theNearestMayNeedPeopleToo() throws {
        let result = try result([1, 6], on: "2025-11-26", km: [3, 9])
        #expect(try sentence(1, of: result).contains("n'a reçu que 1 orientation et risque à"))
    }

    @Test func whereNothingStandsOutTheTwoCountsAreCompared() throws {
        let result = try result([7, 6], on: "2025-11-27", km: [3, 9])
        #expect(
            try sentence(2, of: result)
                == "Brebières, 9,0 km, 6,0 km de plus que le plus proche :"
                + " 6 orientations ce mois-ci, contre 7 pour Lens.")
        #expect(
            try sentence(2, of: result, .english)
                == "Brebières, 9.0 km, 6.0 km further than the nearest:"
                + " 6 referrals this month, against 7 for Lens.")
    }

    @Test func theStepIntoTheBandIsNamed() throws {
        // Early in the month below is unlikely, but this may be the referral that decides.
        let result = try result([5, 4], on: "2025-11-18", km: [3, 9])
        let sentence = try sentence(2, of: result)
        #expect(sentence.contains("% de chances d'être celle qui l'amène à 5"))
        #expect(
            try self.sentence(2, of: result, .english)
                .contains("% that this referral is the one that brings it to 5"))
    }

    @Test func aBusyGarageFurtherOnSaysSo() throws {
        let result = try result([7, 11], on: "2025-11-20", km: [3, 9])
        #expect(
            try sentence(2, of: result)
                == "Brebières, 9,0 km, 6,0 km de plus que le plus proche :"
                + " a déjà 11 orientations et risque à 100 % de dépasser 10.")
    }

    @Test func beyondTheDetourIsSaid() throws {
        let result = try result([6, 6, 6], on: "2025-11-27", km: [3, 9, 22])
        #expect(
            try sentence(3, of: result).hasPrefix(
                "Arras, 22,0 km, 19,0 km de plus que le plus proche, au-delà du détour admis :"))
        #expect(
            try sentence(3, of: result, .english).hasPrefix(
                "Arras, 22.0 km, 19.0 km further than the nearest, beyond the accepted detour:"))
    }

    @Test func everySentenceEndsOnceAndHasNumbers() throws {
        for day in ["2025-11-03", "2025-11-13", "2025-11-20", "2025-11-28"] {
            for counts in [[0, 0, 0], [4, 0, 9], [9, 12, 3], [15, 5, 5], [5, 15, 1]] {
                let result = try result(counts, on: day)
                for number: Int64 in 1...3 {
                    for language in Language.allCases {
                        let text = try sentence(number, of: result, language)
                        #expect(text.hasSuffix(".") && !text.hasSuffix(".."))
                        #expect(text.contains(" km, "))
                        #expect(text.contains(language == .french ? "," : "."))
                    }
                }
            }
        }
    }

    @Test func whoIsPutBehindForItsWeekSaysSo() throws {
        let result = try result(
            [6, 6], on: "2025-11-27", km: [3, 3.2],
            days: [.test(1, "2025-11-24", 2), .test(1, "2025-11-27", 1)])
        #expect(result.matches.map(\.garage.number) == [2, 1])
        #expect(
            try sentence(1, of: result)
                == "Lens, 3,0 km, le plus proche des garages accessibles :"
                + " a déjà 3 personnes cette semaine ;"
                + " 6 orientations ce mois-ci, pour un objectif de 5 à 10.")
        #expect(
            try sentence(2, of: result)
                == "Brebières, 3,2 km, 0,2 km de plus que le plus proche :"
                + " Lens, plus proche, a déjà 3 personnes cette semaine.")
        #expect(
            try sentence(1, of: result, .english)
                .contains(": it has 3 people this week already; 6 referrals this month"))
        #expect(
            try sentence(2, of: result, .english)
                .hasSuffix(": Lens, nearer, has 3 people this week already."))
    }

    @Test func aBandOfOneHasItsPersonOfTheWeek() throws {
        let band = try #require(TargetBand(min: 0, max: 4))
        let network = try LiveNetwork.test(
            [.test(1, name: "Lens", north: 1, target: band)], on: "2025-11-27",
            counts: [.test(1, "2025-11", 1)], days: [.test(1, "2025-11-24", 1)])
        let result = network.snapshot.match(try .test())
        #expect(try sentence(1, of: result).contains("a déjà 1 personne cette semaine"))
        #expect(try sentence(1, of: result, .english).contains("it has 1 person this week"))
    }

    @Test func whoIsMuteSaysSinceWhen() throws {
        let since = try aDay("2025-11-04")
        let garages = [
            try Garage.test(1, name: "Lens", north: 3, muteSince: since),
            try Garage.test(2, name: "Arras", north: 9),
            try Garage.test(3, name: "Douai", north: 10, muteSince: since + 1),
        ]
        let counts = try (1...3).map { try GarageCount.test($0, "2025-11", 6) }
        let network = try LiveNetwork.test(garages, on: "2025-11-27", counts: counts)
        let result = network.snapshot.match(try .test())
        #expect(result.matches.map(\.garage.number) == [2, 1, 3])
        #expect(
            try sentence(1, of: result).contains(
                " : ne répond plus depuis le 2025-11-04 ; 6 orientations"))
        #expect(
            try sentence(2, of: result).hasSuffix(
                " : Lens, plus proche, ne répond plus depuis le 2025-11-04."))
        #expect(
            try sentence(2, of: result, .english).hasSuffix(
                ": Lens, nearer, has not answered since 2025-11-04."))
        // Two that are mute: the nearer one's silence does not say why the other goes after it.
        #expect(try !sentence(3, of: result).contains("Lens, plus proche, ne répond"))
        #expect(
            try sentence(3, of: result, .english).contains(": it has not answered since 2025-11-05")
        )
        let plain = network.snapshot.match(try .test(policy: .nearest))
        #expect(try !sentence(1, of: plain).contains("ne répond plus"))
    }

    @Test func theOddsAreThoseThatAreHandedIn() throws {
        let result = try result([9, 2], on: "2025-11-20", km: [3.84, 9.24])
        let nearest = try #require(result.nearest)
        let match = try #require(result.matches.first { $0.garage.number == 2 })
        let text = Reason(
            match, odds: MonthOdds(below: 0.31, above: 0), nearest: nearest,
            nearestOdds: MonthOdds(below: 0, above: 0.42)
        ).sentence(in: .english, of: match.name, nearestName: nearest.name)
        #expect(text.contains("a risk of 31 %") && text.contains("a risk of 42 % to pass 10"))
        let calm = Reason(
            match, odds: MonthOdds(below: 0.29, above: 0), nearest: nearest,
            nearestOdds: MonthOdds(below: 0, above: 0.29)
        ).sentence(in: .english, of: match.name, nearestName: nearest.name)
        #expect(!calm.contains("a risk of"))
    }

    @Test func whoCanReachItIsNamedWhereTheMonthDoesNotSayWhy() throws {
        let garages = [
            try Garage.test(1, name: "Lens", north: 0),
            try Garage.test(2, name: "Arras", north: 20),
        ]
        let counts = [try GarageCount.test(1, "2025-11", 6), try GarageCount.test(2, "2025-11", 6)]
        let network = try LiveNetwork.test(garages, on: "2025-11-24", counts: counts)
        let first = try aDay("2025-10-01")
        // Twenty-eight a month start at Lens and reach no further; four start between the two.
        let demand = try (0..<28).map { turn in
            DemandRecord(
                day: first + turn, origin: try .north(turn % 7 == 0 ? 15 : 0), reachKm: 16,
                organisation: 0, garage: nil)
        }
        network.remember(demand, from: first, through: try aDay("2025-11-23"))
        let result = network.snapshot.match(try .test(km: 30, at: .north(9)))
        let nearest = try #require(result.nearest)
        let match = try #require(result.matches.first { $0.garage.number == 2 })
        let reason = Reason(
            match, odds: match.plainOdds, nearest: nearest, nearestOdds: nearest.plainOdds)
        guard case .fewerReach(let few, let many)? = reason.parts.last else {
            Issue.record("reach is not named: \(reason.parts)")
            return
        }
        #expect(few > 0 && few * 2 < many)
        #expect(
            reason.sentence(in: .french, of: match.name, nearestName: nearest.name).hasSuffix(
                " : environ \(few) personnes par mois peuvent rejoindre Arras,"
                    + " contre \(many) pour Lens."))
        #expect(
            reason.sentence(in: .english, of: match.name, nearestName: nearest.name).hasSuffix(
                ": about \(few) people a month can reach Arras, against \(many) for Lens."))
    }

    @Test func aGarageThatNobodyReachesIsSaidToBeOne() throws {
        let garages = [
            try Garage.test(1, name: "Lens", north: 0),
            try Garage.test(2, name: "Arras", north: 20),
        ]
        let counts = [try GarageCount.test(1, "2025-11", 6), try GarageCount.test(2, "2025-11", 6)]
        let network = try LiveNetwork.test(garages, on: "2025-11-24", counts: counts)
        let first = try aDay("2025-10-01")
        let demand = try (0..<28).map { turn in
            DemandRecord(
                day: first + turn, origin: try .north(0), reachKm: 16, organisation: 0, garage: nil)
        }
        network.remember(demand, from: first, through: try aDay("2025-11-23"))
        let result = network.snapshot.match(try .test(km: 30, at: .north(9)))
        #expect(
            try sentence(2, of: result).contains(
                "presque personne ne peut rejoindre Arras, contre environ "))
        #expect(
            try sentence(2, of: result, .english).contains(
                "hardly anybody can reach Arras, against about "))
    }
}

extension Match {
    /// The odds of the garage's own past, so that sentences are tested apart from recalibration.
    fileprivate var plainOdds: MonthOdds {
        MonthOdds(below: monthEnd.price.below, above: monthEnd.price.above)
    }
}
