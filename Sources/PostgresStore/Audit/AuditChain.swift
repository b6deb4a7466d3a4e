import GarageNetwork
import SQL

/// The links between the entries of the audit: each holds a mac over the one before it and over
/// its entry, made with a key that the database has not.
enum AuditChain {
    static let lock = Statement(SQL.auditLock, takes: (Bool.self), returns: (Bool.self))
    static let head = Statement(
        SQL.auditHead, takes: (),
        returns: (Int64.self, Bytes?.self, Int64.self, Instant.self))
    static let settled = Statement(
        SQL.auditSettled, takes: (Int64.self), returns: (Int64.self))
    static let unlinked = Statement(
        SQL.auditUnlinked, takes: (Int64.self, Int64.self), returns: (Int64.self, Bytes.self))
    static let link = Statement(
        SQL.auditLink,
        takes: ([Int64].self, [Int64].self, [Int64].self, Instant.self, [Bytes].self),
        returns: ())

    /// Entries that were taken a number for longer ago than this are committed or never will be:
    /// twice as long as the longest statement may take.
    static let settledSeconds = Int64(PostgresConnection.bulkDeadlineMilliseconds / 500)
    /// How many entries are linked in one transaction.
    static let pageRows = 1_000

    /// Where entries are looked for that are not linked.
    enum Begin {
        /// Behind the greatest that is linked.
        case new
        /// Behind the last below which nothing can come any more.
        case unsettled
    }

    /// Where the chain ends.
    struct End {
        var head: AuditHead
        /// The greatest entry linked.
        var high: Int64
        /// The database's clock.
        var now: Instant
    }

    static func end(on connection: PostgresConnection) throws(StoreError) -> End {
        guard let row = try connection.run(head).first else {
            throw StoreError(unreadable: head.declaration.name, column: 0)
        }
        return End(
            head: AuditHead(position: row.0, mac: row.1?.bytes ?? AuditHead.start.mac),
            high: row.2, now: row.3)
    }

    /// The number up to which nothing comes from now on.
    static func settled(on connection: PostgresConnection) throws(StoreError) -> Int64 {
        try connection.run(settled, settledSeconds).first ?? 0
    }

    /// What a link's mac is over, besides the mac before it: its own columns, eight bytes each, and
    /// its entry as the database sends it, each column with its length before it.
    static func bytes(
        position: Int64, high: Int64, linkedAt: Instant, entry: Bytes
    ) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(24 + entry.bytes.count)
        position.appendBinary(to: &bytes)
        high.appendBinary(to: &bytes)
        linkedAt.appendBinary(to: &bytes)
        return bytes + entry.bytes
    }

    /// Links at most ``pageRows`` entries; how many, and nil where another daemon is at it.
    static func linkPage(
        from begin: Begin, waits: Bool, vault: any PersonVault, on connection: PostgresConnection
    ) throws(StoreError) -> Int? {
        try connection.transaction { () throws(StoreError) in
            guard try connection.run(lock, waits).first == true else { return nil }
            let end = try end(on: connection)
            let after = begin == .new ? end.high : try settled(on: connection)
            let found = try connection.run(unlinked, after, Int64(pageRows))
            guard !found.isEmpty else { return 0 }
            var (position, high) = (end.head.position, end.high)
            var (positions, highs, links): ([Int64], [Int64], [[UInt8]]) = ([], [], [])
            for row in found {
                position += 1
                high = max(high, row.0)
                positions.append(position)
                highs.append(high)
                links.append(
                    bytes(position: position, high: high, linkedAt: end.now, entry: row.1))
            }
            let macs = vault.chain(links, after: end.head.mac)
            _ = try connection.run(
                link, positions, found.map(\.0), highs, end.now, macs.map { Bytes($0) })
            return found.count
        }
    }
}
