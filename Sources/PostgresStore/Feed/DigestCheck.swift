import GarageNetwork

/// Finds what nobody told of, by comparing what memory was told of with what the database holds.
///
/// Both are looked at as of one snapshot, so that what is written meanwhile makes no difference and
/// no change of this daemon's own is ever a reason to load anything again.
struct DigestCheck {
    let load: NetworkLoad
    let position: NetworkPosition
    /// The database's digest that was last found to be no reason to load anything more.
    private var settled: NetworkDigest?

    /// How often to look again at once where this daemon wrote between two statements; else the
    /// next beat decides.
    private static let tries = 3

    init(load: NetworkLoad, position: NetworkPosition) {
        self.load = load
        self.position = position
    }

    /// Takes over what others told of, and counts that nobody did.
    ///
    /// - Returns: False when garages differ, so that everything has to be loaded.
    mutating func isComplete(on connection: PostgresConnection) throws(StoreError) -> Bool {
        for _ in 0..<Self.tries {
            let found = try connection.transaction("ISOLATION LEVEL REPEATABLE READ READ ONLY") {
                () throws(StoreError) in try look(on: connection)
            }
            guard let found else { continue }
            settled = found.database
            return found.memory.hasGarages(of: found.database)
        }
        return true
    }

    /// Nil where this daemon has written since the transaction's snapshot.
    private func look(
        on connection: PostgresConnection
    ) throws(StoreError) -> (memory: NetworkDigest, database: NetworkDigest)? {
        let seen = try ChangeReads.networkState(on: connection).seen
        try ChangeReads.takeOver(into: position, on: connection)
        guard let memory = position.held(asOf: seen) else { return nil }
        let most = PostgresConnection.bulkDeadlineMilliseconds
        try connection.script("SET LOCAL statement_timeout = \(most)", name: "digest")
        let database = try load.digest(on: connection)
        // What was not mended when it was looked at last is not mended by the same again.
        guard database != settled else { return (database, database) }
        guard memory.hasGarages(of: database) else { return (memory, database) }
        var untold = NetworkChange()
        if memory.monthRevisions != database.monthRevisions {
            untold.counts = try NetworkReads.counts(at: load.now, on: connection)
        }
        if memory.dayRevisions != database.dayRevisions {
            untold.days = try NetworkReads.days(at: load.now, on: connection)
        }
        if !untold.isEmpty { position.take(untold, seen: seen) }
        return (memory, database)
    }
}
