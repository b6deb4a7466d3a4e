/// A fact of a referral as it was told: what happened, and on which day.
package struct ToldFact: Hashable, Sendable {
    package let event: ReferralEvent
    package let on: Day

    package init(_ event: ReferralEvent, on day: Day) {
        self.event = event
        on = day
    }
}

extension ReferralState {
    /// The state after some facts, in whatever order they are told; nil where a decision ended the
    /// referral, so that none of them can be.
    package func after(all facts: some Sequence<ToldFact>) -> ReferralState? {
        var state: ReferralState? = self
        for fact in facts { state = state?.after(fact.event) }
        return state
    }
}

extension ReferralCourse {
    /// What facts say besides the state: the oracle of what the database derives from its events.
    ///
    /// The same for the same set, whatever its order and however often each is told. `previous`,
    /// `next` and `attempt` are not facts and stay empty.
    package init(telling facts: some Collection<ToldFact>) {
        let received = facts.filter { $0.event == .receive }.map(\.on).min()
        let outcomes = Set(facts.map(\.event)).intersection([.repair, .giveUp])
        let latest = facts.filter { $0.event.standing != nil }
            .max { ($0.on, $0.event.standing ?? .none) < ($1.on, $1.event.standing ?? .none) }
        self.init(
            receivedOn: received ?? facts.filter(\.event.needsPresence).map(\.on).min(),
            quote: latest?.event.standing ?? .none,
            outcome: outcomes.contains(.repair) ? .repair : outcomes.first)
    }
}

extension ReferralEvent {
    /// Whether nobody can tell of it unless the person came to the garage.
    package var needsPresence: Bool {
        switch self {
        case .receive, .completeFile, .quote, .quoteAccepted, .quoteRefused, .waitForFunds,
            .unrepairable, .repair, .giveUp, .answerSatisfaction:
            true
        case .propose, .accept, .decline, .expire, .cancel, .redirect, .rebook, .remind, .noShow:
            false
        }
    }

    /// Where the quote stands once this was told; nil for what says nothing of a quote.
    package var standing: QuoteStanding? {
        switch self {
        case .quote: .open
        case .waitForFunds: .waiting
        case .quoteRefused: .refused
        case .unrepairable: .unrepairable
        case .quoteAccepted: .accepted
        case .propose, .accept, .decline, .expire, .cancel, .redirect, .rebook, .remind, .receive,
            .noShow, .completeFile, .repair, .giveUp, .answerSatisfaction:
            nil
        }
    }

    /// What an English reader sees.
    package var englishLabel: String {
        switch self {
        case .propose: "proposal"
        case .accept: "acceptance"
        case .decline: "refusal"
        case .expire: "no answer"
        case .cancel: "cancellation"
        case .redirect: "redirection"
        case .rebook: "new appointment"
        case .remind: "reminder"
        case .receive: "reception"
        case .noShow: "no-show"
        case .completeFile: "file completed"
        case .quote: "quote"
        case .quoteAccepted: "quote accepted"
        case .quoteRefused: "quote refused"
        case .waitForFunds: "waiting for funding"
        case .unrepairable: "not worth repairing"
        case .repair: "repair done"
        case .giveUp: "repair not done"
        case .answerSatisfaction: "satisfaction"
        }
    }
}
