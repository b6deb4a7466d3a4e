import Foundation
import GarageNetwork
import Geometry
import Matching
import Optimum
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

/// Marsaglia's xorshift: the same network at every run.
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

/// A period solved whole.
struct Solved {
    let choices: [OptimumRun.Choice?]
    let score: YearScore
    let attainable: Attainable

    /// Nil without a request.
    init?(requests: [Simulation.Request], garages: [Garage]) throws {
        var run = OptimumRun(garages: garages)
        var choices: [OptimumRun.Choice?] = []
        for request in requests { choices += try run.add(request) }
        guard let (rest, optimum) = try run.finish() else { return nil }
        self.choices = choices + rest
        (score, attainable) = (optimum.score, optimum.attainable)
    }
}

extension Coordinate {
    /// So many kilometres to the north of (46, 2).
    static func north(_ km: Double) throws -> Coordinate {
        let degrees = km / Earth.meanRadius.kilometres * 180 / .pi
        return try Coordinate(latitude: 46 + degrees, longitude: 2)
    }
}

extension Garage {
    /// A garage at so many kilometres to the north of (46, 2).
    static func test(
        _ number: Int64, north km: Double, min: Int = 5, max: Int = 10,
        cap: Int = Garage.monthlyCapMax, status: Status = .active, closures: [ClosedPeriod] = []
    ) throws -> Garage {
        let target = try #require(TargetBand(min: min, max: max))
        return Garage(
            number: number, id: try #require(GarageID("\(number)")), name: "Garage",
            position: try .north(km), target: target, monthlyCap: cap, status: status,
            closures: closures)
    }
}

extension Simulation.Request {
    /// Somebody at so many kilometres to the north of (46, 2), on a Monday in March.
    static func test(
        north km: Double, radiusKm: Double = 50, on day: String = "2025-03-03"
    ) throws -> Simulation.Request {
        Simulation.Request(day: try aDay(day), position: try .north(km), radiusKm: radiusKm)
    }
}

extension MonthBasin {
    /// The requests of March 2025.
    static func test(
        _ requests: [Simulation.Request], _ garages: [Garage]
    ) throws -> MonthBasin {
        MonthBasin(
            requests: requests, garages: garages, bands: garages.bands(of: try aMonth("2025-03")))
    }
}

/// The small network and its year that `MatchingTests` play too.
struct SmallScenario {
    let garages: [Garage]
    let requests: [Simulation.Request]

    init() throws {
        var closures: [String: [ClosedPeriod]] = [:]
        for row in try Self.rows("closures") {
            let period = ClosedPeriod(first: try aDay(row[1]), last: try aDay(row[2]))
            closures[row[0], default: []].append(try #require(period))
        }
        garages = try zip(1..., Self.rows("garages")).map { number, row in
            Garage(
                number: number, id: try #require(GarageID(row[0])), name: row[1],
                position: try Coordinate(
                    latitude: try Self.number(row[2]), longitude: try Self.number(row[3])),
                target: try #require(
                    TargetBand(min: Int(Self.number(row[4])), max: Int(Self.number(row[5])))),
                closures: closures[row[0]] ?? [])
        }
        requests = try Self.rows("demand").map { row in
            Simulation.Request(
                day: try aDay(row[1].prefix(10)),
                position: try Coordinate(
                    latitude: try Self.number(row[2]), longitude: try Self.number(row[3])),
                radiusKm: try Self.number(row[4]))
        }
    }

    private static func rows(_ name: String) throws -> [[String]] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "MatchingTests/Resources/scenario")
        let data = try Data(contentsOf: folder.appending(path: name + ".csv"))
        return String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline).dropFirst()
            .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    }

    private static func number(_ text: String) throws -> Double {
        guard let number = Double(text) else { throw WrongLiteral(text: text) }
        return number
    }
}
