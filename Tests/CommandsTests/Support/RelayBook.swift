import Commands
import GarageNetwork
import Synchronization

/// What is due and who is to be sent on, as a test writes it down; and what was asked of it.
final class RelayBook: RelayLedger {
    struct Pages {
        /// Numbers of referrals.
        var reminders: [Int64] = []
        var expiries: [Int64] = []
        /// Those that the database refuses.
        var refused: Set<Int64> = []
        var subjects: [RelaySubject] = []
        /// Answers to redirections, in turn; the last one for good.
        var answers: [RedirectOutcome] = []
        /// Who waits for a garage, and whose people they are.
        var waiting: [BeneficiaryID: OrganisationID] = [:]
        var failure: LedgerError?

        // What was asked.
        var pageSizes: [Int] = []
        var redirects: [(step: StepOrder, order: ReferralOrder)] = []
        var withdrawals: [(reason: ReasonCode, scope: Scope)] = []
    }
    private let pages: Mutex<Pages>

    init(_ change: (inout Pages) -> Void = { _ in }) {
        var pages = Pages()
        change(&pages)
        self.pages = Mutex(pages)
    }

    var now: Pages { pages.withLock { $0 } }
    func change(_ body: (inout Pages) -> Void) { pages.withLock { body(&$0) } }

    /// This book beside desks that are closed.
    var desks: Desks {
        var desks = Desks.closed
        desks.relay = self
        return desks
    }

    private func answer<Value: Sendable>(
        _ body: (inout Pages) -> Value
    ) throws(LedgerError) -> Value {
        if let failure = now.failure { throw failure }
        return pages.withLock { body(&$0) }
    }

    func due(at _: Instant?) async throws(LedgerError) -> DueCount {
        try answer { DueCount(reminders: $0.reminders.count, expiries: $0.expiries.count) }
    }

    func remind(
        at _: Instant?, after position: Int64, limit: Int
    ) async throws(LedgerError) -> RelayPage {
        try answer { Self.page(\.reminders, after: position, limit, in: &$0) }
    }

    func expire(
        at _: Instant?, after position: Int64, limit: Int
    ) async throws(LedgerError) -> RelayPage {
        try answer { Self.page(\.expiries, after: position, limit, in: &$0) }
    }

    private static func page(
        _ list: WritableKeyPath<Pages, [Int64]>, after position: Int64, _ limit: Int,
        in pages: inout Pages
    ) -> RelayPage {
        let page = Array(pages[keyPath: list].filter { $0 > position }.prefix(limit))
        let done = Set(page).subtracting(pages.refused)
        pages[keyPath: list].removeAll { done.contains($0) }
        pages.pageSizes.append(page.count)
        return RelayPage(
            done: done.count, failed: page.count - done.count,
            next: page.count == limit ? page.last : nil)
    }

    func toSendOn(
        at _: Instant?, after position: Int64, limit: Int, expiring: Bool
    ) async throws(LedgerError) -> [RelaySubject] {
        try answer { pages in
            Array(
                pages.subjects.filter { subject in
                    subject.referral.number > position
                        && (expiring || subject.referral.state != .proposed)
                }.prefix(limit))
        }
    }

    func subject(
        _ code: ReferralCode, visibleTo scope: Scope
    ) async throws(LedgerError) -> RelaySubject? {
        try answer { pages in
            pages.subjects.first { subject in
                if case .organisation(let own) = scope, own != subject.referral.organisation {
                    return false
                }
                return subject.referral.code == code
            }
        }
    }

    func redirect(
        _ step: StepOrder, to order: ReferralOrder
    ) async throws(LedgerError) -> RedirectOutcome {
        try answer { pages in
            pages.redirects.append((step, order))
            return pages.answers.count > 1
                ? pages.answers.removeFirst() : pages.answers.first ?? .full
        }
    }

    func withdraw(
        _ person: BeneficiaryID, reason: ReasonCode, visibleTo scope: Scope, at _: Instant?
    ) async throws(LedgerError) -> WithdrawalOutcome {
        try answer { pages in
            pages.withdrawals.append((reason, scope))
            guard let organisation = pages.waiting[person] else { return .notWaiting }
            if case .organisation(let own) = scope, own != organisation { return .notWaiting }
            pages.waiting[person] = nil
            return .withdrawn(replayed: false)
        }
    }
}

extension RelaySubject {
    /// B1 at Lens, whose referral to Lens came to nothing; `number` makes the code.
    static func example(
        _ number: Int64 = 1, state: ReferralState = .declined, attempt: Int = 0,
        origin: (Double, Double)? = (50.43, 2.83), tried: [Int64] = [1]
    ) -> RelaySubject? {
        var generator = SeededCodes(seed: UInt64(number))
        guard let person = Rehearsal.oneAtLens, var referral = Rehearsal.referral(number)
        else { return nil }
        referral.code = ReferralCode.random(using: &generator)
        referral.state = state
        referral.course.attempt = attempt
        return RelaySubject(
            referral: referral, person: person,
            origin: origin.map { Rehearsal.point($0.0, $0.1) }, reachKm: 25, tried: tried,
            reasons: tried.map { _ in "full" })
    }
}

/// Different codes for different seeds.
private struct SeededCodes: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state
    }
}
