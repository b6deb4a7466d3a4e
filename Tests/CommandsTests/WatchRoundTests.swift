import Alerting
import Commands
import GarageNetwork
import LineProtocol
import Matching
import Synchronization
import Testing

/// The life of an alert, from the look that raises it to what subscribers and ALERTS say.
@Suite struct WatchRoundTests {
    private final class Inbox: Sendable {
        let rows = Mutex<[Reply.Row]>([])

        /// What was told since the last time, one line each.
        func take() -> [String] {
            rows.withLock { rows in
                defer { rows = [] }
                return rows.map { row in
                    ["event", "level", "rule", "garage"].map { row.text($0) ?? "?" }
                        .joined(separator: " ")
                }
            }
        }
    }

    /// A rehearsal whose garages have these counts this month, on Friday 27 November 2026.
    private static func rehearsal(_ counts: [Int]) throws -> (Rehearsal, Inbox, Conversation) {
        let rehearsal = Rehearsal(counts: [])
        let friday = try #require(Day("2026-11-27"))
        rehearsal.clock.set(to: Instant(paris: friday, secondsOfDay: 36_000))
        rehearsal.network.turn(to: rehearsal.clock.now)
        count(counts, revision: 10, in: rehearsal)
        rehearsal.environment.outlook.replace(
            with: Outlook(
                asOf: rehearsal.clock.now,
                circumstances: [
                    1: Circumstances(
                        reachedByPerMonth: 2, fairSharePerMonth: 1, rivals: 0,
                        prescribersNear: 0, proposed: 0, unanswered: 0)
                ]))
        let inbox = Inbox()
        let conversation = Conversation(
            environment: rehearsal.environment, peer: .unix(uid: 0),
            caller: Caller(role: .manager)
        ) { row in inbox.rows.withLock { $0.append(row) } }
        let argument = Request.Argument(name: "topics", value: "alerts", column: 11)
        _ = conversation.respond(to: Request(verb: "SUBSCRIBE", arguments: [argument]))
        return (rehearsal, inbox, conversation)
    }

    private static func count(_ counts: [Int], revision: Int64, in rehearsal: Rehearsal) {
        let month = rehearsal.network.snapshot.month
        rehearsal.network.apply(
            counts: zip(Int64(1)..., counts).map {
                GarageCount(
                    garage: $0, month: month, committed: $1, received: 0, revision: revision)
            }, days: [])
    }

    @Test("an alert is raised once, changes, clears, and is told of each time")
    func life() async throws {
        let (rehearsal, inbox, conversation) = try Self.rehearsal([0, 7, 14])
        let book = WatchBook()
        try await rehearsal.environment.watchAlerts(book)
        #expect(inbox.take() == ["raised act overloaded G003", "raised act starving G001"])
        try await rehearsal.environment.watchAlerts(book)
        #expect(inbox.take() == [])
        #expect(book.writes == 1)
        Self.count([7, 7, 14], revision: 11, in: rehearsal)
        try await rehearsal.environment.watchAlerts(book)
        #expect(inbox.take() == ["cleared act starving G001"])
        Self.count([0, 7, 14], revision: 12, in: rehearsal)
        try await rehearsal.environment.watchAlerts(book)
        #expect(inbox.take() == ["raised act starving G001"])
        withExtendedLifetime(conversation) {}
    }

    @Test("what another daemon wrote is told of too, and not written again")
    func twoDaemons() async throws {
        let (first, _, one) = try Self.rehearsal([0, 7, 7])
        let (second, inbox, two) = try Self.rehearsal([7, 7, 7])
        let book = WatchBook()
        try await second.environment.watchAlerts(book)
        try await first.environment.watchAlerts(book)
        Self.count([0, 7, 7], revision: 11, in: second)
        try await second.environment.watchAlerts(book)
        #expect(inbox.take() == ["raised act starving G001"])
        #expect(book.writes == 1)
        withExtendedLifetime((one, two)) {}
    }

    @Test("ALERTS says since when, why, and for a manager's language; without a database too")
    func alerts() async throws {
        let (rehearsal, _, conversation) = try Self.rehearsal([0, 7, 14])
        let book = WatchBook()
        book.goAway(true)
        await #expect(throws: LedgerError.storeDown) {
            try await rehearsal.environment.watchAlerts(book)
        }
        let before = try await rehearsal.ask("ALERTS rule=starving", as: .manager).get()
        #expect(before.rows.first?.text("garage") == "G001")
        #expect(before.rows.first?.text("since") == nil)
        book.goAway(false)
        try await rehearsal.environment.watchAlerts(book)
        let after = try await rehearsal.ask("ALERTS rule=starving lang=en", as: .monitor).get()
        let row = try #require(after.rows.first)
        #expect(row.text("since") == "2026-11-27T10:00:00+01:00")
        #expect(row.text("cause") == "no-prescriber")
        #expect(row.text("why")?.hasSuffix("only 2 people a month can reach it") == true)
        let new = try await rehearsal.ask("ALERTS new=yes", as: .manager).get()
        #expect(new.rows.count == 2)
        rehearsal.clock.set(to: rehearsal.clock.now.advanced(bySeconds: 86_400))
        rehearsal.network.turn(to: rehearsal.clock.now)
        #expect(try await rehearsal.ask("ALERTS new=yes", as: .manager).get().rows.isEmpty)
        let since = "ALERTS since=2026-11-27T09:00:00+01:00 level=act"
        #expect(try await rehearsal.ask(since, as: .manager).get().rows.count == 2)
        withExtendedLifetime(conversation) {}
    }

    @Test("nothing is raised before the outlook is there")
    func early() async throws {
        let (rehearsal, inbox, conversation) = try Self.rehearsal([0, 7, 14])
        rehearsal.environment.outlook.replace(with: .none)
        let book = WatchBook()
        try await rehearsal.environment.watchAlerts(book)
        #expect(inbox.take() == [])
        #expect(book.writes == 0)
        withExtendedLifetime(conversation) {}
    }

    @Test("CHECK counts the causes")
    func check() async throws {
        let (rehearsal, _, conversation) = try Self.rehearsal([0, 7, 14])
        let reply = try await rehearsal.ask("CHECK name=starving warn=1 crit=2", as: .monitor).get()
        #expect(
            reply.rows == [
                [
                    .bare(
                        "WARNING starving: 1 of 3 garages are likely to end the month below their"
                            + " band: 1 sees no prescriber near | starving=1;1;2")
                ]
            ])
        withExtendedLifetime(conversation) {}
    }

    @Test("a calibration that another daemon kept is read; too short a past changes nothing")
    func calibration() async throws {
        let (rehearsal, _, conversation) = try Self.rehearsal([0, 7, 14])
        let book = WatchBook()
        let month = rehearsal.network.snapshot.month
        _ = try await book.keep(
            ["above", "below"].map {
                CalibrationRow(
                    month: month, side: $0, intercept: 0.5, slope: 2, samples: 999,
                    brierBefore: 0.1, brierAfter: 0.09)
            })
        try await rehearsal.environment.recalibrate(book)
        let kept = Calibration(intercept: 0.5, slope: 2)
        #expect(
            rehearsal.environment.watch.calibration == OddsCalibration(below: kept, above: kept))
        withExtendedLifetime(conversation) {}
    }
}

extension Reply.Row {
    fileprivate func text(_ name: String) -> String? {
        guard case .text(let text) = first(where: { $0.name == name })?.value else { return nil }
        return text
    }
}
