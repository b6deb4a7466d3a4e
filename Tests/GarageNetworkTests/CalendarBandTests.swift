import GarageNetwork
import Geometry
import Testing

/// Makes garages for tests of the calendar.
enum GarageBuilder {
    static func garage(
        target: TargetBand = .standard, status: Garage.Status = .active,
        closures: [(Day, Day)] = []
    ) throws -> Garage {
        Garage(
            number: 1, id: try garageID("G001"), name: "Brebières",
            position: try Coordinate(latitude: 50.3, longitude: 3), target: target,
            status: status,
            closures: try closures.map { try period($0, $1) })
    }
}

@Suite struct CalendarBandTests {
    private let calendar = WorkingCalendar.french

    private func plan(
        _ month: String, closed: [(String, String)] = [], target: TargetBand = .standard,
        status: Garage.Status = .active, asOf today: String? = nil
    ) throws -> GarageMonthPlan {
        let month = try aMonth(month)
        let garage = try GarageBuilder.garage(
            target: target, status: status,
            closures: try closed.map { (try aDay($0), try aDay($1)) })
        return GarageMonthPlan(
            of: garage, weights: calendar.weights(of: month),
            asOf: try today.map { try aDay($0) } ?? month.first)
    }

    /// Open weight, total weight, and the band of five to ten that follows.
    @Test(arguments: [
        (0, 2_000, 0, 0, false), (1, 2_000, 0, 1, false), (199, 2_000, 0, 1, false),
        (200, 2_000, 1, 1, false), (201, 2_000, 1, 2, false), (499, 2_000, 1, 3, false),
        (500, 2_000, 1, 3, true), (599, 2_000, 1, 3, true), (600, 2_000, 2, 3, true),
        (1_000, 2_000, 3, 5, true), (1_001, 2_000, 3, 6, true), (1_799, 2_000, 4, 9, true),
        (1_800, 2_000, 5, 9, true), (1_801, 2_000, 5, 10, true), (2_000, 2_000, 5, 10, true),
        (2_105, 2_105, 5, 10, true),
    ])
    func aBandIsProRata(open: Int, total: Int, low: Int, high: Int, isInScope: Bool) {
        let band = MonthBand(target: .standard, openWeight: open, totalWeight: total)
        #expect(band.min == low && band.max == high)
        #expect(band.isInScope == isInScope)
    }

    @Test func theUpperEndIsNeverBelowTheLower() throws {
        for target in [(0, 0), (1, 1), (3, 3), (7, 7), (1000, 1000), (0, 10)] {
            let target = try #require(TargetBand(min: target.0, max: target.1))
            for open in stride(from: 0, through: 2_000, by: 5) {
                let band = MonthBand(target: target, openWeight: open, totalWeight: 2_000)
                #expect(band.min <= band.max)
                #expect(band.min <= target.min && band.max <= target.max)
            }
        }
    }

    @Test(arguments: [
        (-1, MonthBand.Position.below), (4, .below), (5, .inside), (10, .inside), (11, .above),
    ])
    func aCountHasAPosition(count: Int, position: MonthBand.Position) {
        let band = MonthBand(target: .standard, openWeight: 2_000, totalWeight: 2_000)
        #expect(band.position(of: count) == position)
    }

    @Test func aMonthWithoutClosuresIsWhole() throws {
        let plan = try plan("2026-11")
        #expect(plan.band.share == 1 && plan.band.min == 5 && plan.band.max == 10)
        #expect(plan.remaining(from: plan.month.first) == 1)
        #expect(plan.remaining(from: plan.month.last) == 115.0 / 2_025)
        #expect(plan.remaining(from: plan.month.last + 1) == 0)
        #expect(plan.remaining(from: plan.month.first + -9) == 1)
    }

    @Test func aMonthThatIsShutHasNothing() throws {
        let plan = try plan("2025-08", closed: [("2025-07-20", "2025-09-03")])
        #expect(plan.band.share == 0 && plan.band.min == 0 && plan.band.max == 0)
        #expect(!plan.band.isInScope)
        #expect(plan.month.days.allSatisfy { plan.remaining(from: $0) == 0 })
    }

    @Test func aMonthWithOneOpenDayHasThatDay() throws {
        // 2025-08-29 is a Friday: 0.90 of 19.65.
        let plan = try plan(
            "2025-08", closed: [("2025-08-01", "2025-08-28"), ("2025-08-30", "2025-08-31")])
        let total = calendar.weights(of: try aMonth("2025-08")).total
        #expect(plan.band.share == 90 / Double(total))
        #expect(plan.band.min == 0 && plan.band.max == 1)
        #expect(plan.remaining(from: try aDay("2025-08-29")) == plan.band.share)
        #expect(plan.remaining(from: try aDay("2025-08-30")) == 0)
    }

