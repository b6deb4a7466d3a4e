package import GarageNetwork

/// A ``MobilityLedger`` in PostgreSQL.
package struct PostgresMobility: MobilityLedger {
    let writer: Writer
    let reader: Reader
    let persons: BulkWriter
    let vault: any PersonVault

    package func questionnaires() async throws(LedgerError) -> [KeptQuestionnaire] {
        try await reader.read { connection throws(StoreError) in
            try AssessmentRows.questionnaires(on: connection)
        }
    }

    package func keep(_ questionnaires: [KeptQuestionnaire]) async throws(LedgerError) {
        try await writer.run { connection throws(StoreError) in
            _ = try connection.run(
                AssessmentRows.keepQuestionnaires, questionnaires.map(\.version),
                questionnaires.map(\.json))
        }
    }

    package func assess(_ order: AssessmentOrder) async throws(LedgerError) -> AssessmentOutcome {
        let vault = vault
        return try await persons.run { connection throws(StoreError) in
            try AssessmentTransaction(order: order, vault: vault).run(on: connection)
        }
    }

    package func assessments(
        of person: BeneficiaryID, visibleTo scope: Scope
    ) async throws(LedgerError) -> [KeptAssessment]? {
        try await reader.read { connection throws(StoreError) in
            try AssessmentRows.all(of: person, scope, on: connection)
        }
    }
}
