import GarageNetwork
import Testing

@testable import Delivery

/// Waits between tries.
@Suite struct BackoffTests {
    @Test(
        "a minute, doubled, six hours at most",
        arguments: [
            (1, 60), (2, 120), (3, 240), (6, 1_920), (9, 15_360), (10, 21_600), (12, 21_600),
            (1_000, 21_600), (0, 60),
        ])
    func waits(attempt: Int, base: Int) {
        for key in ["a", "proposed:7KQ4M2X9:garage:1:mail", ""] {
            let seconds = Backoff.seconds(after: attempt, key: key)
            #expect((base...(base + base / 4)).contains(seconds))
            #expect(seconds == Backoff.seconds(after: attempt, key: key))
        }
    }

    @Test func messagesThatFailedTogetherDoNotComeBackTogether() {
        let waits = Set((0..<100).map { Backoff.seconds(after: 5, key: "proposed:\($0)") })
        #expect(waits.count > 50)
    }

    @Test("the last try ends it", arguments: [(11, false), (12, true), (13, true)])
    func lastTry(attempt: Int, isLast: Bool) {
        var message = TemplateTests.message("proposed", "{}")
        message.attempt = attempt
        let result = DeliveryResult.failed("timeout").ending(of: message, triesMax: 12).result
        #expect((result == .givenUp(errorClass: "timeout")) == isLast)
    }
}