    @Test func closingOnAHolidayOrAWeekEndTakesNothing() throws {
        let closed = [("2025-05-01", "2025-05-01"), ("2025-05-03", "2025-05-04")]
        #expect(try plan("2025-05", closed: closed).band.share == 1)
    }

    @Test func theLeapDayCounts() throws {
        let february = calendar.weights(of: try aMonth("2024-02")).total
        #expect(february == 4 * 500 + 100)
        #expect(
            try plan("2024-02", closed: [("2024-02-29", "2024-02-29")]).band.share
                == Double(february - 100) / Double(february))
    }

    @Test func overlappingClosuresCountOnce() throws {
        let once = try plan("2025-10", closed: [("2025-10-06", "2025-10-17")])
        let twice = try plan(
            "2025-10", closed: [("2025-10-10", "2025-10-17"), ("2025-10-06", "2025-10-14")])
        #expect(once.band == twice.band)
    }

    @Test func aPauseLeavesTheDaysBeforeItOpen() throws {
        let paused = try plan(
            "2025-10", status: .paused(until: nil, reason: ""), asOf: "2025-10-16")
        let closed = try plan("2025-10", closed: [("2025-10-16", "2025-10-31")])
        #expect(paused.band == closed.band)
        #expect(paused.remaining(from: try aDay("2025-10-16")) == 0)
    }

    @Test func whatRemainsFallsDayByDayByTheWeightOfOpenDays() throws {
        for month in ["2025-02", "2025-03", "2025-08", "2025-10", "2025-12", "2024-02"] {
            let closed = [("2025-08-04", "2025-08-13"), ("2025-12-24", "2026-01-02")]
            let plan = try plan(month, closed: closed)
            let weights = calendar.weights(of: plan.month)
            let total = weights.total
            var remaining = plan.band.share
            for day in plan.month.days {
                #expect(abs(plan.remaining(from: day) - remaining) < 1e-12)
                let isClosed = closed.contains {
                    $0.0 <= day.description && day.description <= $0.1
                }
                remaining -= isClosed ? 0 : Double(calendar.weight(of: day)) / Double(total)
            }
            #expect(abs(remaining) < 1e-12)
        }
    }
}

@Suite struct CalendarExposureTests {
    private let calendar = WorkingCalendar.french

    @Test func aFullMonthIsOneMonth() throws {
        let (first, last) = (try aMonth("2023-11"), try aMonth("2025-12"))
        let table = ExposureTable(calendar, from: first, through: last)
        var month = first
        while month <= last {
            let whole = table.exposure(
                from: month.first, until: month.next.first, outside: .none)
            #expect(abs(whole - 1) < 1e-12)
            month = month.next
        }
        #expect(table.span.first == first.first && table.span.end == last.next.first)
    }

    @Test func exposureIsTheSumOfItsOpenDays() throws {
        let (first, last) = (try aMonth("2024-11"), try aMonth("2025-03"))
        let table = ExposureTable(calendar, from: first, through: last)
        let shut = try aDay("2024-12-24")
        let garage = try GarageBuilder.garage(
            closures: [(shut, shut + 12), (shut + 40, shut + 41), (shut + -90, shut + -20)])
        let closed = ClosedDays(of: garage, asOf: last.last)
        for start in stride(from: 0, to: 150, by: 7) {
            for length in [-3, 0, 1, 2, 9, 31, 64, 149] {
                let days = (0..<max(0, length)).map { first.first + start + $0 }
                var expected = 0.0
                for day in days where day <= last.last && !closed.contains(day) {
                    let total = calendar.weights(of: day.month).total
                    expected += Double(calendar.weight(of: day)) / Double(total)
                }
                let from = first.first + start
                let found = table.exposure(from: from, until: from + length, outside: closed)
                #expect(abs(found - expected) < 1e-12)
            }
        }
    }

    @Test func daysOutsideTheTableCountForNothing() throws {
        let month = try aMonth("2025-03")
        let table = ExposureTable(calendar, from: month, through: month)
        let whole = table.exposure(
            from: month.first + -400, until: month.last + 400, outside: .none)
        #expect(whole == 1)
        #expect(
            table.exposure(from: month.first + 5, until: month.first + -5, outside: .none) == 0)
    }
}
