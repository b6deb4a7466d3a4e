import GarageNetwork
import SQL

/// Reads of quotes and of who pays for them.
enum MoneyReads {
    static let quote = Statement(
        SQL.quoteOf, takes: (Int64.self),
        returns: (
            Int32?.self, Day.self, Int64.self, Int64?.self, Int32?.self, Int64?.self, Int64?.self,
            Int64?.self, Day?.self, Instant.self
        ))
    static let fundings = Statement(
        SQL.fundingsOf, takes: (Int64.self),
        returns: (
            String.self, String.self, Int64?.self, Int64?.self, Int64?.self, Day?.self,
            Instant.self
        ))

    /// A referral with its money, as a scope may see it.
    static func file(
        of code: ReferralCode, _ scope: Scope, at instant: Instant?,
        on connection: PostgresConnection
    ) throws(StoreError) -> ReferralFile? {
        guard let referral = try ReferralReads.one(code, scope, on: connection) else {
            return nil
        }
        return ReferralFile(
            referral: referral,
            money: try money(of: referral.number, on: connection).seen(by: scope),
            awaiting: try AwaitedReads.of(referral.number, at: instant, on: connection)
                .filter { scope.hears(of: $0.matter) })
    }

    private static func money(
        of number: Int64, on connection: PostgresConnection
    ) throws(StoreError) -> Money {
        var fundings: [Funding] = []
        for row in try connection.run(Self.fundings, number) {
            guard let funder = Funder(row.0) else {
                throw StoreError(unreadable: Self.fundings.declaration.name, column: 0)
            }
            guard let state = Funding.State(rawValue: row.1) else {
                throw StoreError(unreadable: Self.fundings.declaration.name, column: 1)
            }
            fundings.append(
                Funding(
                    funder: funder, state: state, askedCents: row.2, grantedCents: row.3,
                    paidCents: row.4, until: row.5, recordedAt: row.6))
        }
        let found = try connection.run(quote, number).first.map { Quote($0) }
        return Money(quote: found, fundings: fundings)
    }
}

extension Quote {
    fileprivate typealias Columns = (
        Int32?, Day, Int64, Int64?, Int32?, Int64?, Int64?, Int64?, Day?, Instant
    )

    fileprivate init(_ columns: Columns) {
        let figures = Figures(
            amountCents: columns.2, labourCents: columns.3, labourMinutes: columns.4.map(Int.init),
            partsCents: columns.5, discountCents: columns.6, ownShareCents: columns.7,
            validUntil: columns.8)
        self.init(
            version: columns.0.map(Int.init), on: columns.1, figures: figures,
            recordedAt: columns.9)
    }
}
