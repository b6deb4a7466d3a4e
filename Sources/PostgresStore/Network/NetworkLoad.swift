import GarageNetwork
import Synchronization

/// Loads the network, and numbers the loads so that of two the later one wins.
final class NetworkLoad: Sendable {
    private let last = Mutex<Int64>(0)
    private let clock: any Clock

    init(clock: any Clock) { self.clock = clock }

    /// The time that decides which months are loaded; nil for the database's own.
    private var now: Instant? { clock.isSet ? clock.now : nil }

    /// Everything, as one moment of the database.
    func image(
        on connection: PostgresConnection
    ) throws(StoreError) -> (image: NetworkImage, digest: NetworkDigest) {
        // Numbered before the database is read: a load that began later saw no less.
        let revision = last.withLock { last in
            last += 1
            return last
        }
        let now = now
        return try connection.transaction("ISOLATION LEVEL REPEATABLE READ READ ONLY") {
            () throws(StoreError) in
            let digest = try NetworkReads.digest(at: now, on: connection)
            let image = NetworkImage(
                garages: try NetworkReads.garages(on: connection),
                counts: try NetworkReads.counts(at: now, on: connection),
                days: try NetworkReads.days(at: now, on: connection), revision: revision)
            return (image, digest)
        }
    }

    /// The counters only.
    func counts(
        on connection: PostgresConnection
    ) throws(StoreError) -> (counts: [GarageCount], days: [DayCount]) {
        (
            try NetworkReads.counts(at: now, on: connection),
            try NetworkReads.days(at: now, on: connection)
        )
    }

    func digest(on connection: PostgresConnection) throws(StoreError) -> NetworkDigest {
        try NetworkReads.digest(at: now, on: connection)
    }
}
