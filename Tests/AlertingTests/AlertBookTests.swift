import Alerting
import GarageNetwork
import Testing

@Suite struct AlertBookTests {
    private static func row(_ garage: Int64, _ level: String, hour: Int64 = 0) -> OpenAlert {
        let instant = Instant(microseconds: 3_600_000_000 * hour)
        return OpenAlert(
            rule: "starving", garage: garage, level: level, raisedAt: instant, levelSince: instant)
    }

    @Test("only what differs is written, and what is gone is cleared")
    func changes() throws {
        let alerts = FoundAlerts(
            in: try [1, 2, 3].map {
                try GarageStanding.test($0, committed: 0, on: "2026-11-27")
            }, AlertThresholds()
        ).all
        #expect(alerts.map(\.key.garage) == [1, 2, 3] && alerts.allSatisfy { $0.level == .act })
        let book = AlertBook([Self.row(1, "act"), Self.row(2, "watch"), Self.row(9, "warn")])
        let changes = book.changes(to: alerts, at: nil)
        #expect(changes.raised.map(\.garage) == [2, 3])
        #expect(changes.cleared.map(\.garage) == [9])
        #expect(
            AlertBook([1, 2, 3].map { Self.row($0, "act") }).changes(to: alerts, at: nil).isEmpty)
        #expect(AlertBook().changes(to: [], at: nil).isEmpty)
    }

    @Test("every step of a life has its word")
    func events() {
        let before = AlertBook([Self.row(1, "watch"), Self.row(2, "act"), Self.row(3, "warn")])
        let after = AlertBook([
            Self.row(1, "warn", hour: 1), Self.row(2, "watch"), Self.row(4, "act"),
        ])
        let events = after.events(since: before)
        #expect(events.map(\.kind) == [.escalated, .eased, .cleared, .raised])
        #expect(events.map(\.alert.garage) == [1, 2, 3, 4])
        #expect(after.events(since: after).isEmpty)
    }

    @Test("a level that this program does not know is written anew")
    func unknownLevel() throws {
        let book = AlertBook([Self.row(1, "shout")])
        #expect(book.levels.isEmpty)
        let alerts = FoundAlerts(
            in: [try GarageStanding.test(1, committed: 0, on: "2026-11-27")], AlertThresholds()
        ).all
        #expect(book.changes(to: alerts, at: nil).raised.count == 1)
    }
}
