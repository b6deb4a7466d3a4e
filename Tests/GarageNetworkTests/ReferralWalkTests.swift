import GarageNetwork
import Testing

/// What holds along every way that a referral can take, not only for each step of it.
@Suite struct ReferralWalkTests {
    /// The states that one event leads to.
    private static func next(_ state: ReferralState) -> Set<ReferralState> {
        Set(ReferralEvent.allCases.compactMap(state.after))
    }

    /// All that can come after a state, itself only where a way leads back to it.
    private static func reachable(from state: ReferralState) -> Set<ReferralState> {
        var found: Set<ReferralState> = []
        var open = next(state)
        while let one = open.popFirst() {
            if found.insert(one).inserted { open.formUnion(next(one)) }
        }
        return found
    }

    @Test func everyStateIsReachedFromTheFirst() {
        let found = Self.reachable(from: .proposed)
        #expect(found == Set(ReferralState.allCases).subtracting([.proposed]))
    }

    @Test func onlyAQuoteCanBeMadeAgain() {
        let loops = ReferralState.allCases.filter { Self.reachable(from: $0).contains($0) }
        #expect(loops == [.quoted])
        #expect(ReferralState.quoted.after(.quote) == .quoted)
    }

    /// Steps a garage records, in their order: skipped forward, never taken back.
    @Test func theStepsOfAGarageNeverGoBack() {
        let order: [ReferralState] = [.proposed, .accepted, .received, .fileComplete, .quoted]
        for (place, state) in order.enumerated() {
            let later = Self.reachable(from: state)
            for earlier in order[..<place] { #expect(!later.contains(earlier), "\(state)") }
        }
        for end in [ReferralState.repaired, .notRepaired] {
            #expect(Self.reachable(from: end) == [.closed])
        }
    }

    @Test(arguments: [ReferralState.closed, .declined, .expired, .cancelled, .noShow])
    func whatIsOverStaysOver(state: ReferralState) {
        #expect(Self.next(state).isEmpty)
        #expect(!state.isOpen)
    }

    @Test func everyOpenReferralCanBeCancelledAndNoOther() {
        for state in ReferralState.allCases {
            #expect((state.after(.cancel) == .cancelled) == state.isOpen, "\(state)")
            #expect(state.after(.propose) == nil, "\(state)")
        }
    }

    @Test(arguments: [
        (ReferralEvent.accept, ReferralState.accepted), (.decline, .declined),
        (.expire, .expired), (.cancel, .cancelled), (.receive, .received), (.noShow, .noShow),
        (.completeFile, .fileComplete), (.quote, .quoted), (.repair, .repaired),
        (.giveUp, .notRepaired), (.answerSatisfaction, .closed),
    ])
    func anEventLeadsToOneStateWhereverItHappens(event: ReferralEvent, state: ReferralState) {
        #expect(Set(ReferralState.allCases.compactMap { $0.after(event) }) == [state])
    }

    /// Random events in a row: a place that was given back is never taken again.
    @Test func aRandomWalkNeverTakesAPlaceTwice() {
        var random = SeededRandom(seed: 51)
        for _ in 0..<5_000 {
            var state = ReferralState.proposed
            var (wasCommitted, wasOpen) = (true, true)
            for _ in 0..<20 {
                let event = ReferralEvent.allCases.randomElement(using: &random) ?? .accept
                state = state.after(event) ?? state
                #expect(wasCommitted || !state.isCommitted)
                #expect(wasOpen || !state.isOpen)
                (wasCommitted, wasOpen) = (state.isCommitted, state.isOpen)
            }
        }
    }
}
