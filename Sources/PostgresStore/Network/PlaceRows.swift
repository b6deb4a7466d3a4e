import GarageNetwork
import Geometry
import SQL

/// Reads and writes of the gazetteer.
enum PlaceRows {
    static let clear = Statement(SQL.placesClear, takes: (), returns: ())
    static let add = Statement(
        SQL.placesAdd,
        takes: (
            [String].self, [String].self, [String].self, [Double].self, [Double].self, [Int64].self
        ), returns: ())
    static let load = Statement(
        SQL.placesLoad, takes: (),
        returns: (
            String.self, [String].self, String.self, Double.self, Double.self, Int64.self
        ))

    private static let deadline = PostgresConnection.bulkDeadlineMilliseconds

    static func replace(
        with places: [PlaceRow], on connection: PostgresConnection
    ) throws(StoreError) {
        try connection.bulk { () throws(StoreError) in
            _ = try connection.run(clear, deadlineMilliseconds: deadline)
            _ = try connection.run(
                add, places.map(\.name), places.map { $0.postcodes.joined(separator: " ") },
                places.map(\.department), places.map(\.position.latitude),
                places.map(\.position.longitude), places.map { Int64($0.population) },
                deadlineMilliseconds: deadline)
        }
    }

    static func all(on connection: PostgresConnection) throws(StoreError) -> [PlaceRow] {
        var found: [PlaceRow] = []
        for row in try connection.run(load, deadlineMilliseconds: deadline) {
            found.append(
                PlaceRow(
                    name: row.0, postcodes: row.1, department: row.2,
                    position: try Coordinate(
                        stored: row.3, row.4, column: 3, of: load.declaration.name),
                    population: Int(row.5)))
        }
        return found
    }
}
