extension ReferralState {
    /// The state after an event, or nil when the event cannot happen in this state.
    ///
    /// This table is the whole rule; the database holds the same one (`referral_transition`) and a
    /// test compares the two. Facts are told late, twice and in any order, so each raises the state
    /// to the one that it proves and never lowers it: whatever their order, the same facts end in
    /// the same state. What a decision ended (declined, cancelled, redirected) no fact opens again;
    /// a referral that was only left without an answer, or whose person did not come, any later
    /// fact does.
    package func after(_ event: ReferralEvent) -> ReferralState? {
        switch event {
        case .propose: nil
        case .accept: raised(to: .accepted)
        case .decline: [.proposed, .accepted, .expired].contains(self) ? .declined : nil
        case .expire: self == .proposed ? .expired : nil
        case .cancel: isOpen ? .cancelled : nil
        case .redirect:
            isOpen || [.declined, .expired, .noShow].contains(self) ? .redirected : nil
        case .rebook: self == .noShow ? .accepted : nil
        case .remind: self == .proposed ? .proposed : nil
        case .receive: raised(to: .received)
        case .noShow: raised(to: .noShow)
        case .completeFile: raised(to: .fileComplete)
        case .quote, .quoteAccepted, .quoteRefused, .waitForFunds, .unrepairable:
            raised(to: .quoted)
        case .giveUp: raised(to: .notRepaired)
        case .repair: raised(to: .repaired)
        case .answerSatisfaction: raised(to: .closed)
        }
    }

    /// The further of two states on the way; nil for one that a decision ended.
    private func raised(to target: ReferralState) -> ReferralState? {
        guard let own = progress, let other = target.progress else { return nil }
        return own < other ? target : self
    }

    /// How far on the way; nil for what a decision ended.
    private var progress: Int? {
        switch self {
        case .declined, .cancelled, .redirected: nil
        case .proposed: 0
        case .expired: 1
        case .accepted: 2
        case .noShow: 3
        case .received: 4
        case .fileComplete: 5
        case .quoted: 6
        case .notRepaired: 7
        case .repaired: 8
        case .closed: 9
        }
    }
}
