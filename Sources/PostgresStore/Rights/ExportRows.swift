import GarageNetwork
import SQL

/// All that is kept of a person, part by part; on a connection of the role of persons.
enum ExportRows {
    static let parts = Statement(
        SQL.rightsExport, takes: (String.self, Int64?.self),
        returns: (
            String.self, [String].self, [String].self, Bytes?.self, Int16?.self, String?.self,
            String?.self, String.self
        ))

    static func parts(
        of id: BeneficiaryID, _ scope: Scope, with vault: any PersonVault,
        on connection: PostgresConnection
    ) throws(StoreError) -> [ExportPart] {
        var found: [ExportPart] = []
        for row in try connection.run(parts, id.text, scope.organisationNumber) {
            var values = zip(row.1, row.2).filter { !$0.1.isEmpty }.map(told)
            if let field = row.5 {
                values += try opened(field, row.3, row.4, row.6, of: row.7, with: vault)
            }
            if !values.isEmpty { found.append(ExportPart(row.0, values)) }
        }
        return found
    }

    /// A name with a # at its end is that of a number.
    private static func told(_ name: String, _ text: String) -> (String, ExportValue) {
        guard name.last == "#" else { return (name, .text(text)) }
        let value: ExportValue? =
            Int64(text).map { .whole($0) } ?? Double(text).map { .number($0) }
        return (String(name.dropLast()), value ?? .text(text))
    }

    private static func opened(
        _ field: String, _ sealed: Bytes?, _ key: Int16?, _ clear: String?, of subject: String,
        with vault: any PersonVault
    ) throws(StoreError) -> [(String, ExportValue)] {
        let statement = parts.declaration.name
        guard let field = SealedField(rawValue: field) else {
            throw StoreError(unreadable: statement, column: 5)
        }
        if let sealed, let key {
            let value = try vault.open(
                ExportValue.self, sealed, key: key, as: field, of: subject, statement: statement)
            return value.flat(field.rawValue)
        }
        guard let clear, !clear.isEmpty else { return [] }
        if field == .override {
            return [("reason_of_choice", .text(try reason(clear, of: subject, with: vault)))]
        }
        do throws(VaultFault) {
            return try vault.read(ExportValue.self, clear: clear, as: field).flat(field.rawValue)
        } catch {
            throw StoreError(vault: error, of: statement)
        }
    }

    /// Why another garage was chosen: the number of the key, a colon, hexadecimal.
    private static func reason(
        _ kept: String, of subject: String, with vault: any PersonVault
    ) throws(StoreError) -> String {
        let statement = parts.declaration.name
        let halves = kept.split(separator: ":", maxSplits: 1)
        guard halves.count == 2, let key = Int16(halves[0]),
            let bytes = Hexadecimal.bytes(of: String(halves[1]))
        else { throw StoreError(unreadable: statement, column: 6) }
        return try vault.open(
            String.self, Bytes(bytes), key: key, as: .override, of: subject, statement: statement)
    }
}

extension ExportValue {
    /// The members of an object, those of objects in it as `name.member`; in the order of a file
    /// where that is known, by name otherwise.
    fileprivate func flat(_ name: String) -> [(String, ExportValue)] {
        guard case .object(let members) = self else { return [(name, self)] }
        let sorted = members.sorted {
            (Self.order[$0.key] ?? 99, $0.key) < (Self.order[$1.key] ?? 99, $1.key)
        }
        return sorted.flatMap { key, value -> [(String, ExportValue)] in
            switch value {
            case .missing: []
            case .object:
                value.flat(key).map { ("\(key.snakeCased).\($0.0)", $0.1) }
            default: [(key.snakeCased, value)]
            }
        }
    }

    private static let order = Dictionary(
        uniqueKeysWithValues: [
            "familyName", "givenName", "birthDate", "phone", "email", "contact", "address", "need",
            "latitude", "longitude", "mode", "kmMax", "minutesMax",
        ].enumerated().map { ($1, $0) })
}

extension String {
    /// `familyName` as `family_name`; what is no such name stays.
    fileprivate var snakeCased: String {
        var text = ""
        for character in self {
            if character.isUppercase, !text.isEmpty, text.last?.isLowercase ?? false {
                text += "_"
            }
            text += character.lowercased()
        }
        return text
    }
}
