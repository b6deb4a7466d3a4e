import GarageNetwork
import Testing

@testable import PostgresStore

extension TestStore {
    var relay: PostgresRelay { store.relay }

    /// A referral of a new person to a garage that has `hours` to answer, and is reminded after
    /// half of them.
    func placed(
        at garages: [Int64], hours: Int64 = 48, on start: Instant = .relayStart,
        key: String = "first", change: (inout ReferralOrder) -> Void = { _ in }
    ) async throws -> Referral {
        let person = try await addPeople(1)[0]
        return try await placed(
            person, at: garages, hours: hours, on: start, key: key, change: change)
    }

    func placed(
        _ person: BeneficiaryID, at garages: [Int64], hours: Int64 = 48,
        on start: Instant = .relayStart, key: String,
        change: (inout ReferralOrder) -> Void = { _ in }
    ) async throws -> Referral {
        var order = ReferralOrder.example(person, at: garages, key: "\(key) \(person)", on: start)
        for place in order.candidates.indices {
            order.candidates[place].answerBy = start.advanced(bySeconds: hours * 3_600)
            order.candidates[place].remindAt = start.advanced(bySeconds: hours * 1_800)
        }
        change(&order)
        return try #require(try await ledger.refer(order).referral)
    }

    /// What the next referral of a person who is sent on asks for.
    func following(
        _ referral: Referral, at garages: [Int64], on instant: Instant, attempt: Int = 1
    ) -> ReferralOrder {
        var order = ReferralOrder.example(
            referral.beneficiary, at: garages, key: "\u{1}sent-on:\(referral.code)",
            request: "sent-on \(referral.code)", on: instant)
        order.previous = referral.code
        order.attempt = attempt
        return order
    }

    func decline(
        _ referral: Referral, reason: String = "full", at instant: Instant = .relayStart
    ) async throws {
        let outcome = try await ledger.advance(
            StepOrder(
                code: referral.code, step: .decline, scope: .garage(referral.garage),
                reason: reason, at: instant))
        guard case .moved = outcome else { throw UnexpectedOutcome() }
    }

    func due(
        at instant: Instant, expiring: Bool = false, after position: Int64 = 0, limit: Int = 200
    ) async throws -> [RelaySubject] {
        try await relay.toSendOn(
            at: instant, after: position, limit: limit, expiring: expiring)
    }
}

extension Instant {
    /// Saturday 21 November 2026, 10:00 in Paris.
    static let relayStart = Instant(microseconds: 1_795_251_600_000_000)

    static func relayHours(_ hours: Int64) -> Instant {
        relayStart.advanced(bySeconds: hours * 3_600)
    }
}
