import GarageNetwork
import Synchronization

/// Loads the network, and numbers the loads so that of two the later one wins.
final class NetworkLoad: Sendable {
    private let last = Mutex<Int64>(0)
    private let clock: any Clock

    init(clock: any Clock) { self.clock = clock }

    /// The time that decides which months are loaded; nil for the database's own.
    var now: Instant? { clock.isSet ? clock.now : nil }

    /// The statements of a load, which a daemon is not ready without.
    static let declarations = [
        ChangeReads.state.declaration, NetworkReads.digest.declaration,
        GaragePages.page.declaration, GaragePages.rare.declaration,
        NetworkReads.garages.declaration, NetworkReads.counts.declaration,
        NetworkReads.days.declaration,
    ]

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
            return Loaded(image: image, seen: state.seen)
        }
    }

    /// So many changed garages are read one by one; of more, all garages are read page by page.
    static let oneByOneMax = 4_096

    /// Publishes what this daemon committed of so many garages, and what others did until then.
    func publish(
        _ changed: Int, into position: NetworkPosition, on connection: PostgresConnection
    ) throws(StoreError) {
        if changed <= Self.oneByOneMax,
            try ChangeReads.takeOver(into: position, on: connection)
        {
            return
        }
        let loaded = try image(on: connection)
        position.load(loaded.image, seen: loaded.seen)
    }

    func digest(on connection: PostgresConnection) throws(StoreError) -> NetworkDigest {
        try NetworkReads.digest(at: now, on: connection)
    }

    /// What one load brought.
    struct Loaded: Sendable {
        let image: NetworkImage
        /// Which transactions it saw.
        let seen: String
    }
}
