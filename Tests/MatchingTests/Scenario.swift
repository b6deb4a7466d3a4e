import Foundation
import GarageNetwork
import Geometry
import Matching
import Testing

/// The small network and its year, and what the reference decided.
struct Scenario {
    let garages: [Garage]
    let requests: [Simulation.Request]
    let instants: [Instant]
    let decisions: [Expected]

    struct Expected {
        /// Empty when nobody could take the person.
        let garage: String
        let km: Double
        let priceKm: Double
    }

    init() throws {
        var closures: [String: [ClosedPeriod]] = [:]
        for row in try Self.rows("closures") {
            let period = ClosedPeriod(first: try aDay(row[1]), last: try aDay(row[2]))
            closures[row[0], default: []].append(try #require(period))
        }
        garages = try zip(1..., Self.rows("garages")).map { number, row in
            try .test(
                number, id: row[0], name: row[1],
                at: try Coordinate(
                    latitude: try Self.number(row[2]), longitude: try Self.number(row[3])),
                target: try #require(
                    TargetBand(min: Int(Self.number(row[4])), max: Int(Self.number(row[5])))),
                closures: closures[row[0]] ?? [])
        }
        let demand = try Self.rows("demand")
        instants = try demand.map { try anInstant($0[1]) }
        requests = try demand.map { row in
            Simulation.Request(
                day: try aDay(row[1].prefix(10)),
                position: try Coordinate(
                    latitude: try Self.number(row[2]), longitude: try Self.number(row[3])),
                radiusKm: try Self.number(row[4]))
        }
        decisions = try Self.rows("decisions").map { row in
            Expected(
                garage: row[1], km: row[1].isEmpty ? 0 : try Self.number(row[2]),
                priceKm: row[1].isEmpty ? 0 : try Self.number(row[3]))
        }
    }

    static func file(_ name: String) throws -> Data {
        try Data(
            contentsOf: Bundle.module.bundleURL.appending(path: "Resources/scenario/\(name)"))
    }

    private static func rows(_ name: String) throws -> [[String]] {
        String(decoding: try file(name + ".csv"), as: UTF8.self)
            .split(whereSeparator: \.isNewline).dropFirst()
            .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    }

    private static func number(_ text: String) throws -> Double {
        guard let number = Double(text) else { throw WrongLiteral(text: text) }
        return number
    }
}
