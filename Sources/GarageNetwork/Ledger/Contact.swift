/// Who is told.
package struct Recipient: Hashable, Sendable {
    package var kind: Kind
    /// The garage's or the organisation's number; 0 for the manager.
    package var number: Int64

    package enum Kind: String, CaseIterable, Sendable {
        case garage, prescriber, manager
    }

    package init(kind: Kind, number: Int64) {
        self.kind = kind
        self.number = number
    }

    package static let manager = Recipient(kind: .manager, number: 0)
}

/// Where somebody is told, and what of.
package struct Contact: Equatable, Sendable {
    package var email: String?
    package var webhook: String?
    /// `fr` or `en`.
    package var language: String
    package var wantsDigest: Bool
    /// Whether what is urgent comes at once.
    package var wantsImmediate: Bool

    package init(
        email: String? = nil, webhook: String? = nil, language: String = "fr",
        wantsDigest: Bool = true, wantsImmediate: Bool = true
    ) {
        self.email = email
        self.webhook = webhook
        self.language = language
        self.wantsDigest = wantsDigest
        self.wantsImmediate = wantsImmediate
    }
}

/// What of a contact shall change: nil leaves what is there, an empty text takes it away.
package struct ContactChange: Equatable, Sendable {
    package var recipient: Recipient
    package var email: String?
    package var webhook: String?
    package var language: String?
    package var wantsDigest: Bool?
    package var wantsImmediate: Bool?

    package init(
        _ recipient: Recipient, email: String? = nil, webhook: String? = nil,
        language: String? = nil, wantsDigest: Bool? = nil, wantsImmediate: Bool? = nil
    ) {
        self.recipient = recipient
        self.email = email
        self.webhook = webhook
        self.language = language
        self.wantsDigest = wantsDigest
        self.wantsImmediate = wantsImmediate
    }
}

/// A recipient with their contact and how much waits for them.
package struct ContactEntry: Equatable, Sendable {
    package var recipient: Recipient
    /// The id of the garage or prescriber; empty for the manager.
    package var id: String
    package var contact: Contact
    /// Referrals, or for the manager people, that wait.
    package var waiting: Int

    package init(recipient: Recipient, id: String, contact: Contact, waiting: Int) {
        self.recipient = recipient
        self.id = id
        self.contact = contact
        self.waiting = waiting
    }
}
