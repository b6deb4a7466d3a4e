import Glibc

/// The server process of the embedded cluster, seen from the thread that starts it.
struct Postmaster {
    let folders: ClusterFolders
    let account: ClusterAccount
    let binaries: ClusterBinaries
    /// Where its socket is; the folder of an adopted one is its own.
    private(set) var socket: String
    let log: ClusterLog

    private var child: ChildProcess?
    private var adopted: pid_t?

    /// Recovery after a crash may have much to read.
    private static let startSeconds = 120
    /// What a server that outlived its daemon takes to end, at most.
    private let endSeconds: Int
    /// What a fast shutdown may take: a checkpoint of everything that changed.
    private static let shutdownSeconds = 20
    /// The file says `ready` this soon after the server is.
    private static let pollMicroseconds: UInt32 = 5_000

    init(
        folders: ClusterFolders, account: ClusterAccount, binaries: ClusterBinaries, socket: String,
        endSeconds: Int = 10
    ) {
        self.endSeconds = endSeconds
        self.folders = folders
        self.account = account
        self.binaries = binaries
        self.socket = socket
        log = ClusterLog(path: folders.log)
    }

    /// Starts the server, unless one from before is alive: that one ends with its daemon, and is
    /// waited for; if it stays, it is taken over.
    mutating func startOrAdopt() throws(ClusterError) {
        child = nil
        adopted = nil
        let deadline = ContinuousClock.now + .seconds(endSeconds)
        while let file = PostmasterFile(in: folders.data), file.isAlive(in: folders.data) {
            if ContinuousClock.now > deadline {
                guard file.isReady else { throw .start("process \(file.process) does not end") }
                adopted = file.process
                socket = file.socketFolder
                return
            }
            usleep(Self.pollMicroseconds)
        }
        try start()
    }

    private mutating func start() throws(ClusterError) {
        guard let child = ChildProcess(command, log: folders.log) else {
            throw .start("setpriv: \(String(cString: strerror(errno)))")
        }
        let deadline = ContinuousClock.now + .seconds(Self.startSeconds)
        while true {
            if let file = PostmasterFile(in: folders.data), file.process == child.id, file.isReady {
                self.child = child
                return
            }
            if child.status() != nil { throw .start(log.lastLine) }
            if ContinuousClock.now > deadline {
                kill(child.id, SIGQUIT)
                _ = child.succeeds()
                throw .start("not ready after \(Self.startSeconds) s; see \(folders.log)")
            }
            usleep(Self.pollMicroseconds)
        }
    }

    /// Settings come on the command line, so that they are the ones of this version of the daemon.
    private var command: [String] {
        let settings = [
            "listen_addresses": "",
            "port": "5432",
            "unix_socket_directories": socket,
            "unix_socket_permissions": "0700",
            "max_connections": "60",
            "cluster_name": "garaged",
            // Two seconds less after a crash than syncing every file by its name.
            "recovery_init_sync_method": "syncfs",
            // An error would otherwise write the whole row that was refused into the log.
            "log_error_verbosity": "terse",
            "log_parameter_max_length_on_error": "0",
            "log_min_error_statement": "panic",
            // Nor what was asked and how long it took, whatever a file in the folder says.
            "log_parameter_max_length": "0",
            "log_statement": "none",
            "log_min_duration_statement": "-1",
            "log_min_duration_sample": "-1",
            "log_transaction_sample_rate": "0",
            "logging_collector": "off",
            "log_destination": "stderr",
            "log_line_prefix": "%m [%p] ",
            "jit": "off",
        ]
        return account.prefix + [binaries.postgres, "-D", folders.data]
            + settings.sorted { $0.key < $1.key }.flatMap { ["-c", "\($0.key)=\($0.value)"] }
    }

    mutating func isAlive() -> Bool {
        if let child {
            guard child.status() != nil else { return true }
            self.child = nil
            return false
        }
        return adopted.map { kill($0, 0) == 0 } ?? false
    }

    /// A fast shutdown; an immediate one, which loses nothing either, when that takes too long.
    mutating func stop() {
        guard let process = child?.id ?? adopted else { return }
        for signal in [SIGINT, SIGQUIT] {
            kill(process, signal)
            let deadline = ContinuousClock.now + .seconds(Self.shutdownSeconds)
            while ContinuousClock.now < deadline {
                guard isAlive() else { return removeShortSocketFolder() }
                usleep(Self.pollMicroseconds)
            }
        }
    }

    private func removeShortSocketFolder() {
        if socket != folders.socket { rmdir(socket) }
    }

    func conninfo(database: String) -> String {
        let quoted = socket.map { $0 == "'" || $0 == "\\" ? "\\\($0)" : "\($0)" }.joined()
        return "host='\(quoted)' port=5432 user=garaged dbname=\(database)"
    }
}

/// The file that PostgreSQL's messages go to.
struct ClusterLog {
    let path: String

    /// Beyond it the older half of the messages is of no use to anybody.
    static let bytesMax: Int64 = 10_000_000

    /// Keeps the file under its limit.
    ///
    /// What was there goes to a second file. The server appends, so that it goes on at the new end.
    func shorten(limit: Int64 = bytesMax) {
        var status = stat()
        guard stat(path, &status) == 0, Int64(status.st_size) > limit else { return }
        _ = ChildProcess(["cp", "--", path, "\(path).1"], log: "/dev/null")?.succeeds()
        truncate(path, 0)
    }

    /// The last message, for an error that is about the server's start.
    var lastLine: String {
        let lines = textOfFile(path)?.split(separator: "\n") ?? []
        return lines.last { $0.contains("FATAL") || $0.contains("error:") }.map(String.init)
            ?? lines.last.map(String.init) ?? "see \(path)"
    }
}
