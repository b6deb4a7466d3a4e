import GarageNetwork
import SQL

/// What stands for the entries that were forgotten for their age: the mac of their last link, and a
/// seal over it that only a daemon can make.
struct AuditAnchor {
    var position: Int64
    var high: Int64
    var mac: [UInt8]
    var seal: [UInt8]

    static let latest = Statement(
        SQL.auditAnchor, takes: (), returns: (Int64.self, Int64.self, Bytes.self, Bytes.self))
    static let prunable = Statement(
        SQL.auditPrunable, takes: (Int32.self, Instant?.self, Int32.self),
        returns: (Int64.self, Int64.self, Bytes.self))
    static let prune = Statement(
        SQL.auditPrune, takes: (Int64.self, Bytes.self, Int32.self, Instant?.self),
        returns: (Int64.self))

    /// How many entries are forgotten in one transaction.
    static let pageRows: Int32 = 500

    static func latest(on connection: PostgresConnection) throws(StoreError) -> AuditAnchor? {
        try connection.run(latest).first.map {
            AuditAnchor(position: $0.0, high: $0.1, mac: $0.2.bytes, seal: $0.3.bytes)
        }
    }

    /// The seal of an anchor; no link has the same bytes, which hold an entry.
    static func seal(
        position: Int64, high: Int64, mac: [UInt8], _ vault: any PersonVault
    ) -> [UInt8] {
        var bytes = Array("anchor".utf8)
        position.appendBinary(to: &bytes)
        high.appendBinary(to: &bytes)
        return vault.chain([bytes], after: mac).first ?? []
    }

    func isGenuine(_ vault: any PersonVault) -> Bool {
        mac.count == AuditHead.macBytes
            && seal == Self.seal(position: position, high: high, mac: mac, vault)
    }

    /// Forgets at most ``pageRows`` entries; how many.
    static func prunePage(
        keepingMonths months: Int, at now: Instant?, vault: any PersonVault,
        on connection: PostgresConnection
    ) throws(StoreError) -> Int {
        let kept = Int32(clamping: months)
        guard let last = try connection.run(prunable, kept, now, pageRows).first else { return 0 }
        let seal = seal(position: last.0, high: last.1, mac: last.2.bytes, vault)
        let counts = try connection.run(prune, last.0, Bytes(seal), kept, now)
        return counts.first.map { Int($0) } ?? 0
    }

    /// How many entries would be forgotten, of the oldest so many.
    static func countPrunable(
        keepingMonths months: Int, at now: Instant?, on connection: PostgresConnection
    ) throws(StoreError) -> Int {
        let begin = try latest(on: connection)?.position ?? 0
        let last = try connection.run(
            prunable, Int32(clamping: months), now, .max,
            deadlineMilliseconds: ReportReads.deadline)
        return last.first.map { Int($0.0 - begin) } ?? 0
    }
}
