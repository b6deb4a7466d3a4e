import GarageNetwork
import Geometry
import SQL

/// One referral order that waits for its place in a batch.
struct PendingReferral: Sendable {
    let order: ReferralOrder
    let hash: Bytes
    let reply: Reply<ReferralOutcome>
    /// How often a batch gave it back without an answer.
    var attempts = 0
}

/// Referral orders that go to the database as one statement: parallel arrays, one element each.
///
/// No two have the same key or the same person: the second one waits for the next batch and finds
/// there what became of the first. That keeps the places that a batch hands out exact.
struct ReferralBatch {
    /// More would make the last one wait without making the statement cheaper for each.
    static let countMax = 512
    /// How often an order is given back before it is refused as busy.
    static let attemptsMax = 8

    private(set) var pending: [PendingReferral] = []
    private var keys: Set<Key> = []
    private var people: Set<BeneficiaryID> = []
    /// The day of all of them; nil for the database's clock.
    private var day: Day?

    private struct Key: Hashable {
        let organisation: OrganisationID
        let key: String
    }

    /// Takes an order in; false when it must wait for the next batch.
    mutating func add(_ order: PendingReferral) -> Bool {
        let orderDay = order.order.at?.paris.day
        let key = Key(organisation: order.order.organisation, key: order.order.key)
        guard pending.count < Self.countMax, pending.isEmpty || day == orderDay,
            !keys.contains(key), !people.contains(order.order.beneficiary)
        else { return false }
        day = orderDay
        keys.insert(key)
        people.insert(order.order.beneficiary)
        pending.append(order)
        return true
    }

    static let statement = Statement(
        SQL.referBatch,
        takes: (
            [Int64].self, [String].self, [Bytes].self, [String].self, [String].self,
            [String?].self, [Instant?].self, Day?.self, [Int32].self, [Int32].self,
            [Int32].self, [Double].self, [Double].self, [Double].self, [Int64].self,
            [Double?].self, [Double?].self, [Double?].self, [Int32?].self, [Int32?].self,
            [Int32?].self, [Int32?].self, [Bool].self, String?.self, [String].self,
            [Instant].self, [Instant?].self, [String?].self, [Int32].self, [Bool].self
        ),
        returns: (
            Int32.self, String.self, Int64?.self, String?.self, Int64?.self, String?.self,
            Day?.self, Instant?.self, Instant?.self, Int32?.self, Int32?.self, Double?.self,
            Double?.self, Int32?.self, Int32?.self, Int64?.self, Day?.self, Int32?.self,
            Int64?.self, String?.self, String?.self, Int64?.self, Day?.self
        ))

    /// Sends it and returns what became of each order, after the commit.
    func run(
        on connection: PostgresConnection, codes: [String], knowing known: NetworkPosition.Known
    ) throws(StoreError) -> ReferralBatchResult {
        try Self.run(
            pending.map(\.order), hashes: pending.map(\.hash), codes: codes, knowing: known,
            on: connection)
    }

    /// How many candidates of each order are named at first.
    ///
    /// An order has up to fifty, nearly all of which are never looked at, and each costs as much as
    /// a tenth of a referral. Where the first ones of one order are full, nothing is done and the
    /// batch goes once more with all of them, so that places are given in the same order.
    static let candidatesFirst = 4

    /// Orders of one day, of which no two have the same key or the same person.
    static func run(
        _ orders: [ReferralOrder], hashes: [Bytes], codes: [String],
        knowing known: NetworkPosition.Known, on connection: PostgresConnection
    ) throws(StoreError) -> ReferralBatchResult {
        let more = orders.map { $0.candidates.count > candidatesFirst }
        if more.contains(true) {
            var first = orders
            for index in orders.indices where more[index] {
                first[index].candidates.removeSubrange(candidatesFirst...)
            }
            let result = try send(
                first, more: more, hashes: hashes, codes: codes, knowing: known, on: connection)
            if let result { return result }
        }
        let all = try send(
            orders, more: orders.map { _ in false }, hashes: hashes, codes: codes,
            knowing: known, on: connection)
        guard let all else {
            throw StoreError(unreadable: statement.declaration.name, column: 1)
        }
        return all
    }

