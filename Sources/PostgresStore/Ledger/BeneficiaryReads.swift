import GarageNetwork
import Geometry
import SQL

/// Reads of persons.
enum BeneficiaryReads {
    static let byID = Statement(
        SQL.beneficiaryById, takes: (String.self, Int64?.self, Int64?.self),
        returns: (
            String.self, Int64.self, Double.self, Double.self, String?.self, Double?.self,
            Double?.self, String?.self, Int32?.self, Int32?.self, Int32?.self, Bool?.self
        ))

    static func one(
        _ id: BeneficiaryID, _ scope: Scope, on connection: PostgresConnection
    ) throws(StoreError) -> Beneficiary? {
        let rows = try connection.run(
            byID, id.text, scope.organisationNumber, scope.garageNumber)
        guard let row = rows.first else { return nil }
        let position = try Coordinate(
            stored: row.2, row.3, column: 2, of: byID.declaration.name)
        let vehicle = Vehicle(
            brand: row.7.flatMap { Brand($0) }, year: row.8.map(Int.init),
            odometerKm: row.9.map(Int.init), fiscalPower: row.10.map(Int.init), drives: row.11)
        return Beneficiary(
            id: id, organisation: OrganisationID(row.1), position: position,
            mode: row.4.flatMap(TravelMode.init(rawValue:)), kmMax: row.5, minutesMax: row.6,
            vehicle: vehicle)
    }
}

extension Coordinate {
    init(
        stored latitude: Double, _ longitude: Double, column: Int, of statement: String
    ) throws(StoreError) {
        guard let position = try? Coordinate(latitude: latitude, longitude: longitude) else {
            throw StoreError(unreadable: statement, column: column)
        }
        self = position
    }
}
