import Alerting
import GarageNetwork
import Matching
import Testing

@Suite struct PrognosisTests {
    private static func odds(
        _ committed: Int, on day: String = "2026-11-16", memory: GarageMemory = .empty,
        around: Circumstances? = nil, pace: MonthPace = .ordinary
    ) throws -> MonthOdds {
        try GarageStanding.test(
            committed: committed, on: day, memory: memory, around: around, pace: pace
        ).odds
    }

    @Test("what is certain is certain, whatever the calibration says")
    func certain() throws {
        #expect(try Self.odds(5).below == 0)
        #expect(try Self.odds(10).above < 1)
        #expect(try Self.odds(11).above == 1)
        let over = try GarageStanding.test(committed: 4, on: "2026-12-01")
        #expect(over.odds.below < 1, "a new month has begun")
        let closed = [
            try #require(ClosedPeriod(first: aDay("2026-11-16"), last: aDay("2026-11-30")))
        ]
        let shut = try GarageStanding.test(committed: 1, on: "2026-11-16", closures: closed)
        #expect(shut.odds.below == 1, "\(shut.monthEnd.band)")
        #expect(shut.prognosis.interval == 1...1)
    }

    @Test("one person more is never likelier below, nor less likely above", arguments: 0...12)
    func monotone(committed: Int) throws {
        let (fewer, more) = (try Self.odds(committed), try Self.odds(committed + 1))
        #expect(more.below <= fewer.below)
        #expect(more.above >= fewer.above)
    }

    @Test("more people in reach make both ends less likely; the mean reach changes nothing")
    func reach() throws {
        let months = try [5.0, 50, 500].map { _ in
            try GarageStanding.test(committed: 3, on: "2026-11-16").monthEnd
        }
        let pace = MonthPace(months, reachedByPerMonth: [10, 40, 160])
        let free = try Self.odds(3, around: .test(reached: 160), pace: pace)
        let captive = try Self.odds(3, around: .test(reached: 10), pace: pace)
        let unknown = try Self.odds(3, pace: pace)
        #expect(free.below < unknown.below && unknown.below < captive.below)
        #expect(free.above < unknown.above && unknown.above < captive.above)
    }

    @Test("a slack month of the whole network lowers every forecast")
    func pace() throws {
        let fiveAMonth = GarageMemory(referrals: 10, openMonths: 2)
        let months = try (0..<100).map { _ in
            try GarageStanding.test(committed: 1, on: "2026-11-16", memory: fiveAMonth).monthEnd
        }
        let slack = MonthPace(months, reachedByPerMonth: months.map { _ in nil })
        #expect(slack.level < 0.6)
        #expect(slack.freedom == 0)
        #expect(try Self.odds(3, pace: slack).below > Self.odds(3).below)
        let empty = MonthPace([], reachedByPerMonth: [])
        #expect(empty == .ordinary)
    }

    /// Rows: open months since the network began, and how many of five a month a garage has got on
    /// the morning when a little less than half of November is over.
    @Test(
        "the days before a network began are not a silence",
        arguments: [(0.0, 0), (0, 2), (0.1, 1), (0.2, 1), (0.3, 2), (9, 2)])
    func begun(months: Double, committed: Int) throws {
        var memory = GarageMemory.empty
        memory.pass(exposure: months, newReferrals: 0)
        #expect(abs(memory.openMonthsPassed - months) < 1e-9)
        let usual = GarageMemory(referrals: 5 * memory.openMonths, openMonths: memory.openMonths)
        let garages = try (0..<300).map { _ in
            try GarageStanding.test(committed: committed, on: "2026-11-16", memory: usual).monthEnd
        }
        let pace = MonthPace(garages, reachedByPerMonth: garages.map { _ in nil })
        let elapsed = 1 - garages[0].remaining
        let cameAndExpected = (Double(committed), 5 * min(months, elapsed))
        let level =
            months == 0
            ? 1 : (30 + 300 * cameAndExpected.0) / (30 + 300 * cameAndExpected.1)
        #expect(abs(pace.level - level) < 1e-9)
    }

    @Test("a network that nobody has counted yet warns of nobody")
    func unknown() throws {
        let today = try aDay("2026-11-16")
        let garage = try GarageStanding.test(committed: 0, on: "2026-11-16").garage
        let month = MonthEnd(
            plan: GarageMonthPlan(
                of: garage, weights: WorkingCalendar.french.weights(of: today.month), asOf: today),
            today: today, memory: .empty, committed: nil, isOpen: true)
        let standing = GarageStanding(
            garage: garage, monthEnd: month, received: 0, today: today)
        #expect(standing.odds == .unknown)
        #expect([standing].alerts(AlertThresholds()).isEmpty)
    }

    @Test(
        "the interval holds the expected end and widens with what is still to come",
        arguments: ["2026-11-02", "2026-11-16", "2026-11-27", "2026-11-30"])
    func interval(day: String) throws {
        let standing = try GarageStanding.test(committed: 3, on: day)
        let interval = standing.prognosis.interval
        #expect(interval.lowerBound >= 3)
        #expect(interval.contains(Int(standing.prognosis.expected.rounded())))
        let last = try GarageStanding.test(committed: 3, on: "2026-11-30").prognosis.interval
        #expect(last.count <= interval.count)
    }
}

func aDay(_ text: String) throws -> Day { try #require(Day(text)) }
