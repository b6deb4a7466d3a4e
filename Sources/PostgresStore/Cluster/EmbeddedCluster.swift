import Dispatch
import Glibc
package import Logging
import Synchronization

/// A PostgreSQL of the daemon's own, in its state folder, for whoever has none.
///
/// It listens on a Unix socket only this account can reach, ends with the daemon however that
/// ends, and is started again when it dies. One thread starts it and lives as long as the daemon.
package final class EmbeddedCluster: Sendable {
    private enum Phase {
        case idle, running, stopping, stopped
    }
    private struct State {
        var phase = Phase.idle
        var whenStopped: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())
    private let wakeUp = DispatchSemaphore(value: 0)
    private let folders: ClusterFolders
    private let logger: Logger

    /// - Parameters:
    ///   - stateFolder: Made when it is missing; must be reachable by the account that PostgreSQL
    ///     runs as, which is not root.
    ///   - logger: For operators.
    package init(stateFolder: String, logger: Logger) {
        folders = ClusterFolders(state: stateFolder)
        self.logger = logger
    }

    /// Makes the cluster where there is none, starts it, and returns when it answers.
    ///
    /// - Returns: the connection string of its database `garaged`.
    /// - Throws: ``ClusterError``, which says what to do.
    package func start() async throws(ClusterError) -> String {
        let result = await withCheckedContinuation {
            (continuation: CheckedContinuation<Result<String, ClusterError>, Never>) in
            let isFirst = state.withLock { state in
                defer { if state.phase == .idle { state.phase = .running } }
                return state.phase == .idle
            }
            guard isFirst else {
                continuation.resume(returning: .failure(.start("it was started before")))
                return
            }
            PosixThread.start("pg-cluster") { self.run(continuation) }
        }
        return try result.get()
    }

    /// Stops it in order: no more connections, what runs is rolled back, everything at the disk.
    package func stop() async {
        await withCheckedContinuation { continuation in
            let isOver = state.withLock { state in
                if state.phase == .idle { state.phase = .stopped }
                guard state.phase != .stopped else { return true }
                state.phase = .stopping
                state.whenStopped.append(continuation)
                return false
            }
            if isOver { continuation.resume() } else { wakeUp.signal() }
        }
    }

    private var isStopping: Bool { state.withLock { $0.phase != .running } }

    private func run(_ continuation: CheckedContinuation<Result<String, ClusterError>, Never>) {
        defer { end() }
        do throws(ClusterError) {
            let lock = try folders.takeLock()
            defer { close(lock) }
            let account = try ClusterAccount.choose()
            let binaries = try ClusterBinaries.find()
            try folders.prepare(for: account)
            try initialise(account, binaries)
            var postmaster = Postmaster(
                folders: folders, account: account, binaries: binaries,
                socket: try folders.makeSocketFolder(for: account))
            try postmaster.startOrAdopt()
            continuation.resume(returning: try .success(createDatabase(postmaster)))
            supervise(&postmaster)
            postmaster.stop()
        } catch {
            continuation.resume(returning: .failure(error))
        }
    }

    private func end() {
        let waiters = state.withLock { state in
            state.phase = .stopped
            defer { state.whenStopped = [] }
            return state.whenStopped
        }
        for waiter in waiters { waiter.resume() }
    }

    /// Keeps it running, and its log short, until it is to stop.
    private func supervise(_ postmaster: inout Postmaster) {
        var backOffMilliseconds = 100
        while !isStopping {
            _ = wakeUp.wait(timeout: .now() + .milliseconds(200))
            postmaster.log.shorten()
            guard !postmaster.isAlive() else { continue }
            guard !isStopping else { return }
            logger.error("PostgreSQL ended, starting it again")
            do throws(ClusterError) {
                try postmaster.startOrAdopt()
                backOffMilliseconds = 100
                logger.notice("PostgreSQL runs again")
            } catch {
                logger.error("PostgreSQL did not start again", metadata: ["reason": "\(error)"])
                _ = wakeUp.wait(timeout: .now() + .milliseconds(backOffMilliseconds))
                backOffMilliseconds = min(5_000, backOffMilliseconds * 2)
            }
        }
    }

    /// Runs initdb once, then writes who may connect: the daemon's account and PostgreSQL's, both
    /// as the role `garaged`, over the socket.
    private func initialise(
        _ account: ClusterAccount, _ binaries: ClusterBinaries
    ) throws(ClusterError) {
        guard access("\(folders.data)/PG_VERSION", F_OK) != 0 else { return }
        logger.notice("making a database folder", metadata: ["folder": "\(folders.data)"])
        _ = ChildProcess(["rm", "-rf", "--", folders.unfinished], log: folders.log)?.succeeds()
        try folders.makeFolder(folders.unfinished, mode: 0o700)
        try folders.give(folders.unfinished, to: account)
        let words =
            account.prefix + [
                binaries.initdb, "-D", folders.unfinished, "-U", "garaged", "-A", "peer",
                "-E", "UTF8", "--no-locale", "--no-instructions",
            ]
        guard let child = ChildProcess(words, log: folders.log) else {
            throw .initialisation("setpriv: \(String(cString: strerror(errno)))")
        }
        guard child.succeeds() else {
            throw .initialisation(ClusterLog(path: folders.log).lastLine)
        }
        try folders.write(
            "local all all peer map=garaged\n", to: "\(folders.unfinished)/pg_hba.conf")
        let accounts = Set([account.name, accountName(of: geteuid())]).sorted()
        try folders.write(
            accounts.map { "garaged \"\($0)\" garaged\n" }.joined(),
            to: "\(folders.unfinished)/pg_ident.conf")
        guard rename(folders.unfinished, folders.data) == 0 else { throw .lastError(folders.data) }
    }

    private func createDatabase(_ postmaster: Postmaster) throws(ClusterError) -> String {
        do throws(StoreError) {
            let connection = try PostgresConnection(
                conninfo: postmaster.conninfo(database: "postgres"), options: .standard)
            do throws(StoreError) {
                try connection.script(
                    "CREATE DATABASE garaged", name: "create_database",
                    deadlineMilliseconds: PostgresConnection.bulkDeadlineMilliseconds)
            } catch  where error.sqlState == "42P04" {
                // It was made at an earlier start.
            }
        } catch {
            throw .start(error.description)
        }
        return postmaster.conninfo(database: "garaged")
    }
}
