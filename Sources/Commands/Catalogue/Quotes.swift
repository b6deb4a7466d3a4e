import GarageNetwork
import LineProtocol
import Matching

extension Command {
    static let quote = Command(
        "QUOTE", "Keeps what a repair will cost, and records that the quote was made.",
        access: .roles([.garage, .manager]), effect: .writes,
        requires: [Keys.referral, QuoteKeys.amount, Keys.key],
        takes: [
            QuoteKeys.labour, QuoteKeys.minutes, QuoteKeys.parts, QuoteKeys.discount,
            QuoteKeys.ownShare, QuoteKeys.validUntil, QuoteKeys.on,
        ],
        errors: [.noSuch, .conflict, .keyReused, .range, .storeDown],
        example: "QUOTE referral=7KQ4M2X9 amount_cents=45000 own_share_cents=15000 key=q1"
    ) { call throws(RequestError) in
        let order = QuoteOrder(
            code: try call.required(Keys.referral), scope: try call.scope(),
            quote: try call.figures(), on: try call.optional(QuoteKeys.on),
            key: try call.required(Keys.key).text, at: call.environment.writtenInstant)
        let quotes = call.environment.desks.quotes
        return try call.answering(order.scope, "quoted") { () async throws(LedgerError) in
            try await quotes.quote(order)
        }
    }

    static let quoteAnswer = Command(
        "QUOTE-ANSWER", "Records what became of a quote.",
        access: .roles([.prescriber, .manager, .garage]), effect: .writes,
        requires: [Keys.referral, QuoteKeys.answer, Keys.key],
        takes: [QuoteKeys.reason, QuoteKeys.on],
        errors: [.noSuch, .denied, .conflict, .keyReused, .storeDown],
        example: "QUOTE-ANSWER referral=7KQ4M2X9 answer=accepted key=a1"
    ) { call throws(RequestError) in
        let answer = try call.required(QuoteKeys.answer)
        let order = StepOrder(
            code: try call.required(Keys.referral), step: answer.event, scope: try call.scope(),
            reason: try call.optional(QuoteKeys.reason)?.rawValue ?? "",
            on: try call.optional(QuoteKeys.on), key: try call.required(Keys.key).text,
            at: call.environment.writtenInstant)
        guard order.scope.role != .garage || answer == .unrepairable else {
            throw RequestError(
                .denied, "a garage says answer=unrepairable only; the person answers the rest")
        }
        let environment = call.environment
        return try call.answering(
            order.scope, answer.event.rawValue
        ) { () async throws(LedgerError) in
            switch try await environment.ledger.advance(order) {
            case .moved(let referral, let replayed):
                guard
                    let file = try await environment.desks.quotes.file(
                        of: referral.code, visibleTo: order.scope, at: order.at)
                else { return .refused(.noSuchReferral) }
                return .done(file, replayed: replayed)
            case let refused: return .refused(refused.kind)
            }
        }
    }

    static let funding = Command(
        "FUNDING", "Keeps what a funder was asked for, or has answered.",
        access: .roles([.prescriber, .manager]), effect: .writes,
        requires: [Keys.referral, QuoteKeys.funder, QuoteKeys.state, Keys.key],
        takes: [QuoteKeys.funded, QuoteKeys.until],
        errors: [.noSuch, .conflict, .keyReused, .storeDown],
        example: "FUNDING referral=7KQ4M2X9 funder=caf state=asked until=2026-12-15 key=f1"
    ) { call throws(RequestError) in
        let order = FundingOrder(
            code: try call.required(Keys.referral), scope: try call.scope(),
            funder: try call.required(QuoteKeys.funder),
            state: try call.required(QuoteKeys.state),
            amountCents: try call.optional(QuoteKeys.funded).map { Int64($0.value) },
            until: try call.optional(QuoteKeys.until), key: try call.required(Keys.key).text,
            at: call.environment.writtenInstant)
        let quotes = call.environment.desks.quotes
        return try call.answering(order.scope, "funding") { () async throws(LedgerError) in
            try await quotes.fund(order)
        }
    }
}

