/// One thing that a referral waits for.
package struct Awaiting: Equatable, Sendable {
    package var matter: Matter
    /// When it began to wait.
    package var since: Instant
    /// When it should be done.
    package var due: Instant

    package init(matter: Matter, since: Instant, due: Instant) {
        self.matter = matter
        self.since = since
        self.due = due
    }

    /// Who has to do it.
    package enum Whom: String, CaseIterable, Sendable {
        case prescriber, garage, manager
    }

    /// What has to be done; the same words as in `ledger.awaited_term`.
    package enum Matter: String, CaseIterable, Sendable {
        // A garage.
        /// Yes or no to a proposal.
        case answer
        /// The person was said yes to and has not come.
        case reception
        /// The person has come: papers, then a quote.
        case quote
        /// The quote was accepted.
        case repair
        /// The quote was refused or the car cannot be repaired: say that it was not.
        case closing
        // A prescriber.
        /// The garage declined or did not answer, and the person has no other.
        case resend
        /// The person did not come.
        case rebook
        /// Yes or no to a quote.
        case decision
        /// A funder's answer.
        case funding
        /// What the person says of it.
        case satisfaction
        // A manager.
        /// A proposal whose time to answer is over.
        case overdue
        /// Nobody could take the person in the end.
        case unplaced
        /// A funder whose date has passed.
        case lateFunder = "late-funder"

        package var whom: Whom {
            switch self {
            case .answer, .reception, .quote, .repair, .closing: .garage
            case .resend, .rebook, .decision, .funding, .satisfaction: .prescriber
            case .overdue, .unplaced, .lateFunder: .manager
            }
        }
    }
}

/// A referral that waits for somebody.
package struct AwaitedReferral: Equatable, Sendable {
    package var referral: Referral
    package var awaiting: Awaiting

    package init(referral: Referral, awaiting: Awaiting) {
        self.referral = referral
        self.awaiting = awaiting
    }

    package var position: AwaitedPosition {
        AwaitedPosition(due: awaiting.due, number: referral.number)
    }
}

/// Where a page of what waits ends: the instant by which it should be done, then the referral.
package struct AwaitedPosition: Equatable, Sendable {
    package var due: Instant
    package var number: Int64

    package init(due: Instant, number: Int64) {
        self.due = due
        self.number = number
    }
}

/// What is asked of ``QuoteLedger/awaited(_:)``.
package struct AwaitedQuestion: Equatable, Sendable {
    package var whom: Awaiting.Whom
    package var scope: Scope
    /// Only this garage's; nil for any.
    package var garage: Int64?
    package var states: Set<ReferralState>
    /// Go on after this.
    package var after: AwaitedPosition?
    package var limit: Int
    /// The present, by a clock that was set; nil for the database's own.
    package var at: Instant?

    package init(
        whom: Awaiting.Whom, scope: Scope, garage: Int64? = nil,
        states: Set<ReferralState> = Set(ReferralState.allCases), after: AwaitedPosition? = nil,
        limit: Int, at: Instant? = nil
    ) {
        self.whom = whom
        self.scope = scope
        self.garage = garage
        self.states = states
        self.after = after
        self.limit = limit
        self.at = at
    }

    /// What of it the scope may hear of.
    package var matters: [Awaiting.Matter] {
        Awaiting.Matter.allCases.filter { $0.whom == whom && scope.hears(of: $0) }
    }
}

extension Scope {
    /// Whether a caller may know that a referral of theirs waits for this.
    ///
    /// A garage hears that it waits for money, not what became of those whom it did not take; only
    /// a manager hears what waits for a manager.
    package func hears(of matter: Awaiting.Matter) -> Bool {
        switch self {
        case .organisation: matter.whom != .manager
        case .garage: matter.whom == .garage || [.decision, .funding].contains(matter)
        case .everything: true
        }
    }
}
