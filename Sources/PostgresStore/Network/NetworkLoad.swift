import GarageNetwork
import Synchronization

/// Loads the network, and numbers the loads so that of two the later one wins.
final class NetworkLoad: Sendable {
    private let last = Mutex<Int64>(0)
    private let clock: any Clock

    init(clock: any Clock) { self.clock = clock }

    /// The time that decides which months are loaded; nil for the database's own.
    var now: Instant? { clock.isSet ? clock.now : nil }

    /// Everything, as one moment of the database, which is returned as its snapshot.
    func image(on connection: PostgresConnection) throws(StoreError) -> Loaded {
        // Numbered before the database is read: a load that began later saw no less.
        let revision = last.withLock { last in
            last += 1
            return last
        }
        let now = now
        return try connection.transaction("ISOLATION LEVEL REPEATABLE READ READ ONLY") {
            () throws(StoreError) in
            // A page is read within milliseconds, a year of days is not.
            let most = PostgresConnection.bulkDeadlineMilliseconds
            try connection.script("SET LOCAL statement_timeout = \(most)", name: "load")
            let state = try ChangeReads.networkState(on: connection)
            let digest = try NetworkReads.digest(at: now, on: connection)
            let image = NetworkImage(
                garages: try GaragePages.all(
                    expecting: Int(digest.garages), on: connection),
                counts: try NetworkReads.counts(at: now, on: connection),
                days: try NetworkReads.days(at: now, on: connection), revision: revision,
                begins: state.begins, unplaced: state.unplaced)
            return Loaded(image: image, digest: digest, seen: state.seen)
        }
    }

    func digest(on connection: PostgresConnection) throws(StoreError) -> NetworkDigest {
        try NetworkReads.digest(at: now, on: connection)
    }

    /// What one load brought.
    struct Loaded: Sendable {
        let image: NetworkImage
        let digest: NetworkDigest
        /// Which transactions it saw.
        let seen: String
    }
}
