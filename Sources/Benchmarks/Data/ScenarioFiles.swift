import Foundation
import GarageNetwork
import Geometry
import Matching

/// The small network and its year of demand that lie beside the tests.
struct ScenarioFiles {
    let garages: [Garage]
    let requests: [Simulation.Request]

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../Tests/MatchingTests/Resources/scenario").standardized

    /// - Throws: ``Section/Skipped`` when a file is not there or holds no row that can be read.
    init() throws {
        let closures = try Self.rows("closures.csv", cells: 3) {
            row -> (Substring, ClosedPeriod)? in
            guard let first = Day(row[1]), let last = Day(row[2]) else { return nil }
            return ClosedPeriod(first: first, last: last).map { (row[0], $0) }
        }
        garages = try Self.rows("garages.csv", cells: 6) { row -> Garage? in
            guard let number = Int64(row[0]), let id = GarageID(String(row[0])),
                let place = Self.place(row[2], row[3]), let low = Int(row[4]),
                let high = Int(row[5]), let target = TargetBand(min: low, max: high)
            else { return nil }
            return Garage(
                number: number, id: id, name: String(row[1]), position: place, target: target,
                closures: closures.filter { $0.0 == row[0] }.map { $0.1 })
        }
        requests = try Self.rows("demand.csv", cells: 5) { row -> Simulation.Request? in
            guard let day = Day(row[1].prefix(10)), let place = Self.place(row[2], row[3]),
                let km = Double(row[4])
            else { return nil }
            return Simulation.Request(day: day, position: place, radiusKm: km)
        }
    }

    /// What the rows below the heading say.
    private static func rows<Row>(
        _ name: String, cells: Int, _ meaning: ([Substring]) -> Row?
    ) throws -> [Row] {
        let file = folder.appending(path: name)
        let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        let rows = text.split(whereSeparator: \.isNewline).dropFirst()
            .map { $0.split(separator: ",", omittingEmptySubsequences: false) }
            .compactMap { $0.count == cells ? meaning($0) : nil }
        guard !rows.isEmpty else {
            throw Section.Skipped(reason: "nothing in \(file.path); run it where its sources are.")
        }
        return rows
    }

    private static func place(_ latitude: Substring, _ longitude: Substring) -> Coordinate? {
        guard let latitude = Double(latitude), let longitude = Double(longitude) else { return nil }
        return try? Coordinate(latitude: latitude, longitude: longitude)
    }
}
