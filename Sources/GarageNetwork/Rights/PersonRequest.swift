/// What a person may ask for (GDPR, articles 15 to 21).
package enum RequestKind: String, CaseIterable, Sendable {
    case access, rectification, erasure, limitation, objection, complaint
}

/// What became of a request.
package enum RequestOutcome: String, CaseIterable, Sendable {
    case done, refused, withdrawn
}

/// A request in the register; nothing of the person but the pseudonym.
package struct PersonRequest: Equatable, Sendable {
    package var number: Int64
    /// Nil once they were forgotten.
    package var beneficiary: BeneficiaryID?
    package var organisation: OrganisationID
    package var kind: RequestKind
    package var receivedOn: Day
    /// One month later: the same day, or the last of a shorter month.
    package var dueOn: Day
    package var closedOn: Day?
    package var outcome: RequestOutcome?

    package init(
        number: Int64, beneficiary: BeneficiaryID?, organisation: OrganisationID,
        kind: RequestKind, receivedOn: Day, dueOn: Day, closedOn: Day? = nil,
        outcome: RequestOutcome? = nil
    ) {
        self.number = number
        self.beneficiary = beneficiary
        self.organisation = organisation
        self.kind = kind
        self.receivedOn = receivedOn
        self.dueOn = dueOn
        self.closedOn = closedOn
        self.outcome = outcome
    }
}

/// How the register stands, for a check: no person.
package struct RequestFacts: Equatable, Sendable {
    package var open = 0
    /// The day on which the oldest open request came.
    package var oldest: Day?
    /// The first day by which one must be answered.
    package var firstDue: Day?

    package init(open: Int = 0, oldest: Day? = nil, firstDue: Day? = nil) {
        self.open = open
        self.oldest = oldest
        self.firstDue = firstDue
    }
}
