import GarageNetwork
import SQL

/// Files whose time is over; on a connection of the role of persons.
enum RetentionRows {
    static let count = Statement(
        SQL.retentionCount, takes: (Day.self, Int32.self, Int32.self),
        returns: (Int64.self, Int64.self, Int64.self, Int64.self, Int64.self))
    static let ending = Statement(
        SQL.retentionEnding,
        takes: (
            Day.self, Int32.self, Int32.self, Day.self, Int64.self, Int64?.self, Int64.self
        ),
        returns: (
            Int64.self, String.self, Int64.self, Day.self, Day.self, Day.self, Day?.self,
            String?.self
        ))
    static let notice = Statement(
        SQL.retentionNotice,
        takes: (Day.self, Int32.self, Int32.self, Day.self, Int64.self, Int32.self),
        returns: (Int32.self, Day?.self, Int64?.self))
    static let tell = Statement(
        SQL.retentionTell, takes: (Day.self, Int32.self, Instant?.self), returns: (Int32.self))
    static let due = Statement(
        SQL.retentionDue, takes: (Day.self, Day.self, Int64.self, Int64.self),
        returns: (
            Int64.self, String.self, Bytes?.self, Int16?.self, String?.self, Bytes?.self
        ))
    static let end = Statement(
        SQL.retentionEnd, takes: (Day.self, Int32.self), returns: (Int32.self))
    static let sweep = Statement(
        SQL.retentionSweep, takes: (Instant?.self), returns: (Int32.self))

    static func count(
        _ term: RetentionTerm, on connection: PostgresConnection
    ) throws(StoreError) -> RetentionCount {
        let rows = try connection.run(
            count, term.today, Int32(term.months), Int32(term.noticeDays))
        guard let row = rows.first else {
            throw StoreError(unreadable: count.declaration.name, column: 0)
        }
        var found = RetentionCount()
        (found.toNotice, found.due) = (Int(row.0), Int(row.1))
        found.keptByReferral = Int(row.2)
        found.keptByRequest = Int(row.3)
        found.frozen = Int(row.4)
        return found
    }

    static func ending(
        _ term: RetentionTerm, after position: RetentionPosition, limit: Int, _ scope: Scope,
        on connection: PostgresConnection
    ) throws(StoreError) -> [EndingFile] {
        var files: [EndingFile] = []
        for row in try connection.run(
            ending, term.today, Int32(term.months), Int32(term.noticeDays), position.day,
            position.number, scope.organisationNumber, Int64(limit))
        {
            guard let id = BeneficiaryID(row.1) else {
                throw StoreError(unreadable: ending.declaration.name, column: 1)
            }
            files.append(
                EndingFile(
                    number: row.0, beneficiary: id, organisation: OrganisationID(row.2),
                    lastContactOn: row.3, filedOn: row.4, endsOn: row.5, noticedOn: row.6,
                    keptBy: row.7))
        }
        return files
    }

    static func due(
        _ term: RetentionTerm, after number: Int64, limit: Int, with vault: any PersonVault,
        on connection: PostgresConnection
    ) throws(StoreError) -> [KeptPerson] {
        var people: [KeptPerson] = []
        for row in try connection.run(
            due, term.idleSince, term.noticedBy, number, Int64(limit))
        {
            guard let id = BeneficiaryID(row.1) else {
                throw StoreError(unreadable: due.declaration.name, column: 1)
            }
            var person = KeptPerson(number: row.0, id: id)
            person.open(row.2, row.3, clear: row.4, identity: row.5, with: vault)
            people.append(person)
        }
        return people
    }
}
