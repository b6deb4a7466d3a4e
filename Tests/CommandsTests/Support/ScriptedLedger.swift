import GarageNetwork
import Synchronization

/// Answers orders as a test says, and remembers them.
final class ScriptedLedger: ReferralLedger {
    private struct State {
        var answers: [ReferralOutcome]
        var orders: [ReferralOrder] = []
        var meanwhile: @Sendable () -> Void = {}
        var failures: [Int: LedgerError] = [:]
    }
    private let state: Mutex<State>
    private let away = AwayStore()

    init(_ answers: [ReferralOutcome]) { state = Mutex(State(answers: answers)) }

    var orders: [ReferralOrder] { state.withLock { $0.orders } }

    /// Does something before each answer, as another daemon would.
    func meanwhile(_ body: @escaping @Sendable () -> Void) {
        state.withLock { $0.meanwhile = body }
    }

    /// Fails at the order of that place, from 0.
    func fail(at place: Int, _ error: LedgerError) {
        state.withLock { $0.failures[place] = error }
    }

    func refer(_ order: ReferralOrder) async throws(LedgerError) -> ReferralOutcome {
        state.withLock { $0.meanwhile }()
        let failure = state.withLock { state -> LedgerError? in
            let failure = state.failures[state.orders.count]
            if failure != nil { state.orders.append(order) }
            return failure
        }
        if let failure { throw failure }
        return state.withLock { state in
            state.orders.append(order)
            return state.answers.isEmpty ? .full : state.answers.removeFirst()
        }
    }

    func advance(_ step: StepOrder) async throws(LedgerError) -> StepOutcome {
        try await away.advance(step)
    }
    func record(
        all orders: [StepOrder], isRehearsal: Bool
    ) async throws(LedgerError) -> [StepOutcome.Kind] {
        try await away.record(all: orders, isRehearsal: isRehearsal)
    }
    func referral(
        _ code: ReferralCode, visibleTo scope: Scope
    ) async throws(LedgerError) -> ReferralHistory? {
        try await away.referral(code, visibleTo: scope)
    }
    func referrals(
        visibleTo scope: Scope, states: Set<ReferralState>, before: Int64?, limit: Int
    ) async throws(LedgerError) -> [Referral] {
        try await away.referrals(visibleTo: scope, states: states, before: before, limit: limit)
    }
    func enrol(_ order: EnrolmentOrder) async throws(LedgerError) -> EnrolmentOutcome {
        try await away.enrol(order)
    }
    func enrol(all orders: [EnrolmentOrder]) async throws(LedgerError) -> [EnrolmentOutcome] {
        try await away.enrol(all: orders)
    }
    func beneficiary(
        _ id: BeneficiaryID, visibleTo scope: Scope
    ) async throws(LedgerError) -> Beneficiary? {
        try await away.beneficiary(id, visibleTo: scope)
    }
    func counts(of month: Month) async throws(LedgerError) -> [GarageCount] {
        try await away.counts(of: month)
    }
}
