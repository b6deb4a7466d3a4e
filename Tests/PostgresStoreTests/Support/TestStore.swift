import Foundation
import GarageNetwork
import Geometry
import Sealing

@testable import PostgresStore

/// A store on a database, with the shortcuts that tests want.
final class TestStore: Sendable {
    let store: PostgresStore
    let observer = RecordingObserver()
    let conninfo: String
    /// One for the whole run, so that a second store opens what the first has sealed.
    static let vault = KeyRing.random()

    var ledger: PostgresLedger { store.ledger }
    var registry: PostgresRegistry { store.registry }

    private init(_ conninfo: String, _ settings: NetworkFeed.Settings, _ clock: TestClock) {
        self.conninfo = conninfo
        store = PostgresStore(
            conninfo: conninfo, observer: observer, clock: clock, logger: .silent,
            vault: Self.vault, readers: 1, feedSettings: settings)
    }

    /// Runs a test on a store of a fresh database, or of one that is there.
    static func with(
        _ conninfo: String? = nil, settings: NetworkFeed.Settings = NetworkFeed.Settings(),
        clock: TestClock = TestClock(), _ body: (TestStore) async throws -> Void
    ) async throws {
        guard let conninfo else {
            await TestGate.stores.enter()
            do {
                try await with(
                    try await TestCluster.database(), settings: settings, clock: clock, body)
            } catch {
                await TestGate.stores.leave()
                throw error
            }
            await TestGate.stores.leave()
            return
        }
        let store = TestStore(conninfo, settings, clock)
        store.store.start()
        do {
            try await store.store.ready()
            try await body(store)
        } catch {
            await store.store.shutdown()
            throw error
        }
        await store.store.shutdown()
    }

    func connect() throws -> PostgresConnection { try PostgresConnection(conninfo: conninfo) }

    /// Adds garages `G1`, `G2`, … and returns their numbers.
    func addGarages(_ count: Int, cap: Int = 10) async throws -> [Int64] {
        var numbers: [Int64] = []
        for index in 1...count {
            let garage = try await registry.add(try Garage.example("G\(index)", cap: cap))
            numbers.append(garage?.number ?? -1)
        }
        return numbers
    }

    /// Enrols persons of an organisation and returns their pseudonyms.
    func addPeople(_ count: Int, organisation: Int64 = 7) async throws -> [BeneficiaryID] {
        var generator = SystemRandomNumberGenerator()
        let orders = try (0..<count).map { _ in
            let id = BeneficiaryID.random(using: &generator)
            return EnrolmentOrder(
                organisation: OrganisationID(organisation), key: "enrol-\(id)",
                canonicalRequest: id.text,
                person: Beneficiary(
                    id: id, organisation: OrganisationID(organisation),
                    position: try Coordinate(latitude: 50.3, longitude: 2.9)), at: nil)
        }
        return try await ledger.enrol(all: orders).map { outcome in
            guard case .enrolled(let id, _) = outcome else { throw UnexpectedOutcome() }
            return id
        }
    }
}

struct UnexpectedOutcome: Error {}

extension Garage {
    static func example(_ id: String, cap: Int = 10) throws -> Garage {
        guard let id = GarageID(id) else { throw UnexpectedOutcome() }
        return Garage(
            number: 0, id: id, name: "Garage \(id)",
            position: try Coordinate(latitude: 50.33, longitude: 3.02), town: "Brebières",
            monthlyCap: cap)
    }
}

extension ReferralOrder {
    static func example(
        _ person: BeneficiaryID, at garages: [Int64], key: String, request: String = "asked",
        organisation: Int64 = 7, on instant: Instant? = nil, view: UInt64? = nil
    ) -> ReferralOrder {
        ReferralOrder(
            organisation: OrganisationID(organisation), key: key, canonicalRequest: request,
            beneficiary: person,
            candidates: garages.enumerated().map { index, garage in
                .init(garage: garage, rank: index + 1, km: 9.25, extraKm: 0.75, priceKm: 1.5)
            }, overrideReason: nil,
            answerBy: (instant ?? Instant(microseconds: 1_900_000_000_000_000))
                .advanced(bySeconds: 7_200), at: instant, origin: .lens,
            search: Search(reachable: 3, full: 0, closed: 2, unsuitable: 1), view: view)
    }
}

extension ReferralOrder.Origin {
    /// A door in Lens, made coarse.
    static var lens: ReferralOrder.Origin? {
        (try? Coordinate(latitude: 50.3049, longitude: 2.8951)).map {
            ReferralOrder.Origin(near: $0, reachKm: 25)
        }
    }
}

extension PostgresLedger {
    /// What an order was answered, in one word.
    func word(_ order: ReferralOrder) async -> String {
        do throws(LedgerError) { return try await refer(order).word } catch { return error.word }
    }
}

extension LedgerError {
    var word: String {
        switch self {
        case .storeDown: "down"
        case .busy: "busy"
        case .internalFault: "fault"
        }
    }
}

extension ReferralOutcome {
    /// Its name in the tables of tests.
    var word: String {
        switch self {
        case .placed(_, let replayed): replayed ? "replayed" : "placed"
        case .full: "full"
        case .openReferral: "open"
        case .keyReused: "reused"
        case .noSuchBeneficiary: "nobody"
        case .stale: "stale"
        case .superseded: "superseded"
        }
    }

    var referral: Referral? {
        if case .placed(let referral, _) = self { referral } else { nil }
    }
}

/// Waits until something is so; false when it still is not after a while.
func eventually(
    within seconds: Double = 20, _ condition: () async throws -> Bool
) async rethrows -> Bool {
    let deadline = ContinuousClock.now + .seconds(seconds)
    while ContinuousClock.now < deadline {
        if try await condition() { return true }
        try? await Task.sleep(for: .milliseconds(20))
    }
    return try await condition()
}
