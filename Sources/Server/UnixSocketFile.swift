import Glibc

/// The file of a Unix socket: what may stand in its place, who may open it, when it goes.
struct UnixSocketFile {
    /// What the kernel's address structure holds, without the closing zero.
    static let maximumPathBytes = 107

    let path: String

    /// Makes the path free.
    ///
    /// A socket left by a process that died is removed; one on which somebody answers is not.
    func makeRoom() throws(ServerError) {
        guard path.utf8.count <= Self.maximumPathBytes else { throw .pathTooLong(path) }
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFSOCK else { throw .notASocket(path) }
        guard !isAnswered() else { throw .socketInUse(path) }
        unlink(path)
    }

    /// Opens the socket to its owner and group: mode 0660.
    func allowGroup() throws(ServerError) {
        guard chmod(path, 0o660) == 0 else {
            throw .cannotListen(on: path, why: Self.describe(errno))
        }
    }

    /// Which file this is, so that only our own is removed at the end.
    func identity() -> UInt64? {
        var status = stat()
        return lstat(path, &status) == 0 ? UInt64(status.st_ino) : nil
    }

    /// Removes the file, if it still is the one that `identity` named.
    func remove(ifStill identity: UInt64?) {
        guard let identity, identity == self.identity() else { return }
        unlink(path)
    }

    static func describe(_ code: Int32) -> String { String(cString: strerror(code)) }

    /// Whether a process accepts connections on it.
    private func isAnswered() -> Bool {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return true }
        defer { close(descriptor) }
        guard let (address, length) = UnixAddress.make(path: Array(path.utf8)) else { return true }
        return UnixAddress.with(address) { connect(descriptor, $0, length) } == 0
            || errno != ECONNREFUSED
    }
}