    /// Nil when an order that has more candidates than are named here found no place; nothing was
    /// done then.
    private static func send(
        _ orders: [ReferralOrder], more: [Bool], hashes: [Bytes], codes: [String],
        knowing known: NetworkPosition.Known, on connection: PostgresConnection
    ) throws(StoreError) -> ReferralBatchResult? {
        let garages = Set(orders.flatMap { $0.candidates.map(\.garage) }).sorted()
        let slots = Dictionary(uniqueKeysWithValues: zip(garages, Int32(1)...))
        var first: [Int32] = [1]
        var slot: [Int32] = []
        for order in orders {
            slot += order.candidates.compactMap { slots[$0.garage] }
            first.append(Int32(slot.count) + 1)
        }
        let candidates = orders.flatMap(\.candidates)
        let rows = try connection.run(
            statement, orders.map(\.organisation.number),
            orders.map { KeptKey.of($0.key) },
            hashes, orders.map(\.beneficiary.text), codes,
            orders.map(\.overrideReason), orders.map(\.at), orders.first?.at?.paris.day, first,
            slot, candidates.map { Int32($0.rank) }, candidates.map(\.km),
            candidates.map(\.extraKm), candidates.map(\.priceKm), garages,
            orders.map { $0.origin?.position.latitude },
            orders.map { $0.origin?.position.longitude },
            orders.map { $0.origin?.reachKm }, orders.map { $0.kept.map { Int32($0.reachable) } },
            orders.map { $0.kept.map { Int32($0.full) } },
            orders.map { $0.kept.map { Int32($0.closed) } },
            orders.map { $0.kept.map { Int32($0.unsuitable) } }, orders.map { $0.view != nil },
            known.seen, known.own,
            orders.flatMap { order in order.candidates.map { $0.answerBy ?? order.answerBy } },
            // Looking something up in an array with nulls means counting from its beginning.
            candidates.contains { $0.remindAt != nil } ? candidates.map(\.remindAt) : [],
            orders.map(\.previous?.text),
            orders.map { Int32($0.attempt) }, more)
        guard rows.count == orders.count else {
            throw StoreError(
                reason: .mismatch, statement: statement.declaration.name,
                message: "asked \(orders.count) and answered \(rows.count)")
        }
        guard rows.first?.1 != "MORE" else { return nil }
        var result = ReferralBatchResult()
        if let first = rows.first { result.begin(first.19, first.20, first.21, first.22) }
        for (row, order) in zip(rows, orders) { try result.add(row, of: order) }
        return result
    }
}

extension ReferralOrder {
    /// What is kept of a search that found nobody; a place to begin from is needed.
    fileprivate var kept: Search? { origin == nil ? nil : search }
}

/// What a batch did: an answer for each order, and the counters it moved.
struct ReferralBatchResult {
    enum Answer {
        case outcome(ReferralOutcome)
        /// Nothing was decided: ask again, with another code.
        case again
    }

    var answers: [Answer] = []
    /// Whether the network was seen to have changed, so that nothing was chosen.
    private(set) var isStale = false
    /// Which transactions the batch saw; nil when some of them are not known yet.
    private(set) var seen: String?
    private(set) var transaction: String?
    private var unplaced: UnplacedSummary?
    var counts: [CountKey: GarageCount] = [:]
    var days: [DayKey: DayCount] = [:]

    struct CountKey: Hashable {
        let garage: Int64
        let month: Month
    }
    struct DayKey: Hashable {
        let garage: Int64
        let day: Day
    }

    /// What it changed of the network.
    var change: NetworkChange {
        NetworkChange(
            counts: Array(counts.values), days: Array(days.values), unplaced: unplaced)
    }

    fileprivate mutating func begin(
        _ seen: String?, _ transaction: String?, _ waiting: Int64?, _ since: Day?
    ) {
        self.seen = seen
        self.transaction = transaction
        unplaced = waiting.map { UnplacedSummary(count: Int($0), oldest: since) }
    }

    fileprivate mutating func add(
        _ row: (
            Int32, String, Int64?, String?, Int64?, String?, Day?, Instant?, Instant?, Int32?,
            Int32?, Double?, Double?, Int32?, Int32?, Int64?, Day?, Int32?, Int64?, String?,
            String?, Int64?, Day?
        ), of order: ReferralOrder
    ) throws(StoreError) {
        switch row.1 {
        case "FULL": answers.append(.outcome(.full))
        case "OPEN_REFERRAL": answers.append(.outcome(.openReferral))
        case "KEY_REUSED": answers.append(.outcome(.keyReused))
        case "NO_BENEFICIARY": answers.append(.outcome(.noSuchBeneficiary))
        case "STALE":
            isStale = true
            answers.append(.outcome(.stale))
        case "SUPERSEDED": answers.append(.outcome(.superseded))
        case "AGAIN", "CODE_TAKEN": answers.append(.again)
        default:
            let name = ReferralBatch.statement.declaration.name
            guard let number = row.2, let code = row.3, let garage = row.4, let state = row.5,
                let month = row.6, let createdAt = row.7, let answerBy = row.8,
                let committedThen = row.9, let rank = row.10, let km = row.11, let extraKm = row.12
            else { throw StoreError(unreadable: name, column: 2) }
            let referral = try Referral(
                (
                    number, code, order.organisation.number, order.beneficiary.text, garage, state,
                    month, createdAt, answerBy, committedThen, rank, km, extraKm, nil, "none", nil,
                    nil, nil, 0
                ), of: name)
            answers.append(.outcome(.placed(referral, replayed: row.1 == "REPLAYED")))
            if let committed = row.13, let received = row.14, let revision = row.15 {
                counts[CountKey(garage: garage, month: month.month)] = GarageCount(
                    (garage, month, committed, received, revision))
            }
            if let day = row.16, let committed = row.17, let revision = row.18 {
                days[DayKey(garage: garage, day: day)] = DayCount(
                    (garage, day, committed, revision))
            }
        }
    }
}
