import GarageNetwork
import SQL

/// Reads of referrals, for whichever thread has a connection.
enum ReferralReads {
    static let byCode = Statement(
        SQL.referralByCode, takes: (String.self, Int64?.self, Int64?.self), returns: columns)
    static let latest = Statement(
        SQL.referralsLatest,
        takes: (Int64?.self, Int64?.self, [String].self, Int64?.self, Int64.self),
        returns: columns)

    /// Of ``Referral/Columns``.
    private static var columns:
        (
            Int64.Type, String.Type, Int64.Type, String.Type, Int64.Type, String.Type, Day.Type,
            Instant.Type, Instant.Type, Int32.Type, Int32.Type, Double.Type, Double.Type,
            Day?.Type, String.Type, String?.Type, String?.Type, String?.Type, Int32.Type
        )
    {
        (
            Int64.self, String.self, Int64.self, String.self, Int64.self, String.self, Day.self,
            Instant.self, Instant.self, Int32.self, Int32.self, Double.self, Double.self,
            Day?.self, String.self, String?.self, String?.self, String?.self, Int32.self
        )
    }

    static let events = Statement(
        SQL.referralEvents, takes: (Int64.self),
        returns: (
            String.self, String.self, Day.self, Instant.self, String.self, String.self,
            String.self, Int64?.self, Int32?.self
        ))

    static func one(
        _ code: ReferralCode, _ scope: Scope, on connection: PostgresConnection
    ) throws(StoreError) -> Referral? {
        let rows = try connection.run(
            byCode, code.text, scope.organisationNumber, scope.garageNumber)
        guard let row = rows.first else { return nil }
        return try Referral(row, of: byCode.declaration.name)
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
