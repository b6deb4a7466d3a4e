import GarageNetwork

@testable import PostgresStore

/// What tests do to a referral, in few words.
extension TestStore {
    /// Sends a person to a garage.
    func place(
        _ person: BeneficiaryID, at garage: Int64, key: String? = nil, on instant: Instant? = nil
    ) async throws -> ReferralCode {
        let order = ReferralOrder.example(
            person, at: [garage], key: key ?? "of-\(person)", on: instant)
        guard let referral = try await ledger.refer(order).referral else {
            throw UnexpectedOutcome()
        }
        return referral.code
    }

    func tell(_ event: ReferralEvent, of code: ReferralCode) async throws -> StepOutcome {
        try await ledger.advance(
            StepOrder(code: code, step: event, scope: .everything(.manager)))
    }

    func tell(_ fact: ToldFact, of code: ReferralCode) async throws -> StepOutcome {
        try await ledger.advance(
            StepOrder(code: code, step: fact.event, scope: .everything(.manager), on: fact.on))
    }

    func record(
        _ orders: [StepOrder], isRehearsal: Bool = false
    ) async throws -> [StepOutcome.Kind] {
        try await ledger.record(all: orders, isRehearsal: isRehearsal)
    }

    func history(of code: ReferralCode) async throws -> ReferralHistory {
        guard
            let found = try await ledger.referral(code, visibleTo: .everything(.manager))
        else { throw UnexpectedOutcome() }
        return found
    }
}

extension StepOrder {
    /// A fact as a dealer's file tells it; nil for today.
    static func on(
        _ event: ReferralEvent, _ day: String?, of code: ReferralCode, amountCents: Int64? = nil
    ) throws -> StepOrder {
        StepOrder(
            code: code, step: event, scope: .everything(.manager), channel: .dealer,
            amountCents: amountCents, on: day.flatMap { Day($0) })
    }
}

extension ToldFact {
    static func on(_ event: ReferralEvent, _ day: String) throws -> ToldFact {
        guard let day = Day(day) else { throw UnexpectedOutcome() }
        return ToldFact(event, on: day)
    }
}

extension Instant {
    /// 5 November 2026, 10:00 in Paris.
    static var inNovember: Instant? { Instant(iso8601: "2026-11-05T09:00:00Z") }
}

extension StepOutcome {
    /// Its name in the tables of tests.
    var word: String {
        switch self {
        case .moved(_, let replayed): replayed ? "replayed" : "moved"
        case .noSuchReferral: "nobody"
        case .conflict: "conflict"
        case .keyReused: "reused"
        case .full: "full"
        case .elsewhere: "elsewhere"
        case .tooEarly: "early"
        }
    }
}
