import GarageNetwork
import Geometry
import Testing

/// Closures, absences and pauses against sets of days, of garages made at random.
@Suite struct ClosedDaysOracleTests {
    private static let today = Day(ordinal: 20_000)
    private static let window = -40...80

    /// A garage whose periods overlap, touch and lie apart, and the days its absences took.
    private static func garage(
        _ random: inout SeededRandom
    ) throws -> (garage: Garage, closed: Set<Int>, away: Set<Int>) {
        func periods(_ last: ClosedRange<Int>) throws -> [ClosedRange<Int>] {
            (0..<Int.random(in: 0...5, using: &random)).map { _ in
                let end = Int.random(in: last, using: &random)
                return (end - Int.random(in: 0...9, using: &random))...end
            }
        }
        func days(_ ranges: [ClosedRange<Int>]) -> Set<Int> { Set(ranges.joined()) }
        let closures = try periods(-30...60)
        // Absences are over: none reaches today.
        let absences = try periods(-30 ... -1)
        let statuses: [Garage.Status] = [
            .active, .left, .paused(until: nil, reason: ""),
            .paused(until: today + Int.random(in: -5...20, using: &random), reason: ""),
        ]
        let since = [nil, today + Int.random(in: -20...5, using: &random)]
        let garage = Garage(
            number: 1, id: try garageID("G1"), name: "X", position: try at(50, 3),
            status: statuses.randomElement(using: &random) ?? .active,
            closures: try closures.map(period),
            awaySince: since.randomElement(using: &random) ?? nil,
            absences: try absences.map(period))
        return (garage, days(closures), days(absences))
    }

    private static func period(_ range: ClosedRange<Int>) throws -> ClosedPeriod {
        try GarageNetworkTests.period(today + range.lowerBound, today + range.upperBound)
    }

    /// The days of the window that a pause or departure takes, by the words of its documentation.
    private static func paused(_ garage: Garage) -> Set<Int> {
        let first = min(garage.awaySince.map { $0 - today } ?? 0, 0)
        return switch garage.status {
        case .active: []
        case .left, .paused(until: nil, _): Set(window.filter { $0 >= first })
        case .paused(until: .some(let last), _):
            Set(window.filter { $0 >= first && $0 <= last - today })
        }
    }

    @Test func aDayIsClosedWhenOneOfThePeriodsHasIt() throws {
        var random = SeededRandom(seed: 31)
        for round in 0..<3_000 {
            let (garage, closed, away) = try Self.garage(&random)
            let expected = closed.union(away).union(Self.paused(garage))
            let found = ClosedDays(of: garage, asOf: Self.today)
            for day in Self.window {
                #expect(
                    found.contains(Self.today + day) == expected.contains(day),
                    "round \(round), day \(day)")
            }
        }
    }

    @Test func periodsAreInOrderAndNeitherOverlapNorTouch() throws {
        var random = SeededRandom(seed: 32)
        for _ in 0..<3_000 {
            let periods = ClosedDays(of: try Self.garage(&random).garage, asOf: Self.today).periods
            #expect(periods.allSatisfy { $0.first < $0.end })
            for (one, next) in zip(periods, periods.dropFirst()) { #expect(one.end < next.first) }
        }
    }

    /// The order in which closures were entered says nothing.
    @Test func theOrderOfTheClosuresDoesNotMatter() throws {
        var random = SeededRandom(seed: 33)
        for _ in 0..<500 {
            var garage = try Self.garage(&random).garage
            let before = ClosedDays(of: garage, asOf: Self.today)
            garage.closures.shuffle(using: &random)
            #expect(ClosedDays(of: garage, asOf: Self.today) == before)
        }
    }

    /// Day by day from today on: what is not closed takes people.
    @Test func aGarageIsOpenOnTheDaysThatAreNotClosed() throws {
        var random = SeededRandom(seed: 34)
        var (open, shut) = (0, 0)
        for round in 0..<3_000 {
            let (garage, closed, _) = try Self.garage(&random)
            let days = ClosedDays(of: garage, asOf: Self.today)
            for day in 0...Self.window.upperBound {
                let isOpen = garage.isOpen(on: Self.today + day)
                #expect(isOpen == !days.contains(Self.today + day), "round \(round), day \(day)")
                let isShut = closed.contains(day) || Self.paused(garage).contains(day)
                #expect(isOpen == !isShut, "round \(round), day \(day)")
                if isOpen { open += 1 } else { shut += 1 }
            }
        }
        #expect(open > 50_000 && shut > 50_000)
    }

    /// The weight that stays open is the sum over the days that are.
    @Test func theOpenWeightIsThatOfTheOpenDays() throws {
        var random = SeededRandom(seed: 35)
        let calendar = WorkingCalendar.french
        for _ in 0..<500 {
            let closed = ClosedDays(of: try Self.garage(&random).garage, asOf: Self.today)
            let weights = calendar.weights(of: Self.today.month)
            for day in Self.today.month.days {
                let rest = Self.today.month.days.filter { $0 >= day && !closed.contains($0) }
                let sum = rest.map(calendar.weight(of:)).reduce(0, +)
                #expect(weights.open(from: day, outside: closed) == sum)
            }
        }
    }
}
