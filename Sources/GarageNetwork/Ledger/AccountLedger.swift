/// Who may still call and who may still send people.
package protocol AccountLedger: Sendable {
    /// The tokens that were not revoked, by their ids; some may have expired.
    func tokens() async throws(LedgerError) -> [TokenAccount]
    /// Remembers the last day that a token was used on.
    func tokenWasUsed(keyID: String, on day: Day) async throws(LedgerError)
    /// How every prescriber stands, by its organisation.
    func prescriberStandings() async throws(LedgerError) -> [PrescriberStanding]
    /// Sets how a prescriber stands; false when there is no such one.
    ///
    /// The tokens of one that is refused are worth nothing from their next AUTH on.
    func set(_ standing: PrescriberStanding) async throws(LedgerError) -> Bool
}

/// A token as a list of accounts shows it: nothing of its secret.
package struct TokenAccount: Equatable, Sendable {
    package var keyID: String
    package var role: Role
    package var organisation: OrganisationID?
    /// The garage's number.
    package var garage: Int64?
    package var createdAt: Instant
    package var expiresAt: Instant
    /// Nil for one that was never used.
    package var lastUsedOn: Day?

    package init(
        keyID: String, role: Role, organisation: OrganisationID?, garage: Int64?,
        createdAt: Instant, expiresAt: Instant, lastUsedOn: Day?
    ) {
        self.keyID = keyID
        self.role = role
        self.organisation = organisation
        self.garage = garage
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.lastUsedOn = lastUsedOn
    }
}

/// Whether a prescriber may send people: « habilitation ».
package enum Authorisation: String, CaseIterable, Sendable {
    /// Nobody has looked yet; it may.
    case unset
    case validated, refused
    case notRequired = "not-required"
}

/// Whether a prescriber may send people, and until when its convention runs.
package struct PrescriberStanding: Equatable, Sendable {
    package var organisation: OrganisationID
    package var authorisation: Authorisation
    package var conventionFrom: Day?
    /// Its last day.
    package var conventionTo: Day?

    package init(
        organisation: OrganisationID, authorisation: Authorisation = .unset,
        conventionFrom: Day? = nil, conventionTo: Day? = nil
    ) {
        self.organisation = organisation
        self.authorisation = authorisation
        self.conventionFrom = conventionFrom
        self.conventionTo = conventionTo
    }

    /// Whether the convention has run out on a day.
    package func hasLapsed(on day: Day) -> Bool { conventionTo.map { $0 < day } ?? false }
}
