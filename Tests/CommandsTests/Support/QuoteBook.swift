import GarageNetwork
import Synchronization

/// Quotes and funders kept in memory, beside a ``LedgerBook`` whose referrals they are of.
final class QuoteBook: QuoteLedger {
    struct Pages {
        var money: [ReferralCode: Money] = [:]
        var awaiting: [ReferralCode: [Awaiting]] = [:]
        var late: [LateFunders] = []
        /// What is answered instead of keeping anything.
        var refusal: StepOutcome.Kind?
        var failure: LedgerError?
        /// What the verbs asked for, in order.
        var quotes: [QuoteOrder] = []
        var fundings: [FundingOrder] = []
        var questions: [AwaitedQuestion] = []
    }
    private let book: LedgerBook
    private let pages: Mutex<Pages>

    init(_ book: LedgerBook, _ change: (inout Pages) -> Void = { _ in }) {
        var pages = Pages()
        change(&pages)
        self.book = book
        self.pages = Mutex(pages)
    }

    var now: Pages { pages.withLock { $0 } }

    private func answer<Value: Sendable>(
        _ body: (inout Pages) -> Value
    ) throws(LedgerError) -> Value {
        if let failure = now.failure ?? book.now.failure { throw failure }
        return pages.withLock { body(&$0) }
    }

    private func referral(_ code: ReferralCode, _ scope: Scope) -> Referral? {
        book.now.referrals.first { $0.code == code && scope.sees($0) }
    }

    private func file(
        _ code: ReferralCode, _ scope: Scope, in pages: borrowing Pages
    ) -> ReferralFile? {
        referral(code, scope).map {
            ReferralFile(
                referral: $0, money: (pages.money[code] ?? .none).seen(by: scope),
                awaiting: (pages.awaiting[code] ?? []).filter { scope.hears(of: $0.matter) })
        }
    }

    private func refusal(
        _ code: ReferralCode, _ scope: Scope, key: String, in pages: borrowing Pages
    ) -> StepOutcome.Kind? {
        guard let referral = referral(code, scope) else { return .noSuchReferral }
        if let refusal = pages.refusal { return refusal }
        if book.now.stepped[key] != nil { return .keyReused }
        return referral.state.after(.quote) == nil ? .conflict(referral.state) : nil
    }

    func quote(_ order: QuoteOrder) async throws(LedgerError) -> MoneyOutcome {
        try answer { pages in
            pages.quotes.append(order)
            if let refusal = refusal(order.code, order.scope, key: order.key, in: pages) {
                return .refused(refusal)
            }
            let day = Rehearsal.start.paris.day
            let isReplayed = pages.quotes.dropLast().contains(order)
            pages.money[order.code, default: .none].quote = Quote(
                version: 1, on: order.on ?? day, figures: order.quote, recordedAt: Rehearsal.start)
            return file(order.code, order.scope, in: pages).map {
                .done($0, replayed: isReplayed)
            } ?? .refused(.noSuchReferral)
        }
    }

    func fund(_ order: FundingOrder) async throws(LedgerError) -> MoneyOutcome {
        try answer { pages in
            pages.fundings.append(order)
            if let refusal = refusal(order.code, order.scope, key: order.key, in: pages) {
                return .refused(refusal)
            }
            var money = pages.money[order.code] ?? .none
            money.fundings.removeAll { $0.funder == order.funder }
            money.fundings.append(
                Funding(
                    funder: order.funder, state: order.state,
                    askedCents: order.state == .asked ? order.amountCents : nil,
                    grantedCents: order.state == .granted ? order.amountCents : nil,
                    until: order.until, recordedAt: Rehearsal.start))
            pages.money[order.code] = money
            return file(order.code, order.scope, in: pages).map {
                .done($0, replayed: false)
            } ?? .refused(.noSuchReferral)
        }
    }

    func file(
        of code: ReferralCode, visibleTo scope: Scope, at _: Instant?
    ) async throws(LedgerError) -> ReferralFile? {
        try answer { file(code, scope, in: $0) }
    }

    func awaited(_ question: AwaitedQuestion) async throws(LedgerError) -> [AwaitedReferral] {
        try answer { pages in
            pages.questions.append(question)
            let all = book.now.referrals.flatMap { referral in
                (pages.awaiting[referral.code] ?? []).map {
                    AwaitedReferral(referral: referral, awaiting: $0)
                }
            }
            let found = all.filter { awaited in
                question.matters.contains(awaited.awaiting.matter)
                    && question.scope.sees(awaited.referral)
                    && (question.after.map { awaited.position.isAfter($0) } ?? true)
            }
            return Array(
                found.sorted { $1.position.isAfter($0.position) }.prefix(question.limit))
        }
    }

    func lateFunders(at _: Instant?) async throws(LedgerError) -> [LateFunders] {
        try answer { $0.late }
    }
}

extension Scope {
    func sees(_ referral: Referral) -> Bool {
        switch self {
        case .organisation(let own): referral.organisation == own
        case .garage(let own): referral.garage == own
        case .everything: true
        }
    }
}

extension AwaitedPosition {
    func isAfter(_ other: AwaitedPosition) -> Bool {
        (due, number) > (other.due, other.number)
    }
}
