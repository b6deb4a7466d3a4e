/// Something that happened to a referral, for whoever follows it; without the person.
package struct ReferralNews: Equatable, Sendable {
    package var code: ReferralCode
    package var organisation: OrganisationID
    /// The garage's number.
    package var garage: Int64
    package var event: ReferralEvent
    /// The state after it.
    package var state: ReferralState
    /// When it was told.
    package var at: Instant

    package init(
        code: ReferralCode, organisation: OrganisationID, garage: Int64, event: ReferralEvent,
        state: ReferralState, at: Instant
    ) {
        self.code = code
        self.organisation = organisation
        self.garage = garage
        self.event = event
        self.state = state
        self.at = at
    }

    /// Whether a scope may hear of it.
    package func concerns(_ scope: Scope) -> Bool {
        switch scope {
        case .organisation(let own): organisation == own
        case .garage(let own): garage == own
        case .everything: true
        }
    }
}
