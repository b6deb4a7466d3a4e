/// What a caller may do.
///
/// A token carries one role.
package enum Role: String, CaseIterable, Sendable {
    case prescriber, garage, manager, monitor, admin
}

/// Whose referrals and people a caller may see.
package enum Scope: Equatable, Sendable {
    case organisation(OrganisationID)
    case garage(Int64)
    /// A manager or an administrator.
    case everything(Role)

    package var role: Role {
        switch self {
        case .organisation: .prescriber
        case .garage: .garage
        case .everything(let role): role
        }
    }
}

/// A token as it is kept: `key.secret` is shown once; only the hash of the secret stays.
package struct StoredToken: Equatable, Sendable {
    package var keyID: String
    /// SHA-256 of the secret's 32 bytes.
    package var secretHash: [UInt8]
    package var role: Role
    /// For a prescriber.
    package var organisation: OrganisationID?
    /// For a garage.
    package var garage: Int64?
    package var expiresAt: Instant

    package init(
        keyID: String, secretHash: [UInt8], role: Role, organisation: OrganisationID?,
        garage: Int64?, expiresAt: Instant
    ) {
        self.keyID = keyID
        self.secretHash = secretHash
        self.role = role
        self.organisation = organisation
        self.garage = garage
        self.expiresAt = expiresAt
    }
}
