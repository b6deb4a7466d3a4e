import GarageNetwork
import Geometry
import SQL

/// Reads and writes of prescribers.
enum PrescriberRows {
    static let put = Statement(
        SQL.prescriberPut,
        takes: (
            [String].self, [String].self, [String].self, [Double?].self, [Double?].self,
            [String].self, [String].self
        ), returns: (Int64.self, Bool.self))
    static let load = Statement(
        SQL.prescribersLoad, takes: (),
        returns: (
            Int64.self, String.self, String.self, String.self, Double?.self, Double?.self,
            String.self, String.self
        ))

    /// Adds or updates prescribers; the last of two with one id wins.
    static func put(
        _ prescribers: [Prescriber], on connection: PostgresConnection
    ) throws(StoreError) -> PutSummary {
        let distinct = Dictionary(prescribers.map { ($0.id, $0) }) { _, later in later }
        let rows = distinct.values.sorted { $0.id < $1.id }
        let written = try connection.bulk { () throws(StoreError) in
            try connection.run(
                put, rows.map(\.id.text), rows.map(\.name), rows.map(\.kind),
                rows.map { $0.position?.latitude }, rows.map { $0.position?.longitude },
                rows.map(\.town), rows.map(\.postcode),
                deadlineMilliseconds: PostgresConnection.bulkDeadlineMilliseconds)
        }
        let added = written.count(where: \.1)
        return PutSummary(
            added: added, changed: written.count - added, unchanged: rows.count - written.count)
    }

    static func all(on connection: PostgresConnection) throws(StoreError) -> [Prescriber] {
        var found: [Prescriber] = []
        for row in try connection.run(load) {
            let name = load.declaration.name
            guard let id = GarageID(row.1) else { throw StoreError(unreadable: name, column: 1) }
            var position: Coordinate?
            if let latitude = row.4, let longitude = row.5 {
                position = try Coordinate(stored: latitude, longitude, column: 4, of: name)
            }
            found.append(
                Prescriber(
                    organisation: OrganisationID(row.0), id: id, name: row.2, kind: row.3,
                    position: position, town: row.6, postcode: row.7))
        }
        return found
    }
}
