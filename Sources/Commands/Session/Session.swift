package import GarageNetwork

/// Who is at the other end of a connection.
struct Session: Sendable {
    var caller: Caller?
    /// The account at the other end of the Unix socket, for the audit.
    var uid: Int64?

    /// Whose referrals and people the caller may see; nil for a monitor, which sees none.
    var scope: Scope? {
        guard let caller else { return nil }
        switch caller.role {
        case .prescriber: return caller.organisation.map(Scope.organisation)
        case .garage: return caller.garage.map(Scope.garage)
        case .manager, .admin: return .everything(caller.role)
        case .monitor: return nil
        }
    }
}

/// A caller that is known, by a token or by the kernel.
package struct Caller: Equatable, Sendable {
    package var role: Role
    package var organisation: OrganisationID?
    package var garage: Int64?
    /// The public half of the token, so that a revocation finds the open connections.
    package var keyID: String?

    package init(
        role: Role, organisation: OrganisationID? = nil, garage: Int64? = nil,
        keyID: String? = nil
    ) {
        self.role = role
        self.organisation = organisation
        self.garage = garage
        self.keyID = keyID
    }
}

/// How an attempt to be known ended.
enum Admission: Sendable {
    case admitted(Caller)
    /// The same answer for an unknown token, a wrong secret and an expired one.
    case refused
    /// Nobody could look: the database is away.
    case unanswered
}
