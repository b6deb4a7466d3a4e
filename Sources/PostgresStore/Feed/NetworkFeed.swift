import CPostgres
import GarageNetwork
import Glibc
import Logging
import Synchronization

/// Keeps the observer's picture of the network the database's, and finds out when PostgreSQL is
/// away and when it is back.
///
/// LISTEN, then load, then keep only what has a higher revision; the same again on every
/// reconnection. A notification is a hint; a digest every five seconds finds what was never hinted
/// at: a change by psql, a daemon that died between its commit and its hint.
final class NetworkFeed: Sendable {
    struct Settings: Sendable {
        var digestSeconds = 5.0
        /// The least time between two hints sent, or two reloads that hints asked for.
        var hintSpacingSeconds = 0.1
        /// A reload may take at most one part in so many of the time.
        var loadShare = 20.0
    }

    private struct State {
        var isStopped = false
        var hintIsDue = false
        var ended: [CheckedContinuation<Void, Never>] = []
        var hasEnded = false
        /// The first load was published.
        var loaded = Milestone()
        /// And every statement fits the schema.
        var ready = Milestone()
    }

    private struct Milestone {
        /// Nil before it is reached; or why it never will be.
        var result: Result<Void, StoreError>?
        var waiters: [CheckedContinuation<Result<Void, StoreError>, Never>] = []
    }
    private typealias MilestoneName = WritableKeyPath<State, Milestone> & Sendable

    private let state = Mutex(State())
    private let wakeUp: Int32
    private let conninfo: String
    private let health: StoreHealth
    private let load: NetworkLoad
    private let position: NetworkPosition
    private let logger: Logger
    private let settings: Settings

    /// The channel, and what a notification on it says: that counters, or garages, changed.
    private static let channel = "garaged"
    /// Once in ten minutes or so, and not by all daemons at a time.
    private static let digestsPerPruning = 120

    init(
        conninfo: String, health: StoreHealth, load: NetworkLoad, position: NetworkPosition,
        logger: Logger, settings: Settings = Settings()
    ) {
        wakeUp = garaged_eventfd()
        self.conninfo = conninfo
        self.health = health
        self.load = load
        self.position = position
        self.logger = logger
        self.settings = settings
    }

    deinit { close(wakeUp) }

    func start() {
        PosixThread.start("pg-feed") {
            self.run()
            self.end()
        }
    }

    /// Tells other daemons, soon, that something changed.
    ///
    /// Returns at once.
    func hint() {
        let isNew = state.withLock { state in
            defer { state.hintIsDue = true }
            return !state.hintIsDue
        }
        if isNew { eventfd_write(wakeUp, 1) }
    }

    /// Returns when the first load was published.
    ///
    /// - Throws: ``StoreError`` when the schema does not fit the statements of a load.
    func loaded() async throws(StoreError) { try await wait(for: \.loaded) }

    /// Returns when the first load was published and every statement was prepared once.
    ///
    /// - Throws: ``StoreError`` when the schema does not fit this program.
    func ready() async throws(StoreError) { try await wait(for: \.ready) }

    private func wait(for milestone: any MilestoneName) async throws(StoreError) {
        let result = await withCheckedContinuation { continuation in
            let known = state.withLock { state in
                let known = state[keyPath: milestone].result
                if known == nil { state[keyPath: milestone].waiters.append(continuation) }
                return known
            }
            if let known { continuation.resume(returning: known) }
        }
        try result.get()
    }

    func stop() async {
        await withCheckedContinuation { continuation in
            let hasEnded = state.withLock { state in
                state.isStopped = true
                if !state.hasEnded { state.ended.append(continuation) }
                return state.hasEnded
            }
            if hasEnded { continuation.resume() } else { eventfd_write(wakeUp, 1) }
        }
    }

    private var isStopped: Bool { state.withLock(\.isStopped) }

    /// Connects, follows, and connects again when the connection is lost, until stopped.
    private func run() {
        var backOff = BackOff()
        while !isStopped {
            if let wait = health.waitBeforeTrying() {
                sleep(wait)
                continue
            }
            do throws(StoreError) {
                let connection = try connect()
                backOff = BackOff()
                try follow(connection)
            } catch {
                if error.reason == .mismatch { giveUp(error) }
                health.connectingFailed(error.description)
                logger.warning("PostgreSQL is away", metadata: ["reason": "\(error)"])
                sleep(backOff.next())
            }
        }
        giveUp(.lost("connect", "stopped"))
    }

    private func giveUp(_ error: StoreError) {
        settle(\.loaded, .failure(error))
        settle(\.ready, .failure(error))
    }

    private func connect() throws(StoreError) -> PostgresConnection {
        let connection = try PostgresConnection(conninfo: conninfo, options: .daemon)
        let isFirst = state.withLock { $0.loaded.result == nil }
        try connection.prepare(all: isFirst ? NetworkLoad.declarations : Declaration.all)
        try connection.script("LISTEN \(Self.channel)", name: "listen")
        return connection
    }

