import GarageNetwork
import Testing

@Suite struct ReferralStateTests {
    /// Every step that is possible; every other pair of a state and an event is refused.
    private static let steps: [(ReferralState, ReferralEvent, ReferralState)] = [
        (.proposed, .accept, .accepted), (.proposed, .decline, .declined),
        (.proposed, .expire, .expired), (.proposed, .cancel, .cancelled),
        (.proposed, .receive, .received), (.proposed, .noShow, .noShow),
        (.accepted, .decline, .declined), (.accepted, .cancel, .cancelled),
        (.accepted, .receive, .received), (.accepted, .noShow, .noShow),
        (.received, .cancel, .cancelled), (.received, .completeFile, .fileComplete),
        (.received, .quote, .quoted), (.received, .repair, .repaired),
        (.received, .giveUp, .notRepaired),
        (.fileComplete, .cancel, .cancelled), (.fileComplete, .quote, .quoted),
        (.fileComplete, .repair, .repaired), (.fileComplete, .giveUp, .notRepaired),
        (.quoted, .cancel, .cancelled), (.quoted, .quote, .quoted), (.quoted, .repair, .repaired),
        (.quoted, .giveUp, .notRepaired),
        (.repaired, .answerSatisfaction, .closed), (.notRepaired, .answerSatisfaction, .closed),
    ]

    @Test func theWholeTableIsAsWritten() {
        for state in ReferralState.allCases {
            for event in ReferralEvent.allCases {
                let expected = Self.steps.first { $0.0 == state && $0.1 == event }?.2
                #expect(state.after(event) == expected, "\(state) after \(event)")
            }
        }
    }

    @Test func aPersonWhoNoLongerWaitsGoesOnOnlyToSatisfaction() {
        for state in ReferralState.allCases where !state.isOpen {
            let possible = ReferralEvent.allCases.filter { state.after($0) != nil }
            let isJudged = state == .repaired || state == .notRepaired
            #expect(possible == (isJudged ? [.answerSatisfaction] : []))
        }
    }

    @Test func aPlaceGivenBackIsNeverTakenAgain() {
        for (from, _, to) in Self.steps where !from.isCommitted { #expect(!to.isCommitted) }
        let givenBack = ReferralState.allCases.filter { !$0.isCommitted }
        #expect(givenBack == [.declined, .expired, .cancelled, .noShow])
    }

    @Test func whoWaitsTakesAPlace() {
        for state in ReferralState.allCases where state.isOpen { #expect(state.isCommitted) }
    }

    @Test func wordsAreDistinct() {
        #expect(Set(ReferralState.allCases.map(\.frenchLabel)).count == 12)
        #expect(Set(ReferralState.allCases.map(\.rawValue)).count == 12)
        #expect(Set(ReferralEvent.allCases.map(\.rawValue)).count == 12)
    }
}
