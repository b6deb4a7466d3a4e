import GarageNetwork
import Geometry

@testable import PostgresStore

/// A network of garage G1 and prescriber P07, at a clock that stands on 21 November 2026 at 10:00.
struct OutboxDesk {
    let store: TestStore
    let garage: Int64
    let organisation: Int64
    /// Saturday 21 November 2026, 10:00 in Paris.
    let now = Instant(microseconds: 1_795_251_600_000_000)

    var outbox: PostgresOutbox { store.store.outbox }
    var recipient: Recipient { Recipient(kind: .garage, number: garage) }

    static func with(_ body: (OutboxDesk) async throws -> Void) async throws {
        let now = Instant(microseconds: 1_795_251_600_000_000)
        try await TestStore.with(clock: TestClock(setTo: now)) { store in
            guard let id = GarageID("P07") else { throw UnexpectedOutcome() }
            let garages = try await store.addGarages(1, cap: 100)
            _ = try await store.registry.put([
                Prescriber(
                    organisation: OrganisationID(0), id: id, name: "Mission", kind: "mission",
                    position: nil, town: "", postcode: "")
            ])
            let organisation = try await store.registry.prescribers().map(\.organisation.number)
            try await body(
                OutboxDesk(
                    store: store, garage: garages.first ?? -1,
                    organisation: organisation.first ?? -1))
        }
    }

    func contact(email: String? = nil, webhook: String? = nil) async throws {
        _ = try await outbox.put(ContactChange(recipient, email: email, webhook: webhook))
    }

    /// Refers somebody to G1; the code.
    func refer() async throws -> String {
        guard let person = try await store.addPeople(1, organisation: organisation).first else {
            throw UnexpectedOutcome()
        }
        let order = ReferralOrder.example(
            person, at: [garage], key: "refer-\(person)", organisation: organisation, on: now)
        guard let referral = try await store.ledger.refer(order).referral else {
            throw UnexpectedOutcome()
        }
        return referral.code.text
    }

    func wish(_ limit: Int, after seconds: Int = 0) -> OutboxClaim {
        OutboxClaim(
            limit: limit, leaseSeconds: 60, triesMax: 12,
            at: now.advanced(bySeconds: Int64(seconds)))
    }

    func claim(after seconds: Int = 0) async throws -> [OutboxMessage] {
        try await outbox.claim(wish(50, after: seconds))
    }

    func settle(_ message: OutboxMessage, _ result: DeliveryEnding.Result) async throws {
        try await outbox.settle(
            [DeliveryEnding(key: message.key, attempt: message.attempt, result: result)], at: now)
    }
}
