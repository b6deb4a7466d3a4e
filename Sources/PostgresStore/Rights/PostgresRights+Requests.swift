package import GarageNetwork

extension PostgresRights {
    package func register(
        _ kind: RequestKind, of id: BeneficiaryID, on day: Day, visibleTo scope: Scope
    ) async throws(LedgerError) -> PersonRequest? {
        guard scope.garageNumber == nil else { return nil }
        return try await writer.run { connection throws(StoreError) in
            try one(
                connection.run(
                    RequestRows.add, id.text, scope.organisationNumber, kind.rawValue, day),
                of: RequestRows.add.declaration.name)
        }
    }

    package func requests(
        open: Bool, after number: Int64?, limit: Int, visibleTo scope: Scope
    ) async throws(LedgerError) -> [PersonRequest] {
        guard scope.garageNumber == nil else { return [] }
        return try await reader.read { connection throws(StoreError) in
            var found: [PersonRequest] = []
            for row in try connection.run(
                RequestRows.list, open, scope.organisationNumber, number, Int64(limit))
            {
                found.append(try PersonRequest(row, of: RequestRows.list.declaration.name))
            }
            return found
        }
    }

    package func close(
        _ number: Int64, as outcome: RequestOutcome, on day: Day, visibleTo scope: Scope
    ) async throws(LedgerError) -> PersonRequest? {
        guard scope.garageNumber == nil else { return nil }
        return try await writer.run { connection throws(StoreError) in
            try one(
                connection.run(
                    RequestRows.close, number, scope.organisationNumber, outcome.rawValue, day),
                of: RequestRows.close.declaration.name)
        }
    }

    package func requestFacts() async throws(LedgerError) -> RequestFacts {
        try await reader.read { connection throws(StoreError) in
            guard let (open, oldest, due) = try connection.run(RequestRows.facts).first else {
                throw StoreError(unreadable: RequestRows.facts.declaration.name, column: 0)
            }
            return RequestFacts(open: Int(open), oldest: oldest, firstDue: due)
        }
    }

    private func one(
        _ rows: [RequestRows.Columns], of statement: String
    ) throws(StoreError) -> PersonRequest? {
        guard let row = rows.first else { return nil }
        return try PersonRequest(row, of: statement)
    }
}
