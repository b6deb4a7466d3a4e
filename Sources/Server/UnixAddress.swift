import Glibc

/// The kernel's form of a Unix socket's address.
enum UnixAddress {
    /// Builds one.
    ///
    /// - Parameter path: a path, or a name in the abstract space, which starts with a zero byte.
    /// - Returns: `nil` where it is too long.
    static func make(path: [UInt8]) -> (sockaddr_un, socklen_t)? {
        var address = sockaddr_un()
        guard path.count < MemoryLayout.size(ofValue: address.sun_path) else { return nil }
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }
        let isAbstract = path.first == 0
        let length =
            MemoryLayout.offset(of: \sockaddr_un.sun_path).map {
                $0 + path.count + (isAbstract ? 0 : 1)
            } ?? MemoryLayout<sockaddr_un>.size
        return (address, socklen_t(length))
    }

    /// Lends the address as the generic kind that system calls take.
    static func with<Result>(
        _ address: sockaddr_un, _ body: (UnsafePointer<sockaddr>) -> Result
    ) -> Result {
        withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0) }
        }
    }
}
