import Alerting
import GarageNetwork
import Matching
import Testing

@Suite struct AlertRuleTests {
    @Test(
        "levels begin at their thresholds",
        arguments: [
            (0.0, nil), (0.2999, nil), (0.3, .watch), (0.4999, .watch), (0.5, .warn),
            (0.6999, .warn), (0.7, .act), (1.0, .act),
        ] as [(Double, AlertLevel?)])
    func levels(probability: Double, level: AlertLevel?) {
        #expect(AlertLevel(probability: probability, AlertThresholds()) == level)
    }

    @Test("at the end of a month what is missing is certain")
    func lastDay() throws {
        let standing = try GarageStanding.test(
            committed: 2, on: "2026-11-28",
            closures: [
                try #require(ClosedPeriod(first: aDay("2026-11-30"), last: aDay("2026-11-30")))
            ])
        #expect(AlertRule.starving.level(standing, AlertThresholds()) == .act)
        #expect(AlertRule.overloaded.level(standing, AlertThresholds()) == nil)
        #expect(standing.verdict(AlertThresholds()) == .starving)
    }

    @Test("above the band")
    func overload() throws {
        let standing = try GarageStanding.test(committed: 14, on: "2026-11-20")
        #expect(AlertRule.overloaded.level(standing, AlertThresholds()) == .act)
        #expect(standing.verdict(AlertThresholds()) == .overloaded)
        #expect(AlertRule.overloaded.reason(standing).french.contains("14 ce mois-ci"))
        #expect(AlertRule.overloaded.reason(standing).english.contains("14 this month"))
    }

    @Test("a garage at its cap is full whatever its band says", arguments: [7, 8, 9])
    func cap(committed: Int) throws {
        let standing = try GarageStanding.test(committed: committed, on: "2026-11-20", cap: 8)
        #expect((AlertRule.full.level(standing, AlertThresholds()) == .act) == (committed >= 8))
    }

    @Test("a paused garage is no alarm")
    func paused() throws {
        let standing = try GarageStanding.test(
            committed: 0, on: "2026-11-20", status: .paused(until: nil, reason: "x"))
        for rule in [AlertRule.starving, .overloaded, .full] {
            #expect(rule.level(standing, AlertThresholds()) == nil, "\(rule.name)")
        }
    }

    @Test(
        "what nobody checked for longer than the threshold is stale",
        arguments: [("2026-05-24", false), ("2026-05-23", true), (nil, false)])
    func stale(checked: String?, isStale: Bool) throws {
        let standing = try GarageStanding.test(
            committed: 6, on: "2026-11-20", checkedOn: checked.flatMap { Day($0) })
        #expect((AlertRule.stale.level(standing, AlertThresholds()) != nil) == isStale)
    }

    @Test("the loudest alerts come first")
    func order() throws {
        let standings = [
            try GarageStanding.test(committed: 6, on: "2026-11-20", checkedOn: Day("2020-01-01")),
            try GarageStanding.test(committed: 14, on: "2026-11-20"),
        ]
        let alerts = standings.alerts(AlertThresholds())
        #expect(alerts.map(\.level) == alerts.map(\.level).sorted(by: >))
        #expect(alerts.first?.rule.name == "overloaded")
        #expect(alerts.contains { $0.rule.name == "stale" })
    }

    @Test("every rule has a name of its own and sentences in both languages")
    func names() throws {
        let standing = try GarageStanding.test(committed: 3, on: "2026-11-20")
        #expect(Set(AlertRule.all.map(\.name)).count == AlertRule.all.count)
        for rule in AlertRule.all {
            #expect(rule.meaning.hasSuffix("."))
            #expect(rule.reason(standing).french != rule.reason(standing).english)
        }
    }
}
