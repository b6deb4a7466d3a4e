import Alerting
import GarageNetwork
import Testing

@Suite struct AlertCauseTests {
    /// A garage far below its band in the middle of a month.
    private static func starving(
        _ around: Circumstances?, status: Garage.Status = .active, closures: [ClosedPeriod] = []
    ) throws -> GarageStanding {
        try GarageStanding.test(
            committed: 0, on: "2026-11-23", status: status, closures: closures, around: around)
    }

    @Test(
        "the first cause that holds is the one that is told",
        arguments: [
            (.test(), nil),
            (.test(share: 4.99), .sharedBasin), (.test(share: 5), nil),
            (.test(reached: 4.99, share: 4), .outOfReach), (.test(reached: 5, share: 5), nil),
            (.test(reached: 4, share: 1, prescribers: 0), .noPrescriber),
            (.test(prescribers: 0), nil),
            (.test(proposed: 10, unanswered: 5), .silent),
            (.test(proposed: 10, unanswered: 4), nil),
            (.test(proposed: 4, unanswered: 4), nil),
            (.test(reached: 0, share: 0, prescribers: 0, proposed: 5, unanswered: 5), .silent),
            (nil, nil),
        ] as [(Circumstances?, AlertCause?)])
    func starvingCauses(around: Circumstances?, cause: AlertCause?) throws {
        #expect(try AlertCause.starving(Self.starving(around)) == cause)
    }

    @Test("a garage that is shut today is starving because it is shut")
    func shut() throws {
        let closure = try #require(
            ClosedPeriod(first: aDay("2026-11-23"), last: aDay("2026-11-27")))
        let closed = try Self.starving(.test(reached: 0), closures: [closure])
        #expect(AlertCause.starving(closed) == .closed)
        let sentence = try #require(AlertCause.closed.sentence(closed))
        #expect(sentence.french == "fermé jusqu'au 2026-11-27")
        #expect(sentence.english == "closed until 2026-11-27")
        let paused = try Self.starving(
            nil, status: .paused(until: aDay("2026-11-25"), reason: "pont"))
        #expect(AlertCause.starving(paused) == .closed)
        #expect(AlertCause.closed.sentence(paused)?.french == "en pause jusqu'au 2026-11-25")
        #expect(AlertCause.closed.sentence(paused)?.english == "paused until 2026-11-25")
        #expect(AlertRule.starving.level(paused, AlertThresholds()) != nil)
    }

    @Test(
        "a garage is overloaded because it is almost alone",
        arguments: [
            (.test(share: 10.1, rivals: 0.9), .onlyGarage), (.test(share: 10, rivals: 0), nil),
            (.test(share: 12, rivals: 1), nil), (nil, nil),
        ] as [(Circumstances?, AlertCause?)])
    func overloadedCauses(around: Circumstances?, cause: AlertCause?) throws {
        let standing = try GarageStanding.test(committed: 14, on: "2026-11-23", around: around)
        #expect(AlertCause.overloaded(standing) == cause)
    }

    @Test(
        "sentences, one by one",
        arguments: [
            (
                .silent, .test(proposed: 8, unanswered: 6),
                "sans réponse à 6 des 8 orientations proposées en trois mois",
                "no answer to 6 of the 8 referrals proposed in three months"
            ),
            (
                .noPrescriber, .test(reached: 0.3, prescribers: 0),
                "aucun prescripteur connu à moins de 30 km, et personne, ou presque, ne peut y"
                    + " aller",
                "no known prescriber within 30 km, and hardly anybody can reach it"
            ),
            (
                .outOfReach, .test(reached: 1), "une seule personne par mois peut y aller",
                "only 1 person a month can reach it"
            ),
            (
                .outOfReach, .test(reached: 3.6), "seules 4 personnes par mois peuvent y aller",
                "only 4 people a month can reach it"
            ),
            (
                .sharedBasin, .test(reached: 12, share: 2.34, rivals: 4.25),
                "12 personnes par mois peuvent y aller, mais elles ont aussi 4,3 autres garages en"
                    + " moyenne : sa part est de 2,3",
                "12 people a month can reach it, but they have 4.3 other garages on average: its"
                    + " even share is 2.3"
            ),
            (
                .onlyGarage, .test(share: 13, rivals: 0.4),
                "presque seul garage à la portée des personnes alentour : sa part est de 13,0 par"
                    + " mois",
                "almost the only garage that people around can reach: its even share is 13.0 a"
                    + " month"
            ),
        ] as [(AlertCause, Circumstances, String, String)])
    func sentences(cause: AlertCause, around: Circumstances, french: String, english: String) throws
    {
        let sentence = try #require(cause.sentence(Self.starving(around)))
        #expect(sentence.french == french)
        #expect(sentence.english == english)
    }

    @Test("an alert says how likely, then why")
    func whole() throws {
        let alert = try #require(
            [Self.starving(.test(reached: 2, share: 1, prescribers: 0))]
                .alerts(AlertThresholds()).first)
        #expect(
            alert.sentence.french.hasPrefix("0 ce mois-ci, objectif 5 à 10 : risque de "),
            "\(alert.sentence)")
        #expect(
            alert.sentence.french.hasSuffix(
                " % de finir en dessous ; aucun prescripteur connu à moins de 30 km, et seules 2"
                    + " personnes par mois peuvent y aller"))
        #expect(
            alert.sentence.english.hasSuffix(
                " % to end below; no known prescriber within 30 km, and only 2 people a month can"
                    + " reach it"))
    }
}