    /// Loads, then waits for hints and for the next digest, until the connection is lost.
    private func follow(_ connection: PostgresConnection) throws(StoreError) {
        var took = try publish(on: connection)
        var check = DigestCheck(load: load, position: position)
        health.cameUp()
        settle(\.loaded, .success(()))
        try connection.prepare(all: Declaration.all)
        logger.info("PostgreSQL answers")
        settle(\.ready, .success(()))
        let spacing = Duration.seconds(settings.hintSpacingSeconds)
        var nextDigest = ContinuousClock.now + .seconds(settings.digestSeconds)
        var nextHint = ContinuousClock.now
        var nextCounts = ContinuousClock.now
        var wantsCounts = false
        while !isStopped {
            // What came in beside the answer to a query wakes no poll.
            if try hasHint(on: connection) { wantsCounts = true }
            var until = nextDigest
            if wantsCounts { until = min(until, nextCounts) }
            if state.withLock(\.hintIsDue) { until = min(until, nextHint) }
            poll(connection.descriptor, for: until - .now)
            if try hasHint(on: connection) { wantsCounts = true }
            if nextHint <= .now, takeHint() {
                try sendHint(on: connection)
                try NewsReads.takeOver(into: position, on: connection)
                nextHint = .now + spacing
            }
            if wantsCounts, nextCounts <= .now {
                wantsCounts = false
                try takeOver(on: connection)
                nextCounts = .now + spacing
            }
            guard nextDigest <= .now else { continue }
            if try !check.isComplete(on: connection) { took = try publish(on: connection) }
            try NewsReads.takeOver(into: position, on: connection)
            try pruneSometimes(on: connection)
            nextDigest = .now + max(.seconds(settings.digestSeconds), took * settings.loadShare)
        }
    }

    /// What others changed, then what happened to referrals: whoever hears of it finds it so.
    private func takeOver(on connection: PostgresConnection) throws(StoreError) {
        try ChangeReads.takeOver(into: position, on: connection)
        try NewsReads.takeOver(into: position, on: connection)
    }

    /// Whether another daemon has hinted at something since the last look.
    private func hasHint(on connection: PostgresConnection) throws(StoreError) -> Bool {
        try connection.notifications().contains { $0.process != connection.serverProcess }
    }

    private func takeHint() -> Bool {
        state.withLock { state in
            defer { state.hintIsDue = false }
            return state.hintIsDue
        }
    }

    /// Loads everything; how long that took.
    private func publish(on connection: PostgresConnection) throws(StoreError) -> Duration {
        let begin = ContinuousClock.now
        let loaded = try load.image(on: connection)
        position.load(loaded.image, seen: loaded.seen)
        garaged_return_memory()
        return .now - begin
    }

    /// One digest in so many also forgets old changes, and whoever was placed meanwhile.
    private func pruneSometimes(on connection: PostgresConnection) throws(StoreError) {
        guard Int.random(in: 0..<Self.digestsPerPruning) == 0 else { return }
        _ = try connection.run(ChangeReads.prune, ChangeReads.keptSeconds)
        _ = try connection.run(NewsReads.prune, ChangeReads.keptSeconds)
        _ = try connection.run(ChangeReads.settle)
    }

    /// In a transaction of its own that nobody waits for: inside the one that it tells of, it would
    /// hold a lock of the whole server until that is at the disk.
    private func sendHint(on connection: PostgresConnection) throws(StoreError) {
        try connection.script(
            "BEGIN; SET LOCAL synchronous_commit = off; NOTIFY \(Self.channel); COMMIT",
            name: "hint")
    }

    private func sleep(_ duration: Duration) { poll(-1, for: duration) }

    /// Waits for a descriptor, for ``wakeUp``, or for the time to pass.
    private func poll(_ descriptor: Int32, for duration: Duration) {
        var descriptors = [
            pollfd(fd: wakeUp, events: Int16(POLLIN), revents: 0),
            pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
        ]
        let milliseconds = max(0, (duration / .milliseconds(1)).rounded(.up))
        _ = Glibc.poll(&descriptors, 2, Int32(min(milliseconds, 60_000)))
        var count: eventfd_t = 0
        eventfd_read(wakeUp, &count)
    }

    private func settle(_ milestone: any MilestoneName, _ result: Result<Void, StoreError>) {
        let waiters = state.withLock { state in
            // A schema that did not fit may be migrated while the daemon waits.
            if (try? state[keyPath: milestone].result?.get()) == nil {
                state[keyPath: milestone].result = result
            }
            defer { state[keyPath: milestone].waiters = [] }
            return state[keyPath: milestone].waiters
        }
        for waiter in waiters { waiter.resume(returning: result) }
    }

    private func end() {
        let ended = state.withLock { state in
            state.hasEnded = true
            defer { state.ended = [] }
            return state.ended
        }
        for waiter in ended { waiter.resume() }
    }
}

/// How long to wait after a failed connection: 100 ms, then up to a second, each jittered so that
/// daemons do not come back together.
struct BackOff {
    private var failures = 0

    /// So that the first write succeeds within two seconds of PostgreSQL's return.
    static let millisecondsMax = 1_000.0

    mutating func next() -> Duration {
        failures += 1
        let longest = min(Self.millisecondsMax, 100 * Double(1 << min(failures - 1, 10)))
        return .milliseconds(Double.random(in: longest / 2...longest))
    }
}
