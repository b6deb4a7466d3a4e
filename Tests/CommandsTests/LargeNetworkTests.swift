import Alerting
import Commands
import GarageNetwork
import LineProtocol
import Matching
import Testing

/// What the daemon does in the background in a network far larger than any of its kind.
@Suite struct LargeNetworkTests {
    /// Garages of which nobody was sent to any, on Friday 27 November 2026: all are starving.
    private static func starving(_ count: Int) throws -> Rehearsal {
        let rehearsal = Rehearsal(
            garages: (1...count).compactMap {
                Rehearsal.garage(Int64($0), "G\($0)", "", at: Rehearsal.point(50, 3))
            }, counts: [])
        let friday = try #require(Day("2026-11-27"))
        rehearsal.clock.set(to: Instant(paris: friday, secondsOfDay: 36_000))
        rehearsal.network.turn(to: rehearsal.clock.now)
        let month = friday.month
        rehearsal.network.apply(
            counts: (1...count).map {
                GarageCount(
                    garage: Int64($0), month: month, committed: 0, received: 0, revision: 10)
            }, days: [])
        rehearsal.environment.outlook.replace(with: Outlook(asOf: rehearsal.clock.now))
        return rehearsal
    }

    @Test("so many alerts of a rule are kept, and the others are told as a number")
    func alerts() async throws {
        let more = 3
        let rehearsal = try Self.starving(FoundAlerts.perRuleMax + more)
        let book = WatchBook()
        try await rehearsal.environment.watchAlerts(book)
        #expect(rehearsal.environment.watch.book?.open.count == FoundAlerts.perRuleMax)
        try await rehearsal.environment.watchAlerts(book)
        #expect(book.writes == 1)
        let all = FoundAlerts.perRuleMax + more
        for (line, expected) in [
            ("ALERTS limit=2", (2, all - 2)), ("ALERTS limit=2 level=act", (2, all - 2)),
            ("ALERTS limit=2 rule=starving", (2, all - 2)),
            ("ALERTS limit=2 rule=overloaded", (0, 0)),
            ("ALERTS limit=2 new=yes", (2, FoundAlerts.perRuleMax - 2)),
        ] {
            let reply = try await rehearsal.ask(line, as: .manager).get()
            #expect(reply.rows.count == expected.0, "\(line)")
            let told = reply.summary.first { $0.name == "more" }?.value
            #expect(told == (expected.1 == 0 ? nil : .whole(Int64(expected.1))), "\(line)")
        }
        let check = try await rehearsal.ask("CHECK name=starving", as: .monitor).get()
        let line = try #require(check.rows.first?.first.map { "\($0)" })
        #expect(line.contains("CRITICAL starving: \(all) of \(all) garages"), "\(line)")
    }

    @Test("the past of a network beyond the outlook's limit is not read for a calibration")
    func calibration() async throws {
        // This archive is away: whoever reads it hears so.
        let large = try Self.starving(Outlook.garagesMax + 1)
        try await large.environment.recalibrate(WatchBook())
        #expect(large.environment.watch.calibration == .standard)
        let kept = ["above", "below"].map {
            CalibrationRow(
                month: large.network.snapshot.month, side: $0, intercept: 0.5, slope: 2,
                samples: 999, brierBefore: 0.1, brierAfter: 0.09)
        }
        let book = WatchBook()
        _ = try await book.keep(kept)
        try await large.environment.recalibrate(book)
        #expect(large.environment.watch.calibration.below == Calibration(intercept: 0.5, slope: 2))
        let small = try Self.starving(2)
        await #expect(throws: LedgerError.storeDown) {
            try await small.environment.recalibrate(WatchBook())
        }
    }
}
