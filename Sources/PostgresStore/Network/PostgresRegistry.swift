package import GarageNetwork

/// The registry in PostgreSQL.
///
/// A change of garages is read back and published before it is answered, so that whoever made it
/// sees it in their next question.
package struct PostgresRegistry: NetworkRegistry {
    let writer: Writer
    let reader: Reader
    let load: NetworkLoad
    let position: NetworkPosition
    /// Tells other daemons, some time after the commit.
    let hint: @Sendable () -> Void

    /// The day by a clock that was set; nil for the database's own.
    private var today: Day? { load.now?.paris.day }

    package func add(_ garage: Garage) async throws(LedgerError) -> Garage? {
        let today = today
        return try await change { connection throws(StoreError) in
            try GarageWrites.add(garage, today: today, on: connection)
        }
    }

    package func update(_ garage: Garage) async throws(LedgerError) -> Garage? {
        let today = today
        return try await change { connection throws(StoreError) in
            try GarageWrites.update(garage, today: today, on: connection)
        }
    }

    package func put(_ garages: [Garage]) async throws(LedgerError) -> PutSummary {
        let today = today
        return try await change(garages.count) { connection throws(StoreError) in
            try GarageWrites.put(garages, today: today, on: connection)
        }
    }

    package func put(_ prescribers: [Prescriber]) async throws(LedgerError) -> PutSummary {
        try await writer.run { connection throws(StoreError) in
            try PrescriberRows.put(prescribers, on: connection)
        }
    }

    package func replace(places: [PlaceRow]) async throws(LedgerError) {
        try await writer.run { connection throws(StoreError) in
            try PlaceRows.replace(with: places, on: connection)
        }
    }

    package func places() async throws(LedgerError) -> [PlaceRow] {
        try await reader.read { connection throws(StoreError) in
            try PlaceRows.all(on: connection)
        }
    }

    package func prescribers() async throws(LedgerError) -> [Prescriber] {
        try await reader.read { connection throws(StoreError) in
            try PrescriberRows.all(on: connection)
        }
    }

    package func add(_ token: StoredToken) async throws(LedgerError) {
        try await writer.run { connection throws(StoreError) in
            try TokenRows.add(token, on: connection)
        }
    }

    package func token(keyID: String) async throws(LedgerError) -> StoredToken? {
        try await reader.read { connection throws(StoreError) in
            try TokenRows.one(keyID: keyID, on: connection)
        }
    }

    package func revokeToken(keyID: String) async throws(LedgerError) -> Bool {
        try await writer.run { connection throws(StoreError) in
            try TokenRows.revoke(keyID: keyID, on: connection)
        }
    }

    /// Writes so many garages, then publishes what the database now holds of them.
    private func change<Value: Sendable>(
        _ count: Int = 1,
        _ body: @escaping @Sendable (PostgresConnection) throws(StoreError) -> Value
    ) async throws(LedgerError) -> Value {
        let (load, position, hint) = (load, position, hint)
        return try await writer.write { session throws(StoreError) in
            let value = try session.run(body)
            hint()
            // What cannot be read takes nothing back: the feed will read it when it can.
            try? session.run { connection throws(StoreError) in
                try load.publish(count, into: position, on: connection)
            }
            return value
        }
    }
}