private enum QuoteKeys {
    static let amount = Key<AmountCents>("amount_cents", "What the repair costs, all in.")
    static let labour = Key<AmountCents>("labour_cents", "The part of it for labour.")
    static let minutes = Key<LabourMinutes>("labour_minutes", "How long the work takes.")
    static let parts = Key<AmountCents>("parts_cents", "The part of it for spare parts.")
    static let discount = Key<AmountCents>(
        "discount_cents", "How much more the garage's ordinary price would be.")
    static let ownShare = Key<AmountCents>("own_share_cents", "What the person pays themselves.")
    static let validUntil = Key<Day>("valid_until", "The last day the garage stands by it.")
    static let on = Key<Day>("on", "The day it happened.", default: "today")
    static let answer = Key<QuoteAnswer>("answer", "What became of the quote.")
    static let reason = Key<ReasonCode>("reason", "Why.")
    static let funder = Key<Funder>("funder", "Who is asked: one of these, or an id of your own.")
    static let state = Key<Funding.State>("state", "How far it is.")
    static let funded = Key<AmountCents>(
        "amount_cents", "What was asked, granted or paid.", default: "what was asked or granted")
    static let until = Key<Day>(
        "until", "The last day for the answer, or for using what was granted.")
}

/// What became of a quote.
private enum QuoteAnswer: String, CaseIterable, ProtocolWord {
    case accepted, refused, waiting, unrepairable

    var event: ReferralEvent {
        switch self {
        case .accepted: .quoteAccepted
        case .refused: .quoteRefused
        case .waiting: .waitForFunds
        case .unrepairable: .unrepairable
        }
    }
}

/// How long work on a car takes.
private struct LabourMinutes: BoundedWhole {
    static let range = 0...100_000
    static let unit = "minutes"
    let value: Int
    init(_ value: Int) { self.value = value }
}

extension Funding.State: ProtocolWord {}

extension Funder: ProtocolValue {
    package static var notation: String {
        usual.map(\.id).joined(separator: " | ") + " | an id of a-z, 0-9 and -"
    }

    package init(argument text: String) throws(Misreading) {
        guard let funder = Funder(text) else {
            throw .unreadable("a funder is 1 to \(Self.lengthMax) of a-z, 0-9 and -")
        }
        self = funder
    }
}

extension Call {
    /// The figures of a quote; what cannot add up is refused.
    fileprivate func figures() throws(RequestError) -> Quote.Figures {
        func cents(_ key: Key<AmountCents>) throws(RequestError) -> Int64? {
            try optional(key).map { Int64($0.value) }
        }
        let figures = Quote.Figures(
            amountCents: Int64(try required(QuoteKeys.amount).value),
            labourCents: try cents(QuoteKeys.labour),
            labourMinutes: try optional(QuoteKeys.minutes)?.value,
            partsCents: try cents(QuoteKeys.parts), discountCents: try cents(QuoteKeys.discount),
            ownShareCents: try cents(QuoteKeys.ownShare),
            validUntil: try optional(QuoteKeys.validUntil))
        guard figures.ownShareCents ?? 0 <= figures.amountCents else {
            throw RequestError(
                .range, "own_share_cents: at most amount_cents, \(figures.amountCents)")
        }
        let parts = (figures.labourCents ?? 0) + (figures.partsCents ?? 0)
        guard parts <= figures.amountCents else {
            throw RequestError(
                .range,
                "labour_cents and parts_cents: together at most amount_cents,"
                    + " \(figures.amountCents); they are \(parts)")
        }
        return figures
    }

    /// The referral, who has to do what next, and the money, once an order about money is done.
    fileprivate func answering(
        _ scope: Scope, _ what: String,
        _ work: @escaping @Sendable () async throws(LedgerError) -> MoneyOutcome
    ) throws(RequestError) -> Execution {
        let (environment, language, today) = (environment, try language(), view.today)
        return .later { () async throws(RequestError) -> Reply in
            switch try await ledger(work) {
            case .done(let file, let replayed):
                let report = FileReport(
                    file: file, reader: scope, today: today, language: language)
                let first = environment.row(file.referral) + report.nextFields
                return .listing(
                    [first + [Field("replayed", .truth(replayed))]] + report.moneyRows)
            case .refused(let kind): throw StepRefusal(kind, of: what).error
            }
        }
    }
}
