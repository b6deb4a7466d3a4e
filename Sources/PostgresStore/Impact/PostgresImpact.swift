package import GarageNetwork

/// A ``ImpactLedger`` in PostgreSQL.
package struct PostgresImpact: ImpactLedger {
    let writer: Writer
    let reader: Reader
    let persons: BulkWriter
    let vault: any PersonVault

    package func tell(_ order: OutcomeOrder) async throws(LedgerError) -> OutcomeAnswer {
        try await writer.write { session throws(StoreError) in
            try session.run { connection throws(StoreError) in
                try OutcomeRows.tell(order, on: connection)
            }
        }
    }

    package func work(
        of id: BeneficiaryID, visibleTo scope: Scope
    ) async throws(LedgerError) -> WorkRecord? {
        try await reader.read { connection throws(StoreError) in
            try OutcomeRows.work(of: id, scope, on: connection)
        }
    }

    /// Takes as long as a report may: see ``ReportReads/patiently(on:_:)``.
    package func figures(
        _ question: ImpactQuestion
    ) async throws(LedgerError) -> ImpactFigures {
        try await reader.read { connection throws(StoreError) in
            try ReportReads.patiently(on: connection) { () throws(StoreError) in
                try ImpactReads.figures(question, on: connection)
            }
        }
    }
}
