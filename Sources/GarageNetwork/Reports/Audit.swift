/// Who did something that is remembered: a role, and the token or the account of the system.
package struct AuditActor: Equatable, Sendable {
    package var role: Role
    /// The public half of the token.
    package var keyID: String?
    /// The account at the other end of the Unix socket.
    package var uid: Int64?
    package var organisation: OrganisationID?
    package var garage: Int64?

    package init(
        role: Role, keyID: String? = nil, uid: Int64? = nil, organisation: OrganisationID? = nil,
        garage: Int64? = nil
    ) {
        self.role = role
        self.keyID = keyID
        self.uid = uid
        self.organisation = organisation
        self.garage = garage
    }
}

/// One line of the audit; it is never changed.
package struct AuditEntry: Equatable, Sendable {
    package var number: Int64
    package var at: Instant
    package var actor: AuditActor
    package var action: AuditAction
    /// What was read, written or taken away: a pseudonym, a code, the `what` of an export.
    package var object: String
    /// What was asked, in one line.
    package var asked: String
    /// Why; empty where the verb says it.
    package var purpose: String
    /// How many rows that was when it was asked.
    package var rows: Int?

    package init(
        number: Int64, at: Instant, actor: AuditActor, action: AuditAction, object: String,
        asked: String, purpose: String = "", rows: Int?
    ) {
        self.number = number
        self.at = at
        self.actor = actor
        self.action = action
        self.object = object
        self.asked = asked
        self.purpose = purpose
        self.rows = rows
    }
}

/// What somebody did with data.
package enum AuditAction: String, CaseIterable, Sendable {
    case read, write, export
}

/// Something to be remembered in the audit.
package struct AuditNote: Equatable, Sendable {
    package var actor: AuditActor
    package var action: AuditAction
    /// A pseudonym, the code of a referral, or what was taken away; never a name: one word of at
    /// most 64 letters, digits and signs, which the database checks.
    package var object: String
    /// The verb.
    package var asked: String
    /// Why, in one of few words, at most 60 characters; empty where the verb says it.
    package var purpose: String
    package var rows: Int?
    package var at: Instant?

    package init(
        actor: AuditActor, action: AuditAction, object: String, asked: String,
        purpose: String = "", rows: Int? = nil, at: Instant? = nil
    ) {
        self.actor = actor
        self.action = action
        self.object = object
        self.asked = asked
        self.purpose = purpose
        self.rows = rows
        self.at = at
    }
}
