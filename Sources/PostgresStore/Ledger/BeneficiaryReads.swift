import GarageNetwork
import Geometry
import SQL

/// Reads of how persons travel; on a connection of the role of persons.
enum BeneficiaryReads {
    static let byID = Statement(
        SQL.beneficiaryById, takes: (String.self, Int64?.self, Int64?.self),
        returns: (
            String.self, Int64.self, Bytes?.self, Int16?.self, String?.self, String?.self,
            Int32?.self, Int32?.self, Int32?.self, Bool?.self, String?.self
        ))

    static func one(
        _ id: BeneficiaryID, _ scope: Scope, with vault: any PersonVault,
        on connection: PostgresConnection
    ) throws(StoreError) -> Beneficiary? {
        let rows = try connection.run(
            byID, id.text, scope.organisationNumber, scope.garageNumber)
        guard let row = rows.first else { return nil }
        return try FiledPerson(
            id: row.0, organisation: row.1, situation: row.2, sealedWith: row.3, clear: row.4,
            brand: row.5, year: row.6, odometerKm: row.7, power: row.8, drives: row.9,
            halted: row.10
        ).opened(with: vault, statement: byID.declaration.name)
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
