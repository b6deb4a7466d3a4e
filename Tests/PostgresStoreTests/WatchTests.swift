import GarageNetwork
import Testing

@testable import PostgresStore

/// Alerts and calibrations that several daemons share.
@Suite struct WatchTests {
    private static func entry(
        _ garage: Int64, _ level: String, rule: String = "starving"
    ) -> AlertChanges.Entry {
        AlertChanges.Entry(rule: rule, garage: garage, level: level)
    }

    private static func hour(_ number: Int64) -> Instant {
        Instant(microseconds: 1_795_251_600_000_000).advanced(bySeconds: 3_600 * number)
    }

    @Test func anAlertIsRaisedOnceEscalatesAndClears() async throws {
        try await TestStore.with { store in
            let garage = try await store.addGarages(1)[0]
            let watch = store.store.watch
            #expect(try await watch.openAlerts().isEmpty)
            for hour in 1...2 as ClosedRange<Int64> {
                let open = try await watch.apply(
                    AlertChanges(raised: [Self.entry(garage, "watch")], at: Self.hour(hour)))
                #expect(
                    open == [
                        OpenAlert(
                            rule: "starving", garage: garage, level: "watch",
                            raisedAt: Self.hour(1), levelSince: Self.hour(1))
                    ], "the second daemon changes nothing")
            }
            let louder = try await watch.apply(
                AlertChanges(raised: [Self.entry(garage, "act")], at: Self.hour(3)))
            #expect(louder.first?.level == "act")
            #expect(louder.first?.raisedAt == Self.hour(1))
            #expect(louder.first?.levelSince == Self.hour(3))
            let cleared = AlertChanges(cleared: [Self.entry(garage, "act")], at: Self.hour(4))
            #expect(try await watch.apply(cleared).isEmpty)
            #expect(try await watch.apply(cleared).isEmpty)
            let again = try await watch.apply(
                AlertChanges(raised: [Self.entry(garage, "warn")], at: Self.hour(5)))
            #expect(again.map(\.raisedAt) == [Self.hour(5)])
        }
    }

    @Test func twoDaemonsAtOnceRaiseEveryAlertOnce() async throws {
        try await TestStore.with { store in
            let garages = try await store.addGarages(20)
            let watch = store.store.watch
            let changes = AlertChanges(raised: garages.map { Self.entry($0, "warn") })
            let backwards = AlertChanges(raised: changes.raised.reversed())
            try await TestStore.with(store.conninfo) { other in
                let otherWatch = other.store.watch
                async let mine = watch.apply(changes)
                async let theirs = otherWatch.apply(backwards)
                #expect(try await mine.count == 20)
                #expect(try await theirs.count == 20)
                let (here, there) = (
                    try await watch.openAlerts(), try await otherWatch.openAlerts()
                )
                #expect(here == there)
            }
        }
    }

    @Test func aClockThatWentBackBreaksNothing() async throws {
        try await TestStore.with { store in
            let garage = try await store.addGarages(1)[0]
            let watch = store.store.watch
            _ = try await watch.apply(
                AlertChanges(raised: [Self.entry(garage, "watch")], at: Self.hour(5)))
            let louder = try await watch.apply(
                AlertChanges(raised: [Self.entry(garage, "act")], at: Self.hour(1)))
            #expect(louder.first?.levelSince == Self.hour(5))
            let cleared = AlertChanges(cleared: [Self.entry(garage, "act")], at: Self.hour(2))
            #expect(try await watch.apply(cleared).isEmpty)
        }
    }

    @Test func anAlertOfAGarageThatIsNotThereIsNotRaised() async throws {
        try await TestStore.with { store in
            let open = try await store.store.watch.apply(
                AlertChanges(raised: [Self.entry(4_711, "act")]))
            #expect(open.isEmpty)
        }
    }

    @Test func theFirstCalibrationOfAMonthStays() async throws {
        try await TestStore.with { store in
            let watch = store.store.watch
            let month = try #require(Month("2026-11"))
            func rows(_ intercept: Double, of month: Month) -> [CalibrationRow] {
                ["above", "below"].map {
                    CalibrationRow(
                        month: month, side: $0, intercept: intercept, slope: 1.25, samples: 900,
                        brierBefore: 0.125, brierAfter: 0.12)
                }
            }
            #expect(try await watch.calibration(of: month).isEmpty)
            #expect(try await watch.keep([]).isEmpty)
            #expect(try await watch.keep(rows(0.5, of: month)) == rows(0.5, of: month))
            #expect(try await watch.keep(rows(0.75, of: month)) == rows(0.5, of: month))
            #expect(try await watch.calibration(of: month) == rows(0.5, of: month))
            #expect(try await watch.keep(rows(1, of: month.next)) == rows(1, of: month.next))
        }
    }
}
