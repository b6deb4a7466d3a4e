import GarageNetwork
import Geometry
import SQL

/// One enrolment that waits for its place in a batch.
struct PendingEnrolment: Sendable {
    let enrolment: SealedEnrolment
    let reply: Reply<EnrolmentOutcome>
}

/// An enrolment as it goes to the database.
struct SealedEnrolment: Sendable {
    let order: EnrolmentOrder
    let hash: Bytes
    let situation: Bytes
    let identity: Bytes?
    let nameDigest: Bytes?
    let phoneDigest: Bytes?
    let sealedWith: Int16

    init(_ order: EnrolmentOrder, with vault: any PersonVault) {
        self.order = order
        let id = order.person.id.text
        // The text names the person: without a key, its hash could be guessed.
        hash =
            order.identity == nil
            ? RequestHash.of(order.canonicalRequest)
            : Bytes(vault.digest(order.canonicalRequest, as: .request))
        situation = Bytes(vault.seal(SealedSituation(order.person), as: .situation, of: id))
        identity = order.identity.map {
            Bytes(vault.seal(SealedIdentity($0), as: .identity, of: id))
        }
        nameDigest = order.identity?.nameText.map { Bytes(vault.digest($0, as: .name)) }
        phoneDigest = order.identity?.phoneText.map { Bytes(vault.digest($0, as: .phone)) }
        sealedWith = vault.sealingKey
    }
}

/// Enrolments that go to the database as one statement.
enum EnrolmentBatch {
    static let countMax = 512

    static let statement = Statement(
        SQL.enrolBatch,
        takes: (
            [String].self, [Int64].self, [Bytes].self, [Bytes?].self, Int16.self, [Bytes?].self,
            [Bytes?].self, [String?].self, [String?].self, [Int32?].self, [Int32?].self,
            [Int32?].self, [Bool?].self, [Instant?].self, [String].self, [Bytes].self,
            [String].self, [String?].self, [Int64?].self
        ), returns: (Int32.self, String.self, String?.self))

    /// Sends it and returns what became of each, after the commit.
    static func run(
        _ pending: [PendingEnrolment], on connection: PostgresConnection
    ) throws(StoreError) -> [EnrolmentOutcome] {
        try run(pending.map(\.enrolment), on: connection)
    }

    static func run(
        _ sealed: [SealedEnrolment], on connection: PostgresConnection
    ) throws(StoreError) -> [EnrolmentOutcome] {
        let orders = sealed.map(\.order)
        let people = orders.map(\.person)
        // All were sealed by one key: the vault of a process changes only when it starts.
        let rows = try connection.run(
            statement, people.map(\.id.text), orders.map(\.organisation.number),
            sealed.map(\.situation), sealed.map(\.identity), sealed.first?.sealedWith ?? 0,
            sealed.map(\.nameDigest), sealed.map(\.phoneDigest), orders.map(\.notice),
            people.map { $0.vehicle.brand?.folded }, people.map { $0.vehicle.year.map(Int32.init) },
            people.map { $0.vehicle.odometerKm.map(Int32.init) },
            people.map { $0.vehicle.fiscalPower.map(Int32.init) }, people.map(\.vehicle.drives),
            orders.map(\.at), orders.map { KeptKey.of($0.key) }, sealed.map(\.hash),
            orders.map(\.actor.role.rawValue), orders.map(\.actor.keyID), orders.map(\.actor.uid),
            deadlineMilliseconds: PostgresConnection.bulkDeadlineMilliseconds)
        guard rows.count == orders.count else {
            throw StoreError(
                reason: .mismatch, statement: statement.declaration.name,
                message: "asked \(orders.count) and answered \(rows.count)")
        }
        var outcomes: [EnrolmentOutcome] = []
        for (_, outcome, text) in rows {
            if outcome == "KEY_REUSED" {
                outcomes.append(.keyReused)
            } else if let text, let id = BeneficiaryID(text) {
                outcomes.append(.enrolled(id, replayed: outcome == "REPLAYED"))
            } else {
                throw StoreError(
                    reason: .refused, statement: statement.declaration.name,
                    message: "the pseudonym is taken")
            }
        }
        return outcomes
    }
}
