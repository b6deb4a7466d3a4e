import GarageNetwork
import Geometry
import SQL

/// One enrolment that waits for its place in a batch.
struct PendingEnrolment: Sendable {
    let order: EnrolmentOrder
    let hash: Bytes
    let reply: Reply<EnrolmentOutcome>
}

/// Enrolments that go to the database as one statement.
enum EnrolmentBatch {
    static let countMax = 512

    static let statement = Statement(
        SQL.enrolBatch,
        takes: (
            [String].self, [Int64].self, [Double].self, [Double].self, [String?].self,
            [Double?].self, [Double?].self, [String?].self, [Int32?].self, [Int32?].self,
            [Int32?].self, [Bool?].self, [Instant?].self, [String].self, [Bytes].self
        ), returns: (Int32.self, String.self, String?.self))

    /// Sends it and returns what became of each, after the commit.
    static func run(
        _ pending: [PendingEnrolment], on connection: PostgresConnection
    ) throws(StoreError) -> [EnrolmentOutcome] {
        try run(pending.map(\.order), pending.map(\.hash), on: connection)
    }

    static func run(
        _ orders: [EnrolmentOrder], _ hashes: [Bytes], on connection: PostgresConnection
    ) throws(StoreError) -> [EnrolmentOutcome] {
        let people = orders.map(\.person)
        let rows = try connection.run(
            statement, people.map(\.id.text), orders.map(\.organisation.number),
            people.map(\.position.latitude), people.map(\.position.longitude),
            people.map { $0.mode?.rawValue }, people.map(\.kmMax), people.map(\.minutesMax),
            people.map { $0.vehicle.brand?.folded }, people.map { $0.vehicle.year.map(Int32.init) },
            people.map { $0.vehicle.odometerKm.map(Int32.init) },
            people.map { $0.vehicle.fiscalPower.map(Int32.init) }, people.map(\.vehicle.drives),
            orders.map(\.at), orders.map(\.key), hashes,
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
