/// Why the server does not start, with what to do about it.
package struct ServerError: Error, Equatable, Sendable, CustomStringConvertible {
    package let reason: Reason
    /// A sentence for the person who starts the daemon.
    package let description: String

    package enum Reason: Equatable, Sendable {
        case plaintextRefused
        case addressInUse
        case unusablePath
        case unusableCertificate
        case cannotListen
    }

    static func plaintextRefused(host: String) -> ServerError {
        ServerError(
            reason: .plaintextRefused,
            description: "\(host) is not a loopback address, so it needs TLS: give a certificate "
                + "and a key, or listen on 127.0.0.1")
    }

    static func socketInUse(_ path: String) -> ServerError {
        ServerError(
            reason: .addressInUse,
            description: "another process answers on \(path): stop it, or name another socket")
    }

    static func notASocket(_ path: String) -> ServerError {
        ServerError(
            reason: .unusablePath,
            description: "\(path) exists and is not a socket: move it, or name another path")
    }

    static func pathTooLong(_ path: String) -> ServerError {
        ServerError(
            reason: .unusablePath,
            description: "\(path) has \(path.utf8.count) bytes, and the path of a socket at most "
                + "\(UnixSocketFile.maximumPathBytes): name a shorter one")
    }

    static func unusableCertificate(_ path: String, why: String) -> ServerError {
        ServerError(reason: .unusableCertificate, description: "\(path) \(why)")
    }

    static func cannotListen(on place: String, why: String) -> ServerError {
        ServerError(reason: .cannotListen, description: "cannot listen on \(place): \(why)")
    }
}
