import Glibc

/// What the embedded cluster keeps on the disk, under the daemon's state folder.
struct ClusterFolders {
    let state: String
    var lock: String { "\(state)/lock" }
    var data: String { "\(state)/postgres" }
    /// Where initdb works; renamed to ``data`` when it is done, so that half a cluster never is.
    var unfinished: String { "\(state)/postgres.new" }
    var log: String { "\(state)/postgres.log" }
    var socket: String { "\(state)/socket" }

    /// The longest path of a Unix socket on Linux (`sun_path` less its NUL), less PostgreSQL's name
    /// for it.
    private static let socketFolderLengthMax = 107 - "/.s.PGSQL.5432".utf8.count

    /// - Parameter state: A folder; made absolute, since PostgreSQL changes its own.
    init(state: String) {
        if state.hasPrefix("/") {
            self.state = state
        } else {
            let here = getcwd(nil, 0)
            defer { free(here) }
            self.state = (here.map { String(cString: $0) } ?? "") + "/" + state
        }
    }

    /// Makes the folders that must exist before initdb, and checks that PostgreSQL can reach them.
    func prepare(for account: ClusterAccount) throws(ClusterError) {
        try makeFolder(state, mode: 0o755)
        if let obstacle = account.obstacle(to: state) {
            throw .cannotEnter(folder: obstacle, account: account.name)
        }
    }

    /// Takes the folder for this process; the lock ends with it, however it ends.
    func takeLock() throws(ClusterError) -> Int32 {
        try makeFolder(state, mode: 0o755)
        let descriptor = open(lock, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .lastError(lock) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw .inUse(folder: state)
        }
        return descriptor
    }

    /// A folder for the socket that only the account, and root, can enter: in the state folder, or
    /// where that path is too long for a socket, in one with a short name.
    func makeSocketFolder(for account: ClusterAccount) throws(ClusterError) -> String {
        guard socket.utf8.count > Self.socketFolderLengthMax else {
            try makeFolder(socket, mode: 0o700)
            try give(socket, to: account)
            return socket
        }
        let parent = environment("XDG_RUNTIME_DIR") ?? "/tmp"
        var template = Array("\(parent)/garaged-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw .lastError(parent) }
        let folder = String(
            decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        try give(folder, to: account)
        return folder
    }

    func makeFolder(_ path: String, mode: mode_t) throws(ClusterError) {
        var parent = ""
        for part in path.split(separator: "/").dropLast() {
            parent += "/\(part)"
            if mkdir(parent, 0o755) != 0, errno != EEXIST { throw .lastError(parent) }
        }
        if mkdir(path, mode) != 0, errno != EEXIST { throw .lastError(path) }
    }

    func give(_ path: String, to account: ClusterAccount) throws(ClusterError) {
        guard account.isOther else { return }
        guard chown(path, account.user, account.group) == 0 else { throw .lastError(path) }
    }

    func write(_ text: String, to path: String) throws(ClusterError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .lastError(path) }
        defer { close(descriptor) }
        let bytes = Array(text.utf8)
        guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count else {
            throw .lastError(path)
        }
    }
}

extension ClusterError {
    /// What the last call of the operating system said of a path.
    static func lastError(_ path: String) -> ClusterError {
        .fileSystem(path: path, reason: String(cString: strerror(errno)))
    }
}

/// The text of a small file; nil when it cannot be read.
func textOfFile(_ path: String) -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
        let count = read(descriptor, &buffer, buffer.count)
        guard count > 0 else { break }
        bytes += buffer.prefix(count)
    }
    return String(decoding: bytes, as: UTF8.self)
}
