import Alerting
import GarageNetwork
import Matching
import Testing

/// What keeps an alert from flapping: it comes at a threshold and goes well below it.
@Suite struct AlertLifeTests {
    private static func standing(below probability: Double) throws -> GarageStanding {
        // The calibration alone decides: a slope of nearly nothing leaves the intercept.
        var low = -8.0
        var high = 8.0
        var standing = try GarageStanding.test(committed: 4, on: "2026-11-16")
        for _ in 0..<60 {
            let middle = (low + high) / 2
            let calibration = OddsCalibration(
                below: Calibration(intercept: middle, slope: 1), above: .above)
            standing = try GarageStanding.test(
                committed: 4, on: "2026-11-16", calibration: calibration)
            if standing.odds.below < probability { low = middle } else { high = middle }
        }
        return standing
    }

    @Test(
        "an open alert stays until it is clearly no longer true, and escalates at once",
        arguments: [
            (0.29, nil, nil), (0.31, nil, .watch), (0.29, .watch, .watch), (0.24, .watch, nil),
            (0.49, .warn, .warn), (0.46, .warn, .warn), (0.44, .warn, .watch),
            (0.51, .watch, .warn), (0.49, .watch, .watch), (0.71, .watch, .act),
            (0.66, .act, .act), (0.64, .act, .warn), (0.26, .act, .watch), (0.1, .act, nil),
        ] as [(Double, AlertLevel?, AlertLevel?)])
    func hysteresis(probability: Double, before: AlertLevel?, after: AlertLevel?) throws {
        let standing = try Self.standing(below: probability)
        #expect(abs(standing.odds.below - probability) < 1e-6)
        var open: [Alert.Key: AlertLevel] = [:]
        if let before { open[Alert.Key(rule: "starving", garage: 1)] = before }
        let alerts = [standing].alerts(AlertThresholds(), open: open)
        #expect(alerts.first { $0.rule.name == "starving" }?.level == after)
    }

    @Test("an alert that is open of another garage, or by another rule, changes nothing")
    func others() throws {
        let standing = try Self.standing(below: 0.29)
        let open: [Alert.Key: AlertLevel] = [
            Alert.Key(rule: "starving", garage: 2): .act,
            Alert.Key(rule: "overloaded", garage: 1): .act,
        ]
        #expect([standing].alerts(AlertThresholds(), open: open).isEmpty)
    }

    @Test("a rule without a probability clears as soon as it is no longer true")
    func certainRules() throws {
        let standing = try GarageStanding.test(committed: 7, on: "2026-11-16", cap: 8)
        let open: [Alert.Key: AlertLevel] = [Alert.Key(rule: "full", garage: 1): .act]
        #expect(
            ![standing].alerts(AlertThresholds(), open: open).contains { $0.rule.name == "full" })
    }
}
