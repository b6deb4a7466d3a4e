import GarageNetwork
import Testing

@testable import PostgresStore

/// A month that was closed stays as it was, and so does what the partners got of it.
@Suite struct MonthCloseTests {
    private static let october = Month(year: 2026, month: 10)
    private static let inOctober = Instant(iso8601: "2026-10-12T10:00:00+02:00")
    private static let inNovember = Instant(iso8601: "2026-11-02T05:00:00+01:00")

    private static func plans(_ garages: [Int64]) -> [MonthPlan] {
        garages.enumerated().map { index, garage in
            MonthPlan(garage: garage, min: 2, max: 3, isJudged: index != 3)
        }
    }

    /// Five garages: 1, 2, 4, none and none people sent, of whom all came.
    private static func withOctober(
        _ body: (TestStore, [Int64], any JobClaim) async throws -> Void
    ) async throws {
        try await TestStore.with(clock: TestClock(setTo: inNovember)) { store in
            let garages = try await store.addGarages(5)
            for (garage, count) in zip(garages, [1, 2, 4]) {
                for person in try await store.addPeople(count) {
                    let order = ReferralOrder.example(
                        person, at: [garage], key: "k\(person)", on: inOctober)
                    let placed = try await store.ledger.refer(order).referral
                    let code = try #require(placed?.code)
                    _ = try await store.ledger.advance(
                        StepOrder(
                            code: code, step: .receive, scope: .everything(.admin),
                            on: inOctober?.paris.day, key: "r\(person)", at: inOctober))
                }
            }
            let claim = try #require(
                try await store.store.jobs.claim(.monthly, isRehearsal: false))
            try await body(store, garages, claim)
            await claim.release()
        }
    }

    private static let file: @Sendable (MonthFigures) -> String = { figures in
        figures.garages.map { "\($0.id) \($0.name) \($0.received)\n" }.joined()
            + figures.senders.map { "\($0.organisation.number) \($0.committed)\n" }.joined()
    }

    @Test func aMonthIsFrozenOnceAndItsFileStaysTheSame() async throws {
        try await Self.withOctober { store, garages, claim in
            let october = try #require(Self.october)
            let plans = Self.plans(garages)
            let first = try await claim.close(
                october, plans: plans, at: Self.inNovember, isRehearsal: false,
                compose: Self.file)
            #expect(first.wasClosed == false)
            #expect(first.garages == 5)
            #expect(first.verdicts == [.below: 2, .inBand: 1, .above: 1, .closed: 1])
            #expect(first.file.hasSuffix("7 7\n"))
            // What is told later, and a garage's new name, change neither figures nor file.
            let psql = try store.connect()
            try psql.sql("UPDATE network.garage SET name = 'other'")
            try psql.sql("UPDATE ledger.referral SET state = 'cancelled'")
            let again = try await claim.close(
                october, plans: [], at: nil, isRehearsal: false, compose: { _ in "other" })
            #expect(again.wasClosed)
            #expect(again.file == first.file)
            #expect(again.verdicts == first.verdicts)
            #expect(try psql.number("SELECT sum(received) FROM operation.month_close") == 7)
            let violations = try psql.violations()
            #expect(violations.isEmpty, "\(violations)")
        }
    }

    @Test func aRehearsalFreezesNothing() async throws {
        try await Self.withOctober { store, garages, claim in
            let october = try #require(Self.october)
            for _ in 1...2 {
                let closing = try await claim.close(
                    october, plans: Self.plans(garages), at: Self.inNovember, isRehearsal: true,
                    compose: Self.file)
                #expect(closing.wasClosed == false)
                #expect(closing.garages == 5)
            }
            let psql = try store.connect()
            #expect(try psql.number("SELECT count(*) FROM operation.month_close") == 0)
            #expect(try psql.number("SELECT count(*) FROM operation.month_report") == 0)
        }
    }

    @Test(
        "nobody reopens a month, whatever SQL is used",
        arguments: [
            "UPDATE operation.month_close SET received = 0",
            "DELETE FROM operation.month_close", "TRUNCATE operation.month_close",
            "UPDATE operation.month_report SET csv = ''", "DELETE FROM operation.month_report",
            "TRUNCATE operation.month_report",
        ])
    func frozen(sql: String) async throws {
        try await Self.withOctober { store, garages, claim in
            let october = try #require(Self.october)
            _ = try await claim.close(
                october, plans: Self.plans(garages), at: nil, isRehearsal: false,
                compose: Self.file)
            let psql = try store.connect()
            let refused = #expect(throws: StoreError.self) { try psql.sql(sql) }
            #expect(refused?.sqlState == "GA004")
        }
    }

    @Test func aGarageThatLeftIsThereOnlyIfSomebodyWent() async throws {
        try await Self.withOctober { store, garages, claim in
            try store.connect().sql(
                "UPDATE network.garage SET status = 'left' WHERE id IN ('G1', 'G5')")
            let closing = try await claim.close(
                try #require(Self.october), plans: Self.plans(garages), at: nil,
                isRehearsal: true, compose: Self.file)
            #expect(closing.garages == 4)
            #expect(closing.file.hasPrefix("G1 "))
        }
    }
}
