import Alerting
import GarageNetwork
import Matching
import Testing

/// Rules about how garages answer.
@Suite struct AnswerRuleTests {
    private let thresholds = AlertThresholds()

    @Test(
        "a mute garage is told of until it answers, paused or not",
        arguments: [
            (nil, .active, nil), ("2026-11-10", .active, .warn),
            ("2026-11-10", .paused(until: nil, reason: ""), .warn), ("2026-11-10", .left, nil),
        ] as [(String?, Garage.Status, AlertLevel?)])
    func mute(since: String?, status: Garage.Status, level: AlertLevel?) throws {
        let standing = try GarageStanding.test(
            committed: 3, on: "2026-11-20", status: status, muteSince: since.flatMap { Day($0) })
        #expect(AlertRule.mute.level(standing, thresholds) == level)
    }

    @Test("it says since when, whom to ring, and what to note then")
    func muteSentence() throws {
        let known = try GarageStanding.test(
            committed: 3, on: "2026-11-20", phone: "0321000000", muteSince: Day("2026-11-10"))
        #expect(
            AlertRule.mute.reason(known).french
                == "ne répond plus depuis le 2026-11-10 : 3 orientations de suite sans réponse ou"
                + " davantage ; l'appeler au 0321000000, puis GARAGE-SET garage=G001"
                + " checked=2026-11-20")
        #expect(AlertRule.mute.reason(known).english.contains("ring it at 0321000000, then"))
        let unknown = try GarageStanding.test(
            committed: 3, on: "2026-11-20", muteSince: Day("2026-11-10"))
        #expect(AlertRule.mute.reason(unknown).french.contains("(aucun numéro connu)"))
        #expect(AlertRule.mute.reason(unknown).english.contains("(no number known)"))
    }

    @Test(
        "three refusals for being full are a habit, where the garage is open",
        arguments: [
            (0, .active, nil), (2, .active, nil), (3, .active, .warn), (9, .active, .warn),
            (9, .paused(until: nil, reason: ""), nil), (9, .left, nil),
        ] as [(Int, Garage.Status, AlertLevel?)])
    func oftenFull(count: Int, status: Garage.Status, level: AlertLevel?) throws {
        let standing = try GarageStanding.test(
            committed: 3, on: "2026-11-20", status: status, around: .test(declinedFull: count))
        #expect(AlertRule.oftenFull.level(standing, thresholds) == level)
    }

    @Test("nobody counted, nobody is told")
    func unknown() throws {
        let standing = try GarageStanding.test(committed: 3, on: "2026-11-20")
        #expect(AlertRule.oftenFull.level(standing, thresholds) == nil)
    }

    @Test(
        "the pause proposed goes to the end of the month, and for a week at least",
        arguments: [
            ("2026-11-02", "2026-11-30"), ("2026-11-24", "2026-11-30"),
            ("2026-11-25", "2026-12-01"), ("2026-11-30", "2026-12-06"),
            ("2026-12-31", "2027-01-06"),
        ])
    func pause(today: String, until: String) throws {
        let standing = try GarageStanding.test(
            committed: 3, on: today, around: .test(declinedFull: 4))
        #expect(standing.pauseProposed == Day(until))
        for text in [
            AlertRule.oftenFull.reason(standing).french,
            AlertRule.oftenFull.reason(standing).english,
        ] {
            #expect(text.contains("PAUSE garage=G001 until=\(until) reason="))
            #expect(text.contains(" 4 "))
        }
    }

    @Test("the check counts those that do not answer")
    func check() throws {
        let standings = try [nil, "2026-11-10", "2026-11-11"].map {
            try GarageStanding.test(
                committed: 3, on: "2026-11-20", muteSince: $0.flatMap { Day($0) })
        }
        let input = CheckInput(
            standings: standings, thresholds: thresholds, storeAwaySeconds: 0)
        #expect(
            Check.mute.run(on: input, warning: 2, critical: 3).line
                == "WARNING mute: 2 of 3 garages do not answer | mute=2;2;3")
    }
}
