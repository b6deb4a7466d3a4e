package import GarageNetwork

/// A ``EligibilityLedger`` in PostgreSQL.
package struct PostgresEligibility: EligibilityLedger {
    let writer: Writer
    let reader: Reader
    let persons: BulkWriter
    let vault: any PersonVault

    package func rules() async throws(LedgerError) -> [EligibilityRule] {
        try await reader.read { connection throws(StoreError) in
            try EligibilityRows.rules(on: connection)
        }
    }

    package func set(
        _ order: EligibilityRuleOrder
    ) async throws(LedgerError) -> EligibilityRuleOutcome {
        try await writer.run { connection throws(StoreError) in
            try EligibilityRows.set(order, on: connection)
        }
    }

    package func keep(
        _ order: EligibilityOrder
    ) async throws(LedgerError) -> KeptEligibility? {
        try await persons.run { [vault] connection throws(StoreError) in
            try EligibilityRows.keep(order, vault, on: connection)
        }
    }

    package func decisions(
        of person: BeneficiaryID
    ) async throws(LedgerError) -> [KeptEligibility] {
        try await persons.run { [vault] connection throws(StoreError) in
            try EligibilityRows.decisions(of: person, vault, on: connection)
        }
    }
}
