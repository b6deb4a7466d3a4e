/// One person sent to one garage.
package struct Referral: Equatable, Sendable {
    /// The database's key: later referrals have greater ones.
    package var number: Int64
    package var code: ReferralCode
    package var organisation: OrganisationID
    package var beneficiary: BeneficiaryID
    package var garage: Int64
    package var state: ReferralState
    /// The month whose counters it is in.
    package var month: Month
    package var createdAt: Instant
    package var answerBy: Instant
    /// What the garage's committed count was, this one included, when the place was taken.
    package var committedThen: Int
    package var rank: Int
    package var km: Double
    /// Further than the nearest garage that could take the person then.
    package var extraKm: Double
    /// What is known of its course besides the state.
    package var course: ReferralCourse

    package init(
        number: Int64, code: ReferralCode, organisation: OrganisationID,
        beneficiary: BeneficiaryID, garage: Int64, state: ReferralState, month: Month,
        createdAt: Instant, answerBy: Instant, committedThen: Int, rank: Int, km: Double,
        extraKm: Double, course: ReferralCourse = ReferralCourse()
    ) {
        self.number = number
        self.code = code
        self.organisation = organisation
        self.beneficiary = beneficiary
        self.garage = garage
        self.state = state
        self.month = month
        self.createdAt = createdAt
        self.answerBy = answerBy
        self.committedThen = committedThen
        self.rank = rank
        self.km = km
        self.extraKm = extraKm
        self.course = course
    }
}

/// What the events of a referral say besides its state; the same in whatever order they came.
package struct ReferralCourse: Equatable, Sendable {
    /// The day the person came: the first reception that was told of, else the first day that
    /// anything was told of that needs one.
    package var receivedOn: Day?
    package var quote: QuoteStanding
    /// ``ReferralEvent/repair`` or ``ReferralEvent/giveUp``; repaired where both were told.
    package var outcome: ReferralEvent?
    /// The referral that this one follows: the person was sent on from there.
    package var previous: ReferralCode?
    /// The one that follows this one.
    package var next: ReferralCode?
    /// How often the person had been sent on by itself before this one; 0 for one that somebody
    /// made.
    package var attempt: Int

    package init(
        receivedOn: Day? = nil, quote: QuoteStanding = .none, outcome: ReferralEvent? = nil,
        previous: ReferralCode? = nil, next: ReferralCode? = nil, attempt: Int = 0
    ) {
        self.receivedOn = receivedOn
        self.quote = quote
        self.outcome = outcome
        self.previous = previous
        self.next = next
        self.attempt = attempt
    }
}

/// A referral and everything that happened to it, first to last.
package struct ReferralHistory: Equatable, Sendable {
    package var referral: Referral
    package var events: [Entry]

    package struct Entry: Equatable, Sendable {
        package var event: ReferralEvent
        package var state: ReferralState
        package var on: Day
        package var recordedAt: Instant
        package var by: Role
        package var channel: Channel
        package var reason: String
        package var amountCents: Int64?
        package var score: Int?

        package init(
            event: ReferralEvent, state: ReferralState, on: Day, recordedAt: Instant, by: Role,
            channel: Channel = .line, reason: String = "", amountCents: Int64? = nil,
            score: Int? = nil
        ) {
            self.event = event
            self.state = state
            self.on = on
            self.recordedAt = recordedAt
            self.by = by
            self.channel = channel
            self.reason = reason
            self.amountCents = amountCents
            self.score = score
        }
    }

    package init(referral: Referral, events: [Entry]) {
        self.referral = referral
        self.events = events
    }
}
