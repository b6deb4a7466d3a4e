package import GarageNetwork
import SQL

extension PostgresJobClaim {
    package func runChecks() async throws(LedgerError) -> (
        checks: Int, findings: [CoherenceFinding]
    ) {
        let findings = try await thread.run { connection throws(StoreError) in
            // One moment for all: a counter and its rows must be of the same.
            try connection.transaction("ISOLATION LEVEL REPEATABLE READ READ ONLY") {
                () throws(StoreError) in
                var found: [CoherenceFinding] = []
                for check in SQL.checks {
                    let statement = JobRows.findings(of: check)
                    for row in try connection.run(
                        statement, deadlineMilliseconds: Self.deadlineMilliseconds)
                    {
                        found.append(
                            CoherenceFinding(
                                check: check.name, what: row.0, count: Int(row.1), firstID: row.2))
                    }
                }
                return found
            }
        }
        return (SQL.checks.count, findings)
    }

    package func keep(
        _ findings: [CoherenceFinding], of run: Int64
    ) async throws(LedgerError) {
        guard !findings.isEmpty else { return }
        try await thread.run { connection throws(StoreError) in
            _ = try connection.run(
                JobRows.findingsAdd, run, findings.map(\.check), findings.map(\.what),
                findings.map { Int64($0.count) }, findings.map(\.firstID))
        }
    }
}
