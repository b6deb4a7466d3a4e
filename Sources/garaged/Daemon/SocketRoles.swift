import Commands
import GarageNetwork
import Glibc
import LineProtocol

/// Who a process on this machine is, by the user it runs as.
struct SocketRoles: Sendable {
    private let roles: [UInt32: Role]

    /// Users by name or number; names that this machine does not know are left out.
    init(_ configured: [String: Role]) {
        var roles: [UInt32: Role] = [:]
        for (user, role) in configured {
            if let uid = Self.uid(of: user) { roles[uid] = role }
        }
        self.roles = roles
    }

    /// - Returns: nil for a stranger, who must show a token.
    func caller(_ peer: Peer) -> Caller? {
        guard case .unix(let uid) = peer, let role = roles[uid] else { return nil }
        return Caller(role: role)
    }

    private static func uid(of user: String) -> UInt32? {
        if user == Settings.Access.ownUser { return geteuid() }
        if let uid = UInt32(user) { return uid }
        guard let entry = getpwnam(user) else { return nil }
        return entry.pointee.pw_uid
    }
}
