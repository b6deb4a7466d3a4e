import GarageNetwork
import Geometry
import Matching
import Testing

@testable import Commands

/// What the hourly round asks for, and what it counts.
@Suite struct HourlyRoundTests {
    private func round(
        _ book: RelayBook, _ ledger: ScriptedLedger = ScriptedLedger([]),
        isRehearsal: Bool = false, change: (inout CommandSettings) -> Void = { _ in }
    ) async throws -> HourlyOutcome {
        let rehearsal = Rehearsal(ledger: ledger, archive: PastArchive(), desks: book.desks)
        var settings = CommandSettings()
        change(&settings)
        rehearsal.environment.currentSettings.replace(with: settings)
        return try await rehearsal.environment.hourlyRound(isRehearsal: isRehearsal)
    }

    private func subjects(_ made: RelaySubject?...) throws -> [RelaySubject] {
        try made.map { try #require($0) }
    }

    @Test("page by page, to the end, past what is refused")
    func pages() async throws {
        let book = RelayBook { pages in
            pages.reminders = Array(1...450)
            pages.expiries = Array(1...200)
            pages.refused = [7, 199, 450]
        }
        let outcome = try await round(book)
        // 7 and 199 are refused by both lists.
        #expect(outcome == HourlyOutcome(reminded: 447, expired: 198, failed: 5))
        #expect(book.now.pageSizes == [200, 200, 50, 200, 0])
    }

    @Test("nothing due, nothing done")
    func nothing() async throws {
        #expect(try await round(RelayBook()) == HourlyOutcome())
    }

    @Test("a person goes on to the next garage by the policy, with its own time to answer")
    func order() async throws {
        let subject = try #require(RelaySubject.example())
        let placed = try #require(Rehearsal.referral(9))
        let ledger = ScriptedLedger([.placed(placed, replayed: false)])
        let outcome = try await round(RelayBook { $0.subjects = [subject] }, ledger)
        #expect(outcome == HourlyOutcome(sentOn: 1))
        let order = try #require(ledger.orders.first)
        #expect(order.candidates.map(\.garage) == [2], "not where they were tried")
        #expect(order.candidates.map(\.rank) == [1])
        #expect(order.key == "\u{1}sent-on:\(subject.referral.code)")
        #expect(order.previous == subject.referral.code)
        #expect(order.attempt == 1)
        #expect(order.organisation == OrganisationID(1))
        #expect(order.beneficiary == subject.person.id)
        #expect(order.origin == ReferralOrder.Origin(near: subject.person.position, reachKm: 25))
        #expect(order.search?.reachable == 2)
        #expect(order.at == Rehearsal.start)
        // From Saturday: Tuesday at closing time, and half of twenty open hours before it.
        #expect(order.candidates[0].answerBy?.iso8601 == "2026-11-24T18:00:00+01:00")
        #expect(order.candidates[0].remindAt?.iso8601 == "2026-11-23T18:00:00+01:00")
    }

    @Test("from where the wish came, when that was not home")
    func elsewhere() async throws {
        let ledger = ScriptedLedger([.full, .full])
        let book = RelayBook { pages in
            pages.subjects = [
                RelaySubject.example(1, origin: (50.95, 1.86), tried: []),
                RelaySubject.example(2, origin: nil, tried: []),
            ].compactMap(\.self)
        }
        #expect(try await round(book, ledger) == HourlyOutcome(unplaced: 2))
        #expect(ledger.orders.map { $0.candidates.map(\.garage) } == [[3], [1, 2]])
    }

    /// What the ledger answers in turn, what is counted, how many orders there were.
    @Test(
        "each outcome is counted once",
        arguments: [
            ([ReferralOutcome.full], HourlyOutcome(unplaced: 1), 1),
            ([.openReferral], HourlyOutcome(), 1), ([.superseded], HourlyOutcome(), 1),
            ([.keyReused], HourlyOutcome(), 1), ([.noSuchBeneficiary], HourlyOutcome(), 1),
            ([.stale, .full], HourlyOutcome(unplaced: 1), 2),
            ([.stale, .stale, .stale, .stale], HourlyOutcome(failed: 1), 4),
        ])
    func outcomes(
        answers: [ReferralOutcome], expected: HourlyOutcome, orders: Int
    ) async throws {
        let ledger = ScriptedLedger(answers)
        let subject = try #require(RelaySubject.example())
        let outcome = try await round(RelayBook { $0.subjects = [subject] }, ledger)
        #expect(outcome == expected)
        #expect(ledger.orders.count == orders)
        #expect(ledger.orders.last?.view == (orders == 4 ? nil : 0))
    }

    @Test("done already, by another daemon or before a crash: not counted again")
    func replayed() async throws {
        let placed = try #require(Rehearsal.referral(9))
        let subject = try #require(RelaySubject.example())
        let outcome = try await round(
            RelayBook { $0.subjects = [subject] },
            ScriptedLedger([.placed(placed, replayed: true)]))
        #expect(outcome == HourlyOutcome())
    }

    /// How often sent on, the setting, whether there is a next garage.
    @Test(
        "so often and no more",
        arguments: [(0, 3, true), (2, 3, true), (3, 3, false), (0, 0, false), (0, 1, true)])
    func often(attempt: Int, setting: Int, goesOn: Bool) async throws {
        let ledger = ScriptedLedger([.full])
        let subject = try #require(RelaySubject.example(attempt: attempt))
        _ = try await round(RelayBook { $0.subjects = [subject] }, ledger) {
            $0.sentOnMax = setting
        }
        let order = try #require(ledger.orders.first)
        #expect(order.candidates.isEmpty == !goesOn)
        #expect(order.search != nil, "so that the manager's list says what there was")
    }

    @Test("one that fails does not stop the others; a database that is away does")
    func failures() async throws {
        let book = RelayBook { pages in
            pages.subjects = (1...3).compactMap { RelaySubject.example($0) }
        }
        let ledger = ScriptedLedger([])
        ledger.fail(at: 1, .internalFault(reference: "X"))
        #expect(try await round(book, ledger) == HourlyOutcome(unplaced: 2, failed: 1))
        let away = ScriptedLedger([])
        away.fail(at: 1, .storeDown)
        let error = await #expect(throws: LedgerError.self) { try await round(book, away) }
        #expect(error == .storeDown)
        #expect(away.orders.count == 2)
    }

    @Test("a rehearsal writes nothing and says what would be done")
    func rehearsal() async throws {
        let book = RelayBook { pages in
            pages.reminders = [1, 2]
            pages.expiries = [3]
            pages.subjects = [
                RelaySubject.example(3, state: .proposed),
                RelaySubject.example(4, attempt: 3), RelaySubject.example(5, tried: [1, 2]),
            ].compactMap(\.self)
        }
        let ledger = ScriptedLedger([])
        let outcome = try await round(book, ledger, isRehearsal: true)
        #expect(outcome == HourlyOutcome(reminded: 2, expired: 1, sentOn: 1, unplaced: 2))
        #expect(ledger.orders.isEmpty)
        #expect(book.now.pageSizes.isEmpty)
        #expect(book.now.expiries == [3])
    }

    @Test("each garage answers by the clock of its territory")
    func territories() throws {
        var deadlines = Deadlines(from: Rehearsal.start, CommandSettings())
        let found = ["62300", "97400", "62117", ""].map { deadlines.times(at: $0) }
        #expect(found[0] == found[2])
        #expect(found[0] == found[3])
        #expect(found[0].answerBy.iso8601 == "2026-11-24T18:00:00+01:00")
        #expect(found[1].answerBy.iso8601 == "2026-11-24T15:00:00+01:00")
        var settings = CommandSettings()
        settings.remindShare = 1
        var silent = Deadlines(from: Rehearsal.start, settings)
        #expect(silent.times(at: "62300").remindAt == nil)
    }
}
