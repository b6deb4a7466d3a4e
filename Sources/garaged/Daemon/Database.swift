import Foundation
import GarageNetwork
import Logging
import PostgresStore
import Sealing

/// A clock was set, and the database is one that people rely on.
struct NotARehearsal: Error, CustomStringConvertible {
    var description: String {
        "--now is for rehearsals: start the first daemon without --database,"
            + " and others on its database"
    }
}

/// The database in use: the daemon's own cluster, or the one that the configuration names.
struct Database {
    let store: PostgresStore
    private let cluster: EmbeddedCluster?
    private let keys: KeyFile
    private let isNewKey: Bool

    /// Connects, migrates the daemon's own cluster, and returns once the network was loaded; it may
    /// be served when ``admit(_:logger:)`` and `store.ready()` say so.
    static func open(
        _ configuration: Configuration, observer: any NetworkObserver, clock: any Clock,
        logger: Logger
    ) async throws -> Database {
        let own = configuration[Settings.Database.conninfo]
        guard own.isEmpty else {
            return try await open(
                own, cluster: nil, configuration, observer: observer, clock: clock,
                logger: logger)
        }
        let folder = configuration.stateFolder
        if let binaries = configuration[Settings.Database.binaries] {
            setenv("GARAGED_PG_BINDIR", binaries, 1)
        }
        let cluster = EmbeddedCluster(stateFolder: folder, logger: logger)
        let conninfo = try await cluster.start()
        do {
            // So that an operator can look: psql "$(cat STATE/conninfo)".
            try Data((conninfo + "\n").utf8).write(to: URL(filePath: folder + "/conninfo"))
            let applied = try await Migrator(conninfo: conninfo).migrate()
            if !applied.isEmpty {
                logger.notice("migrated", metadata: ["migrations": "\(applied.count)"])
            }
            return try await open(
                conninfo, cluster: cluster, configuration, observer: observer, clock: clock,
                logger: logger)
        } catch {
            await cluster.stop()
            throw error
        }
    }

    private static func open(
        _ conninfo: String, cluster: EmbeddedCluster?, _ configuration: Configuration,
        observer: any NetworkObserver, clock: any Clock, logger: Logger
    ) async throws -> Database {
        let file = try await keyFile(configuration, conninfo, logger)
        let kept = try file.read()
        let store = PostgresStore(
            conninfo: conninfo, observer: observer, clock: clock, logger: logger,
            vault: try kept ?? file.make(),
            readers: configuration[Settings.Database.readers])
        store.start()
        do {
            do {
                // The daemon's own was migrated just now: statements are looked at meanwhile.
                if cluster == nil { try await store.ready() } else { try await store.loaded() }
            } catch {
                // What does not fit is most often a schema that was not migrated: say so.
                try await Migrator(conninfo: conninfo).verify()
                throw error
            }
            if cluster == nil { try await Migrator(conninfo: conninfo).verify() }
        } catch {
            await store.shutdown()
            throw error
        }
        return Database(store: store, cluster: cluster, keys: file, isNewKey: kept == nil)
    }

    /// Makes sure that this daemon may write here: it has the keys, and its clock is the world's
    /// unless the database is a rehearsal.
    func admit(_ clock: any Clock, logger: Logger) async throws {
        do {
            try await store.checkKeys(keptAt: keys.path)
        } catch {
            // One that was only just made, where a file had been, must not stay.
            if isNewKey { keys.remove() }
            throw error
        }
        if isNewKey {
            logger.notice(
                "made a key file; keep a copy of it, apart from the database's backups",
                metadata: ["file": "\(keys.path)"])
        }
        guard clock.isSet else { return }
        if cluster != nil { try await store.beginRehearsal() }
        guard try await store.isRehearsal() else { throw NotARehearsal() }
    }

    /// The configured key file; where there is none, that of the daemon which sealed first, if this
    /// machine has it and this account may read it.
    private static func keyFile(
        _ configuration: Configuration, _ conninfo: String, _ logger: Logger
    ) async throws -> KeyFile {
        let own = configuration.keyFile()
        guard try own.read() == nil, let path = await KeyPlace.noted(in: conninfo),
            path != own.path
        else { return own }
        let shared = KeyFile(path: path)
        guard (try? shared.read()) != nil else { return own }
        logger.notice("uses the key file of the network", metadata: ["file": "\(path)"])
        return shared
    }

    /// Finishes what waits, then stops the daemon's own cluster.
    func close() async {
        await store.shutdown()
        await cluster?.stop()
    }
}
