/// Quotes, and who pays for them; and what every referral waits for.
///
/// Whoever a garage's money is hidden from is decided here, by the scope that each call carries:
/// see ``Money/seen(by:)``.
package protocol QuoteLedger: Sendable {
    /// Keeps a version of a quote and records the fact `quoted`, in one transaction.
    func quote(_ order: QuoteOrder) async throws(LedgerError) -> MoneyOutcome
    /// Keeps what a funder was asked for or has answered.
    func fund(_ order: FundingOrder) async throws(LedgerError) -> MoneyOutcome
    /// The money of one referral and what it waits for; nil for one that the scope does not see.
    func file(
        of code: ReferralCode, visibleTo scope: Scope, at instant: Instant?
    ) async throws(LedgerError) -> ReferralFile?
    /// What waits for somebody, the most urgent first.
    func awaited(_ question: AwaitedQuestion) async throws(LedgerError) -> [AwaitedReferral]
    /// Where a funder has not answered by the date that was set, by garage.
    func lateFunders(at instant: Instant?) async throws(LedgerError) -> [LateFunders]
}

/// How many referrals at a garage wait for a funder whose date has passed.
package struct LateFunders: Equatable, Sendable {
    /// The garage's number.
    package var garage: Int64
    package var count: Int
    /// When the first date passed.
    package var since: Instant

    package init(garage: Int64, count: Int, since: Instant) {
        self.garage = garage
        self.count = count
        self.since = since
    }
}

/// A wish to keep a quote.
package struct QuoteOrder: Equatable, Sendable {
    package var code: ReferralCode
    package var scope: Scope
    package var quote: Quote.Figures
    /// The day it was made on; nil for today.
    package var on: Day?
    package var key: String
    /// When, by a clock that was set; nil for the database's own.
    package var at: Instant?

    package init(
        code: ReferralCode, scope: Scope, quote: Quote.Figures, on: Day? = nil, key: String,
        at: Instant? = nil
    ) {
        self.code = code
        self.scope = scope
        self.quote = quote
        self.on = on
        self.key = key
        self.at = at
    }
}

/// A wish to keep what a funder was asked for or has answered.
package struct FundingOrder: Equatable, Sendable {
    package var code: ReferralCode
    package var scope: Scope
    package var funder: Funder
    package var state: Funding.State
    /// Nil for what was asked, when it is granted; for what was granted, when it is paid.
    package var amountCents: Int64?
    /// The last day for the answer, or for the use of what was granted.
    package var until: Day?
    package var key: String
    /// When, by a clock that was set; nil for the database's own.
    package var at: Instant?

    package init(
        code: ReferralCode, scope: Scope, funder: Funder, state: Funding.State,
        amountCents: Int64? = nil, until: Day? = nil, key: String, at: Instant? = nil
    ) {
        self.code = code
        self.scope = scope
        self.funder = funder
        self.state = state
        self.amountCents = amountCents
        self.until = until
        self.key = key
        self.at = at
    }
}

/// How an order about money ended.
package enum MoneyOutcome: Equatable, Sendable {
    case done(ReferralFile, replayed: Bool)
    /// Never `moved` nor `replayed`.
    case refused(StepOutcome.Kind)
}

/// A referral with its money and what it waits for.
package struct ReferralFile: Equatable, Sendable {
    package var referral: Referral
    package var money: Money
    /// Usually one thing; none when nothing is to be done.
    package var awaiting: [Awaiting]

    package init(referral: Referral, money: Money, awaiting: [Awaiting]) {
        self.referral = referral
        self.money = money
        self.awaiting = awaiting
    }
}
