/// Where a referral stands.
package enum ReferralState: String, CaseIterable, Sendable {
    case proposed, accepted, received
    case fileComplete = "file"
    case quoted, repaired
    case notRepaired = "not-repaired"
    case closed
    case declined, expired, cancelled
    case noShow = "no-show"

    /// Whether the person still waits for something: at most one such referral each.
    package var isOpen: Bool {
        switch self {
        case .proposed, .accepted, .received, .fileComplete, .quoted: true
        case .repaired, .notRepaired, .closed, .declined, .expired, .cancelled, .noShow: false
        }
    }

    /// Whether it takes a place of the garage's month.
    package var isCommitted: Bool {
        switch self {
        case .proposed, .accepted, .received, .fileComplete, .quoted, .repaired, .notRepaired,
            .closed:
            true
        case .declined, .expired, .cancelled, .noShow: false
        }
    }

    /// What a French reader sees.
    package var frenchLabel: String {
        switch self {
        case .proposed: "proposée"
        case .accepted: "acceptée"
        case .received: "reçue au garage"
        case .fileComplete: "dossier constitué"
        case .quoted: "devis établi"
        case .repaired: "réparation faite"
        case .notRepaired: "réparation non faite"
        case .closed: "close"
        case .declined: "refusée par le garage"
        case .expired: "sans réponse"
        case .cancelled: "annulée"
        case .noShow: "non-venue"
        }
    }

    /// The state after an event, or nil when the event cannot happen in this state.
    ///
    /// This table is the whole rule; the database holds the same one (`referral_transition`) and a
    /// test compares the two. The steps a garage records may be skipped forward, because dealers'
    /// systems report them late or not at all; they never go back.
    package func after(_ event: ReferralEvent) -> ReferralState? {
        switch (event, self) {
        case (.accept, .proposed): .accepted
        case (.decline, .proposed), (.decline, .accepted): .declined
        case (.expire, .proposed): .expired
        case (.cancel, _) where isOpen: .cancelled
        case (.receive, .proposed), (.receive, .accepted): .received
        case (.noShow, .proposed), (.noShow, .accepted): .noShow
        case (.completeFile, .received): .fileComplete
        case (.quote, .received), (.quote, .fileComplete), (.quote, .quoted): .quoted
        case (.repair, .received), (.repair, .fileComplete), (.repair, .quoted): .repaired
        case (.giveUp, .received), (.giveUp, .fileComplete), (.giveUp, .quoted): .notRepaired
        case (.answerSatisfaction, .repaired), (.answerSatisfaction, .notRepaired): .closed
        default: nil
        }
    }
}

/// What can happen to a referral.
///
/// The raw value is its word in `STEP step=…`, or its verb.
package enum ReferralEvent: String, CaseIterable, Sendable {
    case propose, accept, decline, expire, cancel
    case receive = "received"
    case noShow = "no-show"
    case completeFile = "file"
    case quote = "quoted"
    case repair = "repaired"
    case giveUp = "not-repaired"
    case answerSatisfaction = "satisfaction"
}

/// Why: a closed list, so that reasons can be counted.
///
/// Each has a French and an English label.
package enum ReasonCode: String, CaseIterable, Sendable {
    case full, brand
    case heavyWork = "heavy-work"
    case vehicleLimits = "vehicle-limits"
    case hours, closed
    case notEligible = "not-eligible"
    case duplicate
    case dearerThanCar = "dearer-than-car"
    case quoteTooHigh = "quote-too-high"
    case fundingRefused = "funding-refused"
    case gaveUp = "gave-up"
    case sold
    case partUnavailable = "part-unavailable"
    case repairedElsewhere = "repaired-elsewhere"
    case mistake, moved
    case notNeeded = "not-needed"
    case objection, other
}
