import Glibc
import LineProtocol
import NIOCore

/// Finds out who is at the other end of a connection.
enum PeerIdentity {
    /// What `SO_PEERCRED` gives on Linux: `struct ucred`.
    private struct Credentials: Sendable {
        var pid: Int32 = 0
        var uid: UInt32 = 0
        var gid: UInt32 = 0
    }

    /// The user of the process that connected to a Unix socket, as the kernel knows it.
    static func onUnixSocket(_ channel: any Channel) -> EventLoopFuture<Peer> {
        guard let options = channel as? any SocketOptionProvider else {
            return channel.eventLoop.makeFailedFuture(ChannelError.operationUnsupported)
        }
        let credentials: EventLoopFuture<Credentials> = options.unsafeGetSocketOption(
            level: .socket, name: .init(rawValue: SO_PEERCRED))
        return credentials.map { .unix(uid: $0.uid) }
    }

    static func onTCP(_ channel: any Channel, isEncrypted: Bool) -> Peer {
        .tcp(address: channel.remoteAddress?.ipAddress ?? "", isEncrypted: isEncrypted)
    }

    /// Whether only this machine can reach an address: 127.0.0.0/8 or ::1.
    static func isLoopback(_ address: SocketAddress) -> Bool {
        guard let text = address.ipAddress else { return address.protocol == .unix }
        return text == "::1" || (address.protocol == .inet && text.hasPrefix("127."))
    }
}
