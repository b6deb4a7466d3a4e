import GarageNetwork
import SQL

/// Reads of referrals, for whichever thread has a connection.
enum ReferralReads {
    static let byCode = Statement(
        SQL.referralByCode, takes: (String.self, Int64?.self, Int64?.self),
        returns: (
            Int64.self, String.self, Int64.self, String.self, Int64.self, String.self, Day.self,
            Instant.self, Instant.self, Int32.self, Int32.self, Double.self, Double.self, Day?.self,
            Day.self
        ))
    static let latest = Statement(
        SQL.referralsLatest,
        takes: (Int64?.self, Int64?.self, [String].self, Int64?.self, Int64.self),
        returns: (
            Int64.self, String.self, Int64.self, String.self, Int64.self, String.self, Day.self,
            Instant.self, Instant.self, Int32.self, Int32.self, Double.self, Double.self
        ))
    static let events = Statement(
        SQL.referralEvents, takes: (Int64.self),
        returns: (
            String.self, String.self, Day.self, Instant.self, String.self, String.self,
            Int64?.self, Int32?.self
        ))

    /// A referral and the day the person came.
    static func one(
        _ code: ReferralCode, _ scope: Scope, on connection: PostgresConnection
    ) throws(StoreError) -> (Referral, receivedOn: Day?)? {
        let rows = try connection.run(
            byCode, code.text, scope.organisationNumber, scope.garageNumber)
        guard let row = rows.first else { return nil }
        let referral = try Referral(
            (
                row.0, row.1, row.2, row.3, row.4, row.5, row.6, row.7, row.8, row.9, row.10,
                row.11, row.12
            ), of: byCode.declaration.name)
        return (referral, row.13)
    }

    static func latest(
        _ scope: Scope, states: Set<ReferralState>, before: Int64?, limit: Int,
        on connection: PostgresConnection
    ) throws(StoreError) -> [Referral] {
        let rows = try connection.run(
            latest, scope.organisationNumber, scope.garageNumber, states.map(\.rawValue), before,
            Int64(limit))
        var referrals: [Referral] = []
        for row in rows { referrals.append(try Referral(row, of: latest.declaration.name)) }
        return referrals
    }

    static func events(
        of referral: Referral, on connection: PostgresConnection
    ) throws(StoreError) -> [ReferralHistory.Entry] {
        var entries: [ReferralHistory.Entry] = []
        for row in try connection.run(events, referral.number) {
            entries.append(try ReferralHistory.Entry(row, of: events.declaration.name))
        }
        return entries
    }
}
