/// A wish that nothing be done with a person's file, or that it be used again.
package struct HaltOrder: Equatable, Sendable {
    package var id: BeneficiaryID
    package var kind: Kind
    /// Puts it on; false takes it off.
    package var isOn: Bool
    package var scope: Scope
    package var at: Instant?

    package enum Kind: String, Sendable {
        /// What is open is called off, and nothing is done any more.
        case objection
        /// Nothing is lost and nothing is done: the file is kept and shown, the place stays.
        case limitation = "frozen"
    }

    package init(id: BeneficiaryID, kind: Kind, isOn: Bool, scope: Scope, at: Instant?) {
        self.id = id
        self.kind = kind
        self.isOn = isOn
        self.scope = scope
        self.at = at
    }
}

/// What a ``HaltOrder`` came to.
package enum HaltOutcome: Equatable, Sendable {
    case noSuchPerson
    /// `calledOff` is the referral that an objection ended; `open` one that stays.
    case halted(calledOff: ReferralCode?, open: ReferralCode?, replayed: Bool)
}
