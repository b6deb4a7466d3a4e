import GarageNetwork
import Testing

/// The machine against its table, written out once more by hand.
@Suite struct ReferralStateTests {
    /// The states that facts raise, first to last.
    static let way: [ReferralState] = [
        .proposed, .expired, .accepted, .noShow, .received, .fileComplete, .quoted, .notRepaired,
        .repaired, .closed,
    ]

    /// What each of these raises the state to, when it is not further already.
    static let proofs: [(ReferralEvent, ReferralState)] = [
        (.accept, .accepted), (.noShow, .noShow), (.receive, .received),
        (.completeFile, .fileComplete), (.quote, .quoted), (.quoteAccepted, .quoted),
        (.quoteRefused, .quoted), (.waitForFunds, .quoted), (.unrepairable, .quoted),
        (.giveUp, .notRepaired), (.repair, .repaired), (.answerSatisfaction, .closed),
    ]

    /// Every decision that is possible; no other is.
    static let decisions: [(ReferralState, ReferralEvent, ReferralState)] = [
        (.proposed, .decline, .declined), (.accepted, .decline, .declined),
        (.expired, .decline, .declined),
        (.proposed, .expire, .expired), (.proposed, .remind, .proposed),
        (.noShow, .rebook, .accepted),
        (.proposed, .cancel, .cancelled), (.accepted, .cancel, .cancelled),
        (.received, .cancel, .cancelled), (.fileComplete, .cancel, .cancelled),
        (.quoted, .cancel, .cancelled),
        (.proposed, .redirect, .redirected), (.accepted, .redirect, .redirected),
        (.received, .redirect, .redirected), (.fileComplete, .redirect, .redirected),
        (.quoted, .redirect, .redirected), (.declined, .redirect, .redirected),
        (.expired, .redirect, .redirected), (.noShow, .redirect, .redirected),
    ]

    @Test func theWholeTableIsAsWritten() {
        for state in ReferralState.allCases {
            for event in ReferralEvent.allCases {
                let expected: ReferralState?
                if let proof = Self.proofs.first(where: { $0.0 == event }) {
                    let own = Self.way.firstIndex(of: state)
                    let other = Self.way.firstIndex(of: proof.1) ?? 0
                    expected = own.map { Self.way[max($0, other)] }
                } else {
                    expected = Self.decisions.first { $0.0 == state && $0.1 == event }?.2
                }
                #expect(state.after(event) == expected, "\(state) after \(event)")
            }
        }
    }

    @Test func whatADecisionEndedNoFactOpensAgain() {
        for state in [ReferralState.declined, .cancelled, .redirected] {
            for event in ReferralEvent.allCases where event.isFact {
                #expect(state.after(event) == nil, "\(state) after \(event)")
            }
            #expect(state.after(.accept) == nil)
        }
    }

    @Test func whoDidNotAnswerOrDidNotComeIsOpenToEveryFact() {
        for state in [ReferralState.expired, .noShow] {
            for event in ReferralEvent.allCases where event.isFact {
                #expect(state.after(event) != nil, "\(state) after \(event)")
            }
        }
    }

    @Test func whoWaitsTakesAPlace() {
        for state in ReferralState.allCases where state.isOpen { #expect(state.isCommitted) }
        let givenBack = ReferralState.allCases.filter { !$0.isCommitted }
        #expect(givenBack == [.declined, .expired, .cancelled, .redirected, .noShow])
    }

    @Test func wordsAreDistinct() {
        #expect(Set(ReferralState.allCases.map(\.frenchLabel)).count == 13)
        #expect(Set(ReferralState.allCases.map(\.rawValue)).count == 13)
        #expect(Set(ReferralEvent.allCases.map(\.rawValue)).count == 19)
        #expect(Set(ReferralEvent.allCases.map(\.frenchLabel)).count == 19)
        #expect(Set(ReferralEvent.allCases.map(\.englishLabel)).count == 19)
        #expect(Set(ReasonCode.allCases.map(\.frenchLabel)).count == ReasonCode.allCases.count)
        #expect(Set(ReasonCode.allCases.map(\.englishLabel)).count == ReasonCode.allCases.count)
    }

    @Test(arguments: [
        // What somebody would type, and whether it explains the event.
        (ReferralEvent.decline, ReasonCode.full, true), (.decline, .brand, true),
        (.decline, .moved, false), (.decline, .quoteTooHigh, false), (.decline, .other, true),
        (.cancel, .mistake, true), (.cancel, .full, false), (.cancel, .brand, false),
        (.cancel, .duplicate, true), (.redirect, .tooFar, true), (.redirect, .sold, false),
        (.giveUp, .dearerThanCar, true), (.giveUp, .full, false), (.receive, .other, true),
    ])
    func aReasonExplainsItsEvent(event: ReferralEvent, reason: ReasonCode, fits: Bool) {
        #expect(event.reasons.contains(reason) == fits)
    }

    @Test(arguments: [
        (ReasonCode.notNeeded, true), (.gaveUp, true), (.repairedElsewhere, true), (.other, true),
        // No garage took them: nothing of a garage explains that they wait no longer.
        (.full, false), (.brand, false), (.tooFar, false), (.closed, false), (.quoteTooHigh, false),
    ])
    func aReasonExplainsAWithdrawal(reason: ReasonCode, fits: Bool) {
        #expect(ReasonCode.ofWithdrawals.contains(reason) == fits)
    }

    @Test func everyEventCanBeExplainedAndEveryReasonIsOfUse() {
        for event in ReferralEvent.allCases {
            #expect(event.reasons.contains(.other), "\(event)")
            #expect(Set(event.reasons).count == event.reasons.count, "\(event)")
        }
        let explained = [ReferralEvent.decline, .cancel, .redirect, .giveUp].flatMap(\.reasons)
        #expect(Set(explained) == Set(ReasonCode.allCases))
    }
}
