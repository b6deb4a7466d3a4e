import Foundation
import GarageNetwork
import Geometry
import Matching
import Testing

/// A date, an id or a number that a test wrote wrongly.
struct WrongLiteral: Error {
    let text: String
}

func aDay(_ text: some StringProtocol) throws -> Day {
    guard let day = Day(text) else { throw WrongLiteral(text: String(text)) }
    return day
}

func aMonth(_ text: String) throws -> Month {
    guard let month = Month(text) else { throw WrongLiteral(text: text) }
    return month
}

func anInstant(_ text: String) throws -> Instant {
    guard let instant = Instant(iso8601: text) else { throw WrongLiteral(text: text) }
    return instant
}

func anID(_ text: String) throws -> GarageID {
    guard let id = GarageID(text) else { throw WrongLiteral(text: text) }
    return id
}

/// A clock that stands still.
struct StoppedClock: Clock {
    var now: Instant
    var isSet: Bool { true }
}

/// Marsaglia's xorshift: the same people at every run.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
}

extension Garage {
    /// A garage at so many kilometres to the north of (46, 2), or anywhere.
    static func test(
        _ number: Int64, id: String? = nil, name: String = "Garage", north km: Double = 0,
        at position: Coordinate? = nil, takes: AcceptedWork = AcceptedWork(),
        target: TargetBand = .standard, cap: Int = Garage.monthlyCapMax,
        status: Status = .active, closures: [ClosedPeriod] = [], joinedOn: Day? = nil,
        muteSince: Day? = nil, lessons: [Lesson] = [], revision: Int64 = 0
    ) throws -> Garage {
        Garage(
            number: number, id: try anID(id ?? "\(number)"), name: name,
            position: try position ?? .north(km), takes: takes, target: target, monthlyCap: cap,
            status: status, closures: closures, joinedOn: joinedOn, muteSince: muteSince,
            lessons: lessons, revision: revision)
    }
}

extension Lesson {
    /// Something learnt 180 days before its last day.
    static func test(
        _ kind: Kind, _ brand: String?, until: String, declines: Int = 1
    ) throws -> Lesson {
        let last = try aDay(until)
        return Lesson(
            kind: kind, brand: brand.flatMap { Brand($0) }, learntOn: last + -Lesson.days,
            until: last, declines: declines)
    }
}

extension Coordinate {
    /// So many kilometres to the north of (46, 2).
    static func north(_ km: Double) throws -> Coordinate {
        let degrees = km / Earth.meanRadius.kilometres * 180 / .pi
        return try Coordinate(latitude: 46 + degrees, longitude: 2)
    }

    /// Anywhere in the middle of France: near enough for everybody to have a few garages.
    static func somewhere(
        using generator: inout SeededGenerator
    ) throws -> Coordinate {
        try Coordinate(
            latitude: .random(in: 46.5...50, using: &generator),
            longitude: .random(in: 0...5, using: &generator))
    }
}

extension MatchQuery {
    /// A person at (46, 2) by car.
    static func test(
        km: Double = 30, vehicle: Vehicle = Vehicle(), work: Work? = nil,
        policy: MatchingPolicy = .balanced, limit: Int = 100, mode: TravelMode = .car,
        at position: Coordinate? = nil, weekFullKm: Double = WeekSpread.standardKm
    ) throws -> MatchQuery {
        let reach = TravelModel.standard.reach(for: ReachRequest(kmMax: km, mode: mode))
        return MatchQuery(
            position: try position ?? .north(0), reach: reach, vehicle: vehicle, work: work,
            policy: policy, limit: limit, weekFullKm: weekFullKm)
    }
}

extension LiveNetwork {
    /// A network that was loaded on a day at noon.
    static func test(
        _ garages: [Garage], on day: String = "2025-11-13", counts: [GarageCount] = [],
        days: [DayCount] = [], revision: Int64 = 1
    ) throws -> LiveNetwork {
        let network = LiveNetwork(clock: StoppedClock(now: try anInstant(day + "T12:00:00")))
        network.replace(
            with: NetworkImage(garages: garages, counts: counts, days: days, revision: revision))
        return network
    }
}

extension GarageCount {
    static func test(
        _ garage: Int64, _ month: String, _ committed: Int, received: Int = 0, revision: Int64 = 1
    ) throws -> GarageCount {
        GarageCount(
            garage: garage, month: try aMonth(month), committed: committed, received: received,
            revision: revision)
    }
}

extension DayCount {
    static func test(
        _ garage: Int64, _ day: String, _ committed: Int, revision: Int64 = 1
    ) throws -> DayCount {
        DayCount(garage: garage, day: try aDay(day), committed: committed, revision: revision)
    }
}
