extension ReferralEvent {
    /// The reasons that explain this event; any for what needs none.
    ///
    /// A garage that declines says something of itself, the car or the person's rights, and the
    /// network learns from it; whoever calls a referral off says something of the person.
    package var reasons: [ReasonCode] {
        switch self {
        case .decline:
            [
                .full, .brand, .heavyWork, .vehicleLimits, .hours, .closed, .notEligible,
                .duplicate, .partUnavailable, .tooFar, .other,
            ]
        case .cancel:
            [
                .duplicate, .notEligible, .gaveUp, .sold, .repairedElsewhere, .mistake, .moved,
                .notNeeded, .objection, .tooFar, .noAnswer, .wishOfThePerson, .other,
            ]
        case .redirect:
            [
                .full, .brand, .heavyWork, .vehicleLimits, .hours, .closed, .partUnavailable,
                .mistake, .moved, .tooFar, .noAnswer, .wishOfThePerson, .other,
            ]
        case .giveUp:
            [
                .dearerThanCar, .quoteTooHigh, .fundingRefused, .fundingLapsed, .gaveUp, .sold,
                .partUnavailable, .repairedElsewhere, .heavyWork, .vehicleLimits, .moved,
                .objection, .noAnswer, .other,
            ]
        case .propose, .accept, .expire, .rebook, .remind, .receive, .noShow, .completeFile,
            .quote, .quoteAccepted, .quoteRefused, .waitForFunds, .unrepairable, .repair,
            .answerSatisfaction:
            ReasonCode.allCases
        }
    }
}

extension ReasonCode {
    /// The reasons why somebody whom no garage could take waits no longer.
    ///
    /// Those of a referral that is called off, but for what speaks of a garage: there is none.
    package static let ofWithdrawals = ReferralEvent.cancel.reasons.filter { $0 != .tooFar }
}
