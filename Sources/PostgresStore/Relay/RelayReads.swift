import GarageNetwork
import Geometry
import SQL

/// Reads of what is due, and of people who shall be sent on.
enum RelayReads {
    static let due = Statement(
        SQL.relayDue, takes: (Instant?.self), returns: (Int64.self, Int64.self))
    static let subject = Statement(
        SQL.relaySubject, takes: (String.self, Int64?.self, Int64?.self), returns: columns)
    static let subjects = Statement(
        SQL.relaySubjects, takes: (Instant?.self, Int64.self, Int32.self, Bool.self),
        returns: columns)
    static let follower = Statement(
        SQL.relayFollower,
        takes: (String.self, Int64?.self, Int64?.self, String.self, Bytes.self),
        returns: (String.self, String?.self, Bool?.self, Bool?.self))

    /// Of ``RelaySubject/Columns``.
    private static var columns:
        (
            Int64.Type, String.Type, Int64.Type, Int64.Type, String.Type, Day.Type, Instant.Type,
            Instant.Type, Int32.Type, Int32.Type, Double.Type, Double.Type, Int32.Type,
            Double?.Type, Double?.Type, Double?.Type, String.Type, Int64.Type, Bytes?.Type,
            Int16?.Type, String?.Type, String?.Type, Int32?.Type, Int32?.Type, Int32?.Type,
            Bool?.Type, String?.Type, [Int64].Type, [String].Type
        )
    {
        (
            Int64.self, String.self, Int64.self, Int64.self, String.self, Day.self, Instant.self,
            Instant.self, Int32.self, Int32.self, Double.self, Double.self, Int32.self,
            Double?.self, Double?.self, Double?.self, String.self, Int64.self, Bytes?.self,
            Int16?.self, String?.self, String?.self, Int32?.self, Int32?.self, Int32?.self,
            Bool?.self, String?.self, [Int64].self, [String].self
        )
    }

    static func due(
        at instant: Instant?, on connection: PostgresConnection
    ) throws(StoreError) -> DueCount {
        guard let (reminders, expiries) = try connection.run(due, instant).first else {
            throw StoreError(unreadable: due.declaration.name, column: 0)
        }
        return DueCount(reminders: Int(reminders), expiries: Int(expiries))
    }

    static func one(
        _ code: ReferralCode, _ scope: Scope, with vault: any PersonVault,
        on connection: PostgresConnection
    ) throws(StoreError) -> RelaySubject? {
        let rows = try connection.run(
            subject, code.text, scope.organisationNumber, scope.garageNumber)
        guard let row = rows.first else { return nil }
        return try RelaySubject(row, with: vault, of: subject.declaration.name)
    }

    /// A list may look at all that came to nothing of late.
    static func page(
        at instant: Instant?, after position: Int64, limit: Int, expiring: Bool,
        with vault: any PersonVault, on connection: PostgresConnection
    ) throws(StoreError) -> [RelaySubject] {
        var found: [RelaySubject] = []
        for row in try connection.run(subjects, instant, position, Int32(limit), expiring) {
            found.append(try RelaySubject(row, with: vault, of: subjects.declaration.name))
        }
        return found
    }
}

extension RelaySubject {
    typealias Columns = (
        Int64, String, Int64, Int64, String, Day, Instant, Instant, Int32, Int32, Double, Double,
        Int32, latitude: Double?, longitude: Double?, reachKm: Double?, person: String,
        owner: Int64, situation: Bytes?, sealedWith: Int16?, clear: String?, brand: String?,
        year: Int32?, odometerKm: Int32?, power: Int32?, drives: Bool?, halted: String?,
        tried: [Int64], reasons: [String]
    )

    init(
        _ columns: Columns, with vault: any PersonVault, of statement: String
    ) throws(StoreError) {
        guard let code = ReferralCode(columns.1) else {
            throw StoreError(unreadable: statement, column: 1)
        }
        guard let state = ReferralState(rawValue: columns.4) else {
            throw StoreError(unreadable: statement, column: 4)
        }
        let person = try FiledPerson(
            id: columns.person, organisation: columns.owner, situation: columns.situation,
            sealedWith: columns.sealedWith, clear: columns.clear, brand: columns.brand,
            year: columns.year, odometerKm: columns.odometerKm, power: columns.power,
            drives: columns.drives, halted: columns.halted
        ).opened(with: vault, statement: statement)
        let referral = Referral(
            number: columns.0, code: code, organisation: OrganisationID(columns.2),
            beneficiary: person.id, garage: columns.3, state: state, month: columns.5.month,
            createdAt: columns.6, answerBy: columns.7, committedThen: Int(columns.8),
            rank: Int(columns.9), km: columns.10, extraKm: columns.11,
            course: ReferralCourse(attempt: Int(columns.12)))
        var origin: Coordinate?
        if let latitude = columns.latitude, let longitude = columns.longitude {
            origin = try Coordinate(stored: latitude, longitude, column: 13, of: statement)
        }
        // One that is still open is not among those that came to nothing.
        let tried = columns.tried.contains(columns.3) ? columns.tried : columns.tried + [columns.3]
        self.init(
            referral: referral, person: person, origin: origin, reachKm: columns.reachKm,
            tried: tried, reasons: columns.reasons)
    }
}
