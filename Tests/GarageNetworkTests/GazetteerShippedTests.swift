import Foundation
import GarageNetwork
import Geometry
import Testing

/// What the daemon ships, read from the sources.
@Suite struct GazetteerShippedTests {
    static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().appending(path: "../../Sources/garaged/Shipped")
    static let places = Result { try PlaceRow.parse(tsv: read("places.tsv")) }
    static let gazetteer = places.map(Gazetteer.init)

    static func read(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: folder.appending(path: name)))
    }

    @Test func thePlacesAreFranceAndFitInARepository() throws {
        #expect(try Self.read("places.tsv").count < 2_500_000)
        let rows = try Self.places.get()
        #expect(rows.count > 15_000)
        // 96 departments of the metropole, with Corsica's two, and nine overseas territories.
        #expect(Set(rows.map(\.department)).count == 96 + 8)
        #expect(rows.allSatisfy { !$0.department.isEmpty })
        #expect(rows.count { $0.postcodes.isEmpty } < 300)
        let people = rows.filter { !$0.name.hasSuffix("Arrondissement") }.map(\.population)
        #expect((58_000_000...68_000_000).contains(people.reduce(0, +)))
    }

    @Test func everyPlaceOfTheMetropoleIsInItsBox() throws {
        for row in try Self.places.get() where row.department.count == 2 {
            #expect((41.3...51.2).contains(row.position.latitude), "\(row.name)")
            #expect((-5.3...9.7).contains(row.position.longitude), "\(row.name)")
        }
    }

    @Test(arguments: [
        ("lens", "Lens 62"), ("62300", "Lens 62"), ("dunkerque", "Dunkerque 59"),
        ("ST ETIENNE", "Saint-Étienne 42"), ("marie aux mines", "Sainte-Marie-aux-Mines 68"),
        ("paris 10", "Paris 10e Arrondissement 75"), ("13001", "Marseille 13"),
        ("2A", "Ajaccio 2A"), ("97150", "Grand-Case 978"), ("havre", "Le Havre 76"),
        ("fort de france", "Fort-de-France 972"), ("mamoudzou", "Mamoudzou 976"),
    ])
    func aPersonFindsTheirTown(query: String, first: String) throws {
        let found = try Self.gazetteer.get().search(query, limit: 5)
        #expect(found.first?.short == first)
    }

    @Test(arguments: [
        ("demo-garages.csv", "garage_id", "G001", "G300", 300),
        ("demo-prescribers.csv", "prescriber_id", "P01", "P50", 50),
    ])
    func theDemonstrationIsPlainlyFictionalAndWhereItSays(
        file: String, key: String, first: String, last: String, count: Int
    ) throws {
        let rows = try Self.records(file)
        let gazetteer = try Self.gazetteer.get()
        #expect(rows.count == count)
        #expect(rows.first?[key] == first)
        #expect(rows.last?[key] == last)
        #expect(Set(rows.map { $0[key] }).count == count)
        #expect(Set(rows.map { $0["name"] }).count == count)
        for row in rows {
            let name = try #require(row["name"])
            #expect(name.contains("fictif") || name.contains("fictive"))
            #expect(name.contains("(démonstration"))
            #expect(row["origin"] == "fictif")
            let phone = try #require(row["phone"])
            let fiction = ["019900", "026191", "035301", "046571", "053649"]
            #expect(fiction.contains { phone.hasPrefix($0) } && phone.count == 10)
            let position = try Coordinate(
                latitude: #require(row["lat"].flatMap(Double.init)),
                longitude: #require(row["lon"].flatMap(Double.init)))
            let doubt = gazetteer.doubt(
                position: position, postcode: row["postal_code"] ?? "", town: row["commune"] ?? "")
            #expect(doubt == nil, "\(name)")
        }
    }

    /// The rows of a CSV file by column; quotes around a field, none within.
    static func records(_ file: String) throws -> [[String: String]] {
        var lines = String(decoding: try read(file), as: UTF8.self).split(separator: "\n")
        let header = lines.removeFirst().split(separator: ",").map(String.init)
        return lines.map { line in
            var fields = [""]
            var isQuoted = false
            for character in line {
                switch character {
                case "\"": isQuoted.toggle()
                case "," where !isQuoted: fields.append("")
                default: fields[fields.count - 1].append(character)
                }
            }
            return Dictionary(uniqueKeysWithValues: zip(header, fields))
        }
    }
}
