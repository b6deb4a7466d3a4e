import GarageNetwork
import SQL

/// Statements about somebody's work.
enum OutcomeRows {
    static let tell = Statement(
        SQL.outcomeTell,
        takes: (
            String.self, String.self, Int64?.self, Int16.self, String.self, String.self,
            Day?.self, String.self, Bytes.self, Instant?.self
        ), returns: (String.self, String?.self))
    static let of = Statement(
        SQL.outcomesOf, takes: (String.self, Int64?.self),
        returns: (
            String?.self, Int16?.self, String?.self, String?.self, Day?.self, Instant?.self,
            String?.self, Bool.self
        ))

    static func tell(
        _ order: OutcomeOrder, on connection: PostgresConnection
    ) throws(StoreError) -> OutcomeAnswer {
        let scope = order.scope
        let rows = try connection.run(
            tell, order.person.text, scope.role.rawValue, scope.organisationNumber,
            Int16(order.months.rawValue), order.result.rawValue, order.source.rawValue, order.on,
            KeptKey.of(order.key), RequestHash.of(order), order.at)
        guard let (word, halted) = rows.first else {
            throw StoreError(unreadable: tell.declaration.name, column: 0)
        }
        switch word {
        case "TOLD": return .told(replayed: false)
        case "REPLAYED": return .told(replayed: true)
        case "KEY_REUSED": return .keyReused
        case "NOT_FOUND": return .noSuchPerson
        default:
            guard word == "HALTED", let halt = halted.flatMap(Halt.init(rawValue:)) else {
                throw StoreError(unreadable: tell.declaration.name, column: 0)
            }
            return .halted(halt)
        }
    }

    static func work(
        of id: BeneficiaryID, _ scope: Scope, on connection: PostgresConnection
    ) throws(StoreError) -> WorkRecord? {
        let rows = try connection.run(of, id.text, scope.organisationNumber)
        guard let first = rows.first else { return nil }
        var record = WorkRecord(halt: first.0.flatMap(Halt.init(rawValue:)))
        for row in rows {
            guard let months = row.1 else { continue }
            guard let when = OutcomeMonths(rawValue: Int(months)),
                let result = row.2.flatMap(WorkResult.init(rawValue:)),
                let source = row.3.flatMap(OutcomeSource.init(rawValue:)), let on = row.4,
                let recordedAt = row.5, let by = row.6.flatMap(Role.init(rawValue:))
            else { throw StoreError(unreadable: of.declaration.name, column: 1) }
            record.statements.append(
                WorkStatement(
                    months: when, result: result, source: source, on: on, recordedAt: recordedAt,
                    by: by, stands: row.7))
        }
        return record
    }
}

extension RequestHash {
    /// Everything that would change what is kept.
    fileprivate static func of(_ order: OutcomeOrder) -> Bytes {
        let parts = [
            "outcome", order.person.text, String(order.months.rawValue), order.result.rawValue,
            order.source.rawValue, order.on?.description ?? "",
        ]
        return of(parts.map { "\($0.utf8.count):\($0)" }.joined(separator: ","))
    }
}
