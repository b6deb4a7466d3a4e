package import GarageNetwork

/// A ``RightsLedger`` in PostgreSQL.
///
/// Files are read and erased under the role of persons; the register of requests, which holds
/// pseudonyms only, under the daemon's own.
package struct PostgresRights: RightsLedger {
    let writer: Writer
    let reader: Reader
    let persons: BulkWriter
    let vault: any PersonVault
    /// Tells daemons, some time after the commit: places were given back.
    let hint: @Sendable () -> Void

    /// How often a write is tried when somebody else holds one of its rows.
    private static let conflictsMax = 5

    package func holding(
        of id: BeneficiaryID, visibleTo scope: Scope
    ) async throws(LedgerError) -> PersonHolding? {
        guard scope.garageNumber == nil else { return nil }
        return try await persons.run { connection throws(StoreError) in
            try RightsRows.holding(of: id, scope, with: vault, on: connection)
        }
    }

    package func export(
        of id: BeneficiaryID, visibleTo scope: Scope
    ) async throws(LedgerError) -> [ExportPart]? {
        guard scope.garageNumber == nil else { return nil }
        return try await persons.run { connection throws(StoreError) in
            let parts = try ExportRows.parts(of: id, scope, with: vault, on: connection)
            return parts.isEmpty ? nil : parts
        }
    }

    package func forget(
        _ person: Departure, by scope: Scope, at instant: Instant?
    ) async throws(LedgerError) {
        _ = try await writing { connection throws(StoreError) in
            try connection.run(
                RightsRows.forget, [person.number], [person.department],
                [person.ageBand.rawValue], scope.role.rawValue, scope.organisationNumber, "line",
                nil, nil, instant)
        }
        hint()
    }

    package func halt(_ order: HaltOrder) async throws(LedgerError) -> HaltOutcome {
        guard order.scope.garageNumber == nil else { return .noSuchPerson }
        let outcome = try await writing { connection throws(StoreError) in
            try RightsRows.halt(order, on: connection)
        }
        hint()
        return outcome
    }

    /// Under the role of persons, and again when somebody else was in the way: all that is written
    /// here is safe to repeat.
    func writing<Value: Sendable>(
        _ body: @escaping @Sendable (PostgresConnection) throws(StoreError) -> Value
    ) async throws(LedgerError) -> Value {
        try await persons.write { session throws(StoreError) in
            var conflicts = 0
            while true {
                do throws(StoreError) {
                    return try session.run(body)
                } catch {
                    guard error.reason == .conflict, conflicts < Self.conflictsMax else {
                        throw error
                    }
                    conflicts += 1
                }
            }
        }
    }
}
