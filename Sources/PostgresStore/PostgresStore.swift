package import GarageNetwork
package import Logging

/// The database side of the daemon: its threads, and what they answer.
///
/// One thread writes, one writes what takes seconds, some read, one follows the database and finds
/// out whether it answers. Make one, ``start()`` it, wait until it is ``ready()``, and
/// ``shutdown()`` at the end.
package final class PostgresStore: Sendable {
    package let ledger: PostgresLedger
    package let registry: PostgresRegistry
    package let archive: PostgresArchive
    package let watch: PostgresWatch
    package let relay: PostgresRelay
    package let jobs: PostgresJobs
    package let outbox: PostgresOutbox
    package let quotes: PostgresQuotes
    package let reports: PostgresReports
    package let accounts: PostgresAccounts
    package let audit: PostgresAudit
    package let persons: PostgresPersons
    package let rights: PostgresRights
    package let mobility: PostgresMobility
    package let eligibility: PostgresEligibility
    package let impact: PostgresImpact

    private let writer: Writer
    private let reader: Reader
    private let bulk: BulkWriter
    private let personThread: BulkWriter
    private let auditThread: BulkWriter
    private let feed: NetworkFeed

    /// - Parameters:
    ///   - conninfo: A libpq connection string or URI; several hosts are tried in turn until one
    ///     takes writes.
    ///   - observer: Told of the network and of its changes, from the store's threads.
    ///   - clock: Decides which months are kept in memory when it is set; else the database's does.
    ///   - logger: For operators; never told of a person.
    ///   - vault: Seals and opens what is kept of persons.
    ///   - readers: How many connections serve reads.
    package convenience init(
        conninfo: String, observer: any NetworkObserver, clock: any Clock, logger: Logger,
        vault: any PersonVault, readers: Int = 2
    ) {
        self.init(
            conninfo: conninfo, observer: observer, clock: clock, logger: logger, vault: vault,
            readers: readers, feedSettings: NetworkFeed.Settings())
    }

    init(
        conninfo: String, observer: any NetworkObserver, clock: any Clock, logger: Logger,
        vault: any PersonVault, readers: Int, feedSettings: NetworkFeed.Settings
    ) {
        let health = StoreHealth(observer: observer)
        let faults = FaultLog(logger: logger)
        let load = NetworkLoad(clock: clock)
        let position = NetworkPosition(observer: observer)
        let feed = NetworkFeed(
            conninfo: conninfo, health: health, load: load, position: position, logger: logger,
            settings: feedSettings)
        let hint: @Sendable () -> Void = { feed.hint() }
        self.feed = feed
        reader = Reader(conninfo: conninfo, count: readers, health: health, faults: faults)
        let thread = WorkThread<WriteWork>(name: "pg-writer", limit: Writer.waitingMax) {
            let writer = LedgerWriter(
                session: Session(conninfo: conninfo, health: health), position: position,
                faults: faults, hint: hint)
            return { writer.handle($0) }
        }
        writer = Writer(thread: thread, health: health, faults: faults)
        bulk = BulkWriter(conninfo: conninfo, health: health, faults: faults)
        personThread = BulkWriter(
            conninfo: conninfo, health: health, faults: faults, name: "pg-person",
            waitingMax: Reader.waitingMax, options: .person)
        ledger = PostgresLedger(
            writer: writer, reader: reader, bulk: bulk, persons: personThread, vault: vault,
            position: position, hint: hint)
        registry = PostgresRegistry(
            writer: writer, reader: reader, load: load, position: position, hint: hint)
        archive = PostgresArchive(reader: reader, clock: clock)
        watch = PostgresWatch(writer: writer, reader: reader)
        relay = PostgresRelay(
            writer: writer, reader: reader, persons: personThread, vault: vault,
            position: position, hint: hint)
        jobs = PostgresJobs(
            writer: writer, reader: reader, conninfo: conninfo, load: load, position: position,
            hint: hint)
        outbox = PostgresOutbox(writer: writer, reader: reader, position: position, hint: hint)
        quotes = PostgresQuotes(writer: writer, reader: reader, position: position, hint: hint)
        reports = PostgresReports(writer: writer, reader: reader, position: position, hint: hint)
        accounts = PostgresAccounts(writer: writer, reader: reader)
        auditThread = BulkWriter(
            conninfo: conninfo, health: health, faults: faults, name: "pg-audit",
            waitingMax: Reader.waitingMax)
        audit = PostgresAudit(
            writer: writer, reader: reader, chain: auditThread, vault: vault)
        persons = PostgresPersons(
            writer: writer, reader: reader, persons: personThread, vault: vault)
        rights = PostgresRights(
            writer: writer, reader: reader, persons: personThread, vault: vault, hint: hint)
        mobility = PostgresMobility(
            writer: writer, reader: reader, persons: personThread, vault: vault)
        eligibility = PostgresEligibility(
            writer: writer, reader: reader, persons: personThread, vault: vault)
        impact = PostgresImpact(
            writer: writer, reader: reader, persons: personThread, vault: vault)
    }

    /// Begins to connect; goes on trying until ``shutdown()``.
    package func start() { feed.start() }

    /// Returns when the network was loaded and published for the first time: reads and writes work.
    ///
    /// - Throws: ``StoreError`` when the schema does not fit what a load needs.
    package func loaded() async throws(StoreError) { try await feed.loaded() }

    /// Returns when, besides, every statement was found to fit the schema.
    ///
    /// - Throws: ``StoreError`` when the schema does not fit this program: see ``Migrator``.
    package func ready() async throws(StoreError) { try await feed.ready() }

    /// Takes no more work, finishes what waits, and returns when every connection is closed.
    package func shutdown() async {
        await writer.close()
        await bulk.close()
        await personThread.close()
        await auditThread.close()
        await reader.close()
        await feed.stop()
    }
}
