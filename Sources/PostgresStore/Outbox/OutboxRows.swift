import GarageNetwork
import SQL

/// Reads and writes of messages.
enum OutboxRows {
    static let claim = Statement(
        SQL.outboxClaim, takes: (Instant?.self, Int64.self, Int32.self, Int32.self),
        returns: (
            String.self, Int32.self, String.self, String.self, String.self, String.self,
            String.self, String?.self, String.self, Instant.self
        ))
    static let settle = Statement(
        SQL.outboxSettle,
        takes: ([String].self, [Int32].self, [Int32].self, [String?].self, Instant?.self),
        returns: ())
    static let list = Statement(
        SQL.outboxList, takes: (String?.self, Int64?.self, Int64.self),
        returns: (
            Int64.self, String.self, String.self, String.self, String.self, String.self,
            String.self, Instant.self, Instant.self, Int32.self, String?.self, Instant?.self
        ))
    static let retry = Statement(
        SQL.outboxRetry, takes: (String.self, Instant?.self), returns: (String.self))
    static let counts = Statement(
        SQL.outboxCounts, takes: (Instant?.self),
        returns: (Int64.self, Instant?.self, Int64.self, Int64.self, [String].self))
    static let digests = Statement(
        SQL.digestsWrite, takes: (Instant?.self, Bool.self), returns: (Int32.self))

    static func claim(
        _ wish: OutboxClaim, on connection: PostgresConnection
    ) throws(StoreError) -> [OutboxMessage] {
        let rows = try connection.run(
            claim, wish.at, Int64(wish.limit), Int32(clamping: wish.leaseSeconds),
            Int32(clamping: wish.triesMax))
        var messages: [OutboxMessage] = []
        for row in rows {
            guard let channel = DeliveryChannel(rawValue: row.2),
                let kind = Recipient.Kind(rawValue: row.3)
            else { throw StoreError(unreadable: claim.declaration.name, column: 2) }
            messages.append(
                OutboxMessage(
                    key: row.0, attempt: Int(row.1), channel: channel, kind: kind,
                    recipientID: row.4, template: row.5, language: row.6, address: row.7,
                    payload: row.8, createdAt: row.9))
        }
        return messages
    }

    static func settle(
        _ endings: [DeliveryEnding], at: Instant?, on connection: PostgresConnection
    ) throws(StoreError) {
        _ = try connection.run(
            settle, endings.map(\.key), endings.map { Int32(clamping: $0.attempt) },
            endings.map(\.result.seconds), endings.map(\.result.errorClass), at)
    }

    static func entries(
        _ state: OutboxState?, before: Int64?, limit: Int, on connection: PostgresConnection
    ) throws(StoreError) -> [OutboxEntry] {
        var entries: [OutboxEntry] = []
        for row in try connection.run(list, state?.rawValue, before, Int64(limit)) {
            guard let state = OutboxState(rawValue: row.2),
                let kind = Recipient.Kind(rawValue: row.3),
                let channel = DeliveryChannel(rawValue: row.6)
            else { throw StoreError(unreadable: list.declaration.name, column: 2) }
            entries.append(
                OutboxEntry(
                    number: row.0, key: row.1, state: state, kind: kind, recipientID: row.4,
                    template: row.5, channel: channel, createdAt: row.7, dueAt: row.8,
                    attempts: Int(row.9), errorClass: row.10, endedAt: row.11))
        }
        return entries
    }

    static func facts(
        at: Instant?, on connection: PostgresConnection
    ) throws(StoreError) -> OutboxFacts {
        guard let row = try connection.run(counts, at).first else {
            throw StoreError(unreadable: counts.declaration.name, column: 0)
        }
        return OutboxFacts(
            waiting: Int(row.0), oldest: row.1, dead: Int(row.2), unreachable: Int(row.3),
            unreachableIDs: row.4)
    }

    static func writeDigests(
        at: Instant?, isRehearsal: Bool, on connection: PostgresConnection
    ) throws(StoreError) -> Int {
        guard let row = try connection.run(digests, at, isRehearsal).first else {
            throw StoreError(unreadable: digests.declaration.name, column: 0)
        }
        return Int(row)
    }
}

extension DeliveryEnding.Result {
    /// As outbox_settle.sql takes it.
    fileprivate var seconds: Int32 {
        switch self {
        case .sent: -1
        case .givenUp: -2
        case .failed(_, let seconds): Int32(clamping: max(0, seconds))
        }
    }

    fileprivate var errorClass: String? {
        switch self {
        case .sent: nil
        case .failed(let name, _), .givenUp(let name): name
        }
    }
}
