import GarageNetwork
import Geometry
import SQL

/// Reads and writes of whole files; on a connection of the role of persons.
enum PersonRows {
    static let file = Statement(
        SQL.personFile, takes: (String.self, Int64?.self), returns: columns)
    static let hold = Statement(
        SQL.personFileHold, takes: (String.self, Int64?.self), returns: columns)
    static let expected = Statement(
        SQL.personExpected, takes: (String.self, Int64.self), returns: columns)
    static let put = Statement(
        SQL.personFilePut,
        takes: (
            Int64.self, Bytes.self, Bytes?.self, Int16.self, Bytes?.self, Bytes?.self,
            String?.self, Day?.self, String?.self, Int32?.self, Int32?.self, Int32?.self,
            Bool?.self, Day.self
        ), returns: (Day.self))
    static let empty = Statement(SQL.personFileEmpty, takes: (Int64.self), returns: ())
    static let touched = Statement(
        SQL.personTouched, takes: (String.self, Day.self), returns: ())

    /// Of ``HeldFile``.
    private static var columns:
        (
            Int64.Type, String.Type, Int64.Type, Bytes?.Type, Bytes?.Type, Int16?.Type,
            String?.Type, String?.Type, Int32?.Type, Int32?.Type, Int32?.Type, Bool?.Type,
            String?.Type, String?.Type, Day?.Type, Day?.Type, Day?.Type, Day.Type
        )
    {
        (
            Int64.self, String.self, Int64.self, Bytes?.self, Bytes?.self, Int16?.self,
            String?.self, String?.self, Int32?.self, Int32?.self, Int32?.self, Bool?.self,
            String?.self, String?.self, Day?.self, Day?.self, Day?.self, Day.self
        )
    }

    /// The file of a person; nil for one who is not the organisation's.
    ///
    /// With `holds`, nobody else may write it until the transaction ends.
    static func one(
        _ id: BeneficiaryID, of organisation: Int64?, holds: Bool, with vault: any PersonVault,
        on connection: PostgresConnection
    ) throws(StoreError) -> HeldFile? {
        let statement = holds ? hold : file
        let rows = try connection.run(statement, id.text, organisation)
        return try rows.first.map { row throws(StoreError) in
            try HeldFile(row, with: vault, of: statement.declaration.name)
        }
    }

    /// Writes a file that is held; gives it as it is now.
    static func write(
        _ file: PersonFile, number: Int64, with vault: any PersonVault,
        on connection: PostgresConnection
    ) throws(StoreError) -> PersonFile {
        let (person, id) = (file.person, file.person.id.text)
        let identity = file.identity == Identity() ? nil : file.identity
        let rows = try connection.run(
            put, number, Bytes(vault.seal(SealedSituation(person), as: .situation, of: id)),
            identity.map { Bytes(vault.seal(SealedIdentity($0), as: .identity, of: id)) },
            vault.sealingKey, identity?.nameText.map { Bytes(vault.digest($0, as: .name)) },
            identity?.phoneText.map { Bytes(vault.digest($0, as: .phone)) }, file.notice,
            file.noticeOn, person.vehicle.brand?.folded, person.vehicle.year.map(Int32.init),
            person.vehicle.odometerKm.map(Int32.init), person.vehicle.fiscalPower.map(Int32.init),
            person.vehicle.drives, file.lastContactOn)
        guard let lastContactOn = rows.first else {
            throw StoreError(unreadable: put.declaration.name, column: 0)
        }
        var written = file
        written.lastContactOn = lastContactOn
        return written
    }
}

/// A file with its number in the database.
struct HeldFile {
    let number: Int64
    var file: PersonFile

    typealias Columns = (
        number: Int64, id: String, organisation: Int64, situation: Bytes?, identity: Bytes?,
        sealedWith: Int16?, clear: String?, brand: String?, year: Int32?, odometerKm: Int32?,
        power: Int32?, drives: Bool?, halted: String?, notice: String?, noticeOn: Day?,
        objectedOn: Day?, frozenOn: Day?, lastContactOn: Day
    )

    init(
        _ row: Columns, with vault: any PersonVault, of statement: String
    ) throws(StoreError) {
        let person = try FiledPerson(
            id: row.id, organisation: row.organisation, situation: row.situation,
            sealedWith: row.sealedWith, clear: row.clear, brand: row.brand, year: row.year,
            odometerKm: row.odometerKm, power: row.power, drives: row.drives, halted: row.halted
        ).opened(with: vault, statement: statement)
        var identity = Identity()
        if let sealed = row.identity, let key = row.sealedWith {
            identity =
                try vault.open(
                    SealedIdentity.self, sealed, key: key, as: .identity, of: row.id,
                    statement: statement
                ).identity
        }
        number = row.number
        file = PersonFile(
            person: person, identity: identity, notice: row.notice, noticeOn: row.noticeOn,
            objectedOn: row.objectedOn, frozenOn: row.frozenOn, lastContactOn: row.lastContactOn)
    }
}
