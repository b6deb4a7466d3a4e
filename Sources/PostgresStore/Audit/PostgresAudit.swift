package import GarageNetwork
import SQL

/// The audit in PostgreSQL.
package struct PostgresAudit: AuditTrail {
    let writer: Writer
    let reader: Reader
    /// Links and walks the chain, so that neither keeps a write or a read waiting.
    let chain: BulkWriter
    let vault: any PersonVault

    package func remember(_ note: AuditNote) async throws(LedgerError) {
        try await writer.run { connection throws(StoreError) in
            try AuditRows.remember(note, on: connection)
        }
    }

    package func entries(_ question: AuditQuestion) async throws(LedgerError) -> [AuditEntry] {
        try await reader.read { connection throws(StoreError) in
            try AuditRows.latest(question, on: connection)
        }
    }

    package func entries(of object: String) async throws(LedgerError) -> [AuditEntry] {
        try await reader.read { connection throws(StoreError) in
            try AuditRows.all(of: object, on: connection)
        }
    }

    package func link(looksBack: Bool) async throws(LedgerError) -> Int {
        // The new ones first: looking back while they are many would read as many for each page.
        var linked = try await link(from: .new, waits: false)
        if looksBack { linked += try await link(from: .unsettled, waits: false) }
        return linked
    }

    private func link(
        from begin: AuditChain.Begin, waits: Bool
    ) async throws(LedgerError) -> Int {
        let vault = vault
        var linked = 0
        while true {
            let page = try await chain.run { connection throws(StoreError) in
                try AuditChain.linkPage(from: begin, waits: waits, vault: vault, on: connection)
            }
            linked += page ?? 0
            if page != AuditChain.pageRows { return linked }
        }
    }

    /// Where entries are forgotten meanwhile, the walk begins again behind them: each time a page
    /// or more is gone, so that ends.
    package func verify(against head: AuditHead?) async throws(LedgerError) -> AuditVerdict {
        _ = try await link(from: .new, waits: true)
        _ = try await link(from: .unsettled, waits: true)
        while true {
            let verdict = try await walk(against: head)
            guard verdict.finding != nil, verdict.finding?.fault != .anchor else { return verdict }
            let anchor = try await chain.run { connection throws(StoreError) in
                try AuditAnchor.latest(on: connection)?.position ?? 0
            }
            if anchor <= verdict.forgotten { return verdict }
        }
    }

    private func walk(against head: AuditHead?) async throws(LedgerError) -> AuditVerdict {
        var walk = AuditWalk(against: head, vault: vault)
        var goesOn = true
        let first = walk
        walk = try await chain.run { connection throws(StoreError) in
            var walk = first
            try walk.begin(on: connection)
            return walk
        }
        while goesOn {
            let now = walk
            (walk, goesOn) = try await chain.run { connection throws(StoreError) in
                try ReportReads.patiently(on: connection) { () throws(StoreError) in
                    var walk = now
                    let goesOn = try walk.step(on: connection)
                    return (walk, goesOn)
                }
            }
        }
        let walked = walk
        return try await chain.run { connection throws(StoreError) in
            try ReportReads.patiently(on: connection) { () throws(StoreError) in
                var walk = walked
                let settled = try AuditChain.settled(on: connection)
                return try walk.end(settled: settled, on: connection)
            }
        }
    }

    package func prune(
        keepingMonths months: Int, at now: Instant?, isRehearsal: Bool
    ) async throws(LedgerError) -> Int {
        let vault = vault
        guard !isRehearsal else {
            return try await chain.run { connection throws(StoreError) in
                try AuditAnchor.countPrunable(keepingMonths: months, at: now, on: connection)
            }
        }
        var forgotten = 0
        while true {
            let page = try await chain.run { connection throws(StoreError) in
                try AuditAnchor.prunePage(
                    keepingMonths: months, at: now, vault: vault, on: connection)
            }
            forgotten += page
            if page < Int(AuditAnchor.pageRows) { return forgotten }
        }
    }

    package func massReadings(
        over persons: Int, at now: Instant?
    ) async throws(LedgerError) -> [MassReading] {
        try await reader.read { connection throws(StoreError) in
            try AuditRows.massReadings(over: persons, at: now, on: connection)
        }
    }
}
