import GarageNetwork
import Matching
import Testing

@Suite struct GarageMemoryTests {
    private let calendar = WorkingCalendar.french

    @Test func nothingIsRememberedOfAGarageThatHasJustCome() throws {
        let month = try aMonth("2025-03")
        let table = ExposureTable(calendar, from: month, through: month)
        let memory = GarageMemory(
            of: DayHistory(), since: month.first, at: month.first, exposures: table, closed: .none)
        #expect(memory == .empty)
        let forecast = Forecast(memory: .empty, remaining: 1)
        #expect(forecast.shape == 5 && forecast.mean == 5)
    }

    @Test func threeMonthsKeepOneInE() throws {
        let (first, last) = (try aMonth("2025-03"), try aMonth("2025-05"))
        let table = ExposureTable(calendar, from: first, through: last)
        var history = DayHistory()
        // A Saturday weighs nothing, so the whole three months follow it.
        _ = history.record(10, on: first.first, revision: 1)
        let memory = GarageMemory(
            of: history, since: first.first, at: last.next.first, exposures: table, closed: .none)
        #expect(abs(memory.referrals - 10 * 0.367_879_441_171_442_3) < 1e-12)
        #expect(abs(memory.openMonths - 3 * (1 - 0.367_879_441_171_442_3)) < 1e-12)
    }

    @Test func todayIsNotYetRemembered() throws {
        let month = try aMonth("2025-03")
        let table = ExposureTable(calendar, from: month, through: month)
        var history = DayHistory()
        _ = history.record(4, on: month.first + 2, revision: 1)
        let memory = GarageMemory(
            of: history, since: month.first, at: month.first + 2, exposures: table, closed: .none)
        #expect(memory == .empty)
    }

    @Test func aClosureMakesNobodyForget() throws {
        let (first, last) = (try aMonth("2025-07"), try aMonth("2025-08"))
        let table = ExposureTable(calendar, from: first, through: last)
        let august = try #require(ClosedPeriod(first: last.first, last: last.last))
        let garage = try Garage.test(1, closures: [august])
        var history = DayHistory()
        _ = history.record(7, on: first.first, revision: 1)
        let closed = ClosedDays(of: garage, asOf: last.last)
        let before = GarageMemory(
            of: history, since: first.first, at: last.first, exposures: table, closed: closed)
        let after = GarageMemory(
            of: history, since: first.first, at: last.next.first, exposures: table, closed: closed)
        #expect(abs(before.referrals - after.referrals) < 1e-12)
        #expect(abs(before.openMonths - after.openMonths) < 1e-12)
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func dayByDayAndFromTheHistoryAgree(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let (first, last) = (try aMonth("2024-10"), try aMonth("2026-02"))
        let table = ExposureTable(calendar, from: first, through: last)
        let closures = try (0..<Int.random(in: 0...6, using: &random)).map { _ in
            let start = first.first + Int.random(in: -20...480, using: &random)
            let length = Int.random(in: 0...40, using: &random)
            return try #require(ClosedPeriod(first: start, last: start + length))
        }
        let closed = ClosedDays(of: try .test(1, closures: closures), asOf: last.last)
        var (memory, history) = (GarageMemory.empty, DayHistory())
        // Some days are skipped, as when nobody asks, and some bring several people.
        var day = first.first
        while day < last.last {
            let count = max(0, Int.random(in: -2...4, using: &random))
            if count > 0 { _ = history.record(count, on: day, revision: 1) }
            let next = day + Int.random(in: 1...4, using: &random)
            memory.pass(
                exposure: table.exposure(from: day, until: next, outside: closed),
                newReferrals: count)
            day = next
            let again = GarageMemory(
                of: history, since: first.first, at: day, exposures: table, closed: closed)
            #expect(abs(again.referrals - memory.referrals) < 1e-9)
            #expect(abs(again.openMonths - memory.openMonths) < 1e-9)
        }
    }
}

@Suite struct DayHistoryTests {
    private let monday = Day(ordinal: 20_000)

    @Test func daysAreKeptInOrderWhateverOrderTheyCameIn() {
        var history = DayHistory()
        for offset in [3, 0, 7, 1, 5] {
            let isNews = history.record(offset + 1, on: monday + offset, revision: 1)
            #expect(isNews)
        }
        #expect(history.entries.map { $0.day - monday } == [0, 1, 3, 5, 7])
        #expect(history.entries.map(\.committed) == [1, 2, 4, 6, 8])
        let found = (-1...8).map { history.committed(on: monday + $0) }
        #expect(found == [0, 1, 2, 0, 4, 0, 6, 0, 8, 0])
    }

    /// Revision, count, whether it is news, the count after it.
    @Test(
        arguments: [
            (5, 9, false, 3), (6, 9, false, 3), (7, 9, true, 9), (7, 3, false, 3), (7, 0, true, 0),
        ] as [(Int64, Int, Bool, Int)])
    func theLaterVersionOfADayStays(
        revision: Int64, committed: Int, isNews: Bool, after: Int
    ) {
        var history = DayHistory()
        _ = history.record(3, on: monday, revision: 6)
        let wasNews = history.record(committed, on: monday, revision: revision)
        #expect(wasNews == isNews)
        #expect(history.entries.map(\.committed) == [after])
    }

    @Test func aFirstCountOfNoneIsNoNews() {
        var history = DayHistory()
        let none = history.record(0, on: monday, revision: 1)
        let one = history.record(1, on: monday, revision: 2)
        #expect(!none && one)
    }
}
