package import GarageNetwork

/// A ``PersonLedger`` in PostgreSQL.
package struct PostgresPersons: PersonLedger {
    let writer: Writer
    let reader: Reader
    let persons: BulkWriter
    let vault: any PersonVault

    package func file(
        of id: BeneficiaryID, visibleTo scope: Scope
    ) async throws(LedgerError) -> PersonFile? {
        guard scope.garageNumber == nil else { return nil }
        return try await persons.run { connection throws(StoreError) in
            try PersonRows.one(
                id, of: scope.organisationNumber, holds: false, with: vault, on: connection
            )?.file
        }
    }

    package func change(
        _ id: BeneficiaryID, visibleTo scope: Scope,
        _ edit: @escaping @Sendable (inout PersonFile) throws(PersonRefusal) -> Void
    ) async throws(LedgerError) -> PersonChange {
        guard scope.garageNumber == nil else { return .noSuchPerson }
        return try await persons.run { connection throws(StoreError) in
            try connection.transaction { () throws(StoreError) in
                let held = try PersonRows.one(
                    id, of: scope.organisationNumber, holds: true, with: vault, on: connection)
                guard var held else { return .noSuchPerson }
                do throws(PersonRefusal) {
                    try edit(&held.file)
                } catch {
                    return .refused(error)
                }
                return .changed(
                    try PersonRows.write(
                        held.file, number: held.number, with: vault,
                        on: connection))
            }
        }
    }

    package func reseal() async throws(LedgerError) -> Resealing {
        var done = Resealing()
        for kind in ResealingRound.Kind.allCases {
            let round = ResealingRound(kind: kind, vault: vault)
            var after: Int64? = 0
            while let number = after {
                let progress = try await persons.run { connection throws(StoreError) in
                    try round.run(after: number, on: connection)
                }
                done.resealed += progress.resealed
                done.stuck += progress.stuck.count
                done.firstStuck = done.firstStuck ?? progress.stuck.first
                after = progress.next
            }
        }
        return done
    }

    package func touched(_ id: BeneficiaryID, on day: Day) async throws(LedgerError) {
        try await persons.run { connection throws(StoreError) in
            _ = try connection.run(PersonRows.touched, id.text, day)
        }
    }

    package func twins(
        of id: BeneficiaryID, visibleTo scope: Scope, limit: Int
    ) async throws(LedgerError) -> [BeneficiaryID] {
        guard scope.garageNumber == nil else { return [] }
        return try await persons.run { connection throws(StoreError) in
            try TwinRows.of(id, scope.organisationNumber, limit: limit, on: connection)
        }
    }

    package func twins(
        visibleTo scope: Scope, after id: BeneficiaryID?, limit: Int
    ) async throws(LedgerError) -> [PersonTwin] {
        guard scope.garageNumber == nil else { return [] }
        return try await persons.run { connection throws(StoreError) in
            try TwinRows.page(scope.organisationNumber, after: id, limit: limit, on: connection)
        }
    }

    package func merge(_ order: MergeOrder) async throws(LedgerError) -> MergeOutcome {
        guard order.scope.garageNumber == nil, order.beneficiary != order.into else {
            return .noSuchPerson
        }
        let transaction = MergeTransaction(order: order, vault: vault)
        return try await persons.write { session throws(StoreError) in
            try transaction.run(on: session)
        }
    }

    package func expected(
        by code: ReferralCode, at garage: Int64
    ) async throws(LedgerError) -> ExpectedPerson? {
        try await persons.run { connection throws(StoreError) in
            let rows = try connection.run(PersonRows.expected, code.text, garage)
            return try rows.first.map { row throws(StoreError) in
                ExpectedPerson(
                    try HeldFile(row, with: vault, of: PersonRows.expected.declaration.name).file)
            }
        }
    }
}
