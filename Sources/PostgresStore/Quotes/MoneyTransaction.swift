import GarageNetwork
import SQL

/// One quote or one funder's answer: what is told, and where the referral stands then.
enum MoneyTransaction {
    struct Done {
        let outcome: MoneyOutcome
        var counts: [GarageCount] = []
        var days: [DayCount] = []
        /// The transaction that changed them; nil when nothing was.
        var transaction: String?
    }

    static let quote = Statement(
        SQL.quotePut,
        takes: (
            String.self, String.self, Int64?.self, Int64?.self, Int64.self, Int64?.self,
            Int32?.self, Int64?.self, Int64?.self, Int64?.self, Day?.self, Day?.self, String.self,
            Bytes.self, Instant?.self
        ), returns: (String.self, Int64?.self, String?.self, String?.self))
    static let funding = Statement(
        SQL.fundingPut,
        takes: (
            String.self, String.self, Int64?.self, Int64?.self, String.self, String.self,
            Int64?.self, Day?.self, String.self, Bytes.self, Instant?.self
        ), returns: (String.self, Int64?.self, String?.self))

    static func quote(
        _ order: QuoteOrder, on connection: PostgresConnection
    ) throws(StoreError) -> Done {
        let (scope, figures) = (order.scope, order.quote)
        let rows = try connection.run(
            quote, order.code.text, scope.role.rawValue, scope.organisationNumber,
            scope.garageNumber, figures.amountCents, figures.labourCents,
            figures.labourMinutes.map(Int32.init), figures.partsCents, figures.discountCents,
            figures.ownShareCents, figures.validUntil, order.on, KeptKey.of(order.key),
            RequestHash.of(order),
            order.at)
        guard let (word, _, state, transaction) = rows.first else {
            throw StoreError(unreadable: quote.declaration.name, column: 0)
        }
        if let refusal = try refusal(word, state, of: quote.declaration) {
            return Done(outcome: .refused(refusal))
        }
        // Read after the commit: a later state is as good.
        guard
            let file = try MoneyReads.file(of: order.code, scope, at: order.at, on: connection)
        else { return Done(outcome: .refused(.noSuchReferral)) }
        if word == "TOO_EARLY" {
            return Done(outcome: .refused(.tooEarly(file.referral.createdAt.paris.day)))
        }
        let outcome = MoneyOutcome.done(file, replayed: word == "REPLAYED")
        guard word == "MOVED", let transaction else { return Done(outcome: outcome) }
        return Done(
            outcome: outcome,
            counts: try connection.run(StepTransaction.counts, transaction).map { GarageCount($0) },
            days: try connection.run(StepTransaction.days, transaction).map { DayCount($0) },
            transaction: transaction)
    }

    static func fund(
        _ order: FundingOrder, on connection: PostgresConnection
    ) throws(StoreError) -> Done {
        let scope = order.scope
        let rows = try connection.run(
            funding, order.code.text, scope.role.rawValue, scope.organisationNumber,
            scope.garageNumber, order.funder.id, order.state.rawValue, order.amountCents,
            order.until, KeptKey.of(order.key), RequestHash.of(order), order.at)
        guard let (word, _, state) = rows.first else {
            throw StoreError(unreadable: funding.declaration.name, column: 0)
        }
        if let refusal = try refusal(word, state, of: funding.declaration) {
            return Done(outcome: .refused(refusal))
        }
        guard
            let file = try MoneyReads.file(of: order.code, scope, at: order.at, on: connection)
        else { return Done(outcome: .refused(.noSuchReferral)) }
        return Done(outcome: .done(file, replayed: word == "REPLAYED"))
    }

    /// What a word of ``ledger.step`` refuses; nil when it refuses nothing.
    private static func refusal(
        _ word: String, _ state: String?, of statement: Declaration
    ) throws(StoreError) -> StepOutcome.Kind? {
        switch word {
        case "MOVED", "REPLAYED", "TOO_EARLY": return nil
        case "NOT_FOUND": return .noSuchReferral
        case "KEY_REUSED": return .keyReused
        case "FULL": return .full
        case "ELSEWHERE": return .elsewhere
        default:
            guard word == "CONFLICT", let state = state.flatMap(ReferralState.init(rawValue:))
            else { throw StoreError(unreadable: statement.name, column: 0) }
            return .conflict(state)
        }
    }
}

extension RequestHash {
    fileprivate static func of(_ order: QuoteOrder) -> Bytes {
        let figures = order.quote
        let amounts = [
            figures.amountCents, figures.labourCents, figures.labourMinutes.map(Int64.init),
            figures.partsCents, figures.discountCents, figures.ownShareCents,
        ]
        return of(
            parts: [order.code.text, "quote"] + amounts.map { $0.map(String.init) ?? "" }
                + [figures.validUntil, order.on].map { $0?.description ?? "" })
    }

    fileprivate static func of(_ order: FundingOrder) -> Bytes {
        of(
            parts: [
                order.code.text, order.funder.id, order.state.rawValue,
                order.amountCents.map(String.init) ?? "", order.until?.description ?? "",
            ])
    }

    private static func of(parts: [String]) -> Bytes {
        of(parts.map { "\($0.utf8.count):\($0)" }.joined(separator: ","))
    }
}
