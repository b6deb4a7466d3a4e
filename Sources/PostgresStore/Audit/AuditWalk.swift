import GarageNetwork
import SQL

/// A walk along the chain over the audit, a page at a time: its memory is one page, however long
/// the chain is.
struct AuditWalk {
    static let page = Statement(
        SQL.auditPage, takes: (Int64.self, Int64.self),
        returns: (
            Int64.self, Int64.self, Int64.self, Instant.self, Bytes.self, Bytes?.self
        ))
    static let leftOut = Statement(SQL.auditLeftOut, takes: (Int64.self), returns: (Int64.self))

    /// About 4 MB.
    static let pageRows: Int64 = 10_000

    /// What an earlier walk ended with.
    let given: AuditHead?
    let vault: any PersonVault
    private var begin: Int64 = 0
    private var last = AuditHead.start
    private var high: Int64 = 0
    private var links: Int64 = 0
    private(set) var finding: AuditFinding?
    private var isCompared = false

    init(against given: AuditHead?, vault: any PersonVault) {
        self.given = given
        self.vault = vault
    }

    /// Begins behind what was forgotten.
    mutating func begin(on connection: PostgresConnection) throws(StoreError) {
        guard let anchor = try AuditAnchor.latest(on: connection) else {
            compare()
            return
        }
        (begin, high) = (anchor.position, anchor.high)
        last = AuditHead(position: anchor.position, mac: anchor.mac)
        if !anchor.isGenuine(vault) {
            finding = AuditFinding(.anchor, position: anchor.position)
        }
        compare()
    }

    /// Walks one page; false at the end of the chain or at a finding.
    mutating func step(on connection: PostgresConnection) throws(StoreError) -> Bool {
        guard finding == nil else { return false }
        let rows = try connection.run(
            Self.page, last.position, Self.pageRows, deadlineMilliseconds: ReportReads.deadline)
        // Those behind the first that is wrong are wrong too, and nobody looks at them.
        let macs = vault.chain(
            rows.map { row in
                AuditChain.bytes(
                    position: row.0, high: row.2, linkedAt: row.3, entry: row.5 ?? Bytes([]))
            }, after: last.mac)
        for (row, mac) in zip(rows, macs) {
            guard finding == nil else { break }
            walk(row, mac)
        }
        return finding == nil && rows.count == Int(Self.pageRows)
    }

    private mutating func walk(
        _ row: (Int64, Int64, Int64, Instant, Bytes, Bytes?), _ mac: [UInt8]
    ) {
        let (position, entry) = (row.0, row.1)
        guard position == last.position + 1 else {
            finding = AuditFinding(
                position > last.position ? .linkRemoved : .altered,
                position: min(position, last.position + 1))
            return
        }
        guard row.5 != nil else {
            finding = AuditFinding(.removed, position: position, entry: entry)
            return
        }
        high = max(high, entry)
        guard mac == row.4.bytes, row.2 == high else {
            finding = AuditFinding(.altered, position: position, entry: entry)
            return
        }
        last = AuditHead(position: position, mac: mac)
        links += 1
        compare()
    }

    private mutating func compare() {
        guard let given, given.position == last.position, finding == nil else { return }
        isCompared = true
        if given.mac != last.mac {
            finding = AuditFinding(.rewritten, position: given.position)
        }
    }

    /// What was found in the end; no entry that is on its way has a number up to `settled`.
    mutating func end(
        settled: Int64, on connection: PostgresConnection
    ) throws(StoreError) -> AuditVerdict {
        if finding == nil, let given, given.position > last.position {
            finding = AuditFinding(.cut, position: last.position + 1)
        }
        if finding == nil {
            let found = try connection.run(
                Self.leftOut, settled, deadlineMilliseconds: ReportReads.deadline)
            if let entry = found.first { finding = AuditFinding(.unlinked, entry: entry) }
        }
        return AuditVerdict(
            links: links, forgotten: begin, head: last, finding: finding, isCompared: isCompared)
    }
}
