import GarageNetwork
import Testing

/// What holds along every way that a referral can take, not only for each step of it.
@Suite struct ReferralWalkTests {
    /// All that can come after a state, itself only where a way leads back to it.
    private static func reachable(
        from state: ReferralState, by events: [ReferralEvent] = ReferralEvent.allCases
    ) -> Set<ReferralState> {
        var found: Set<ReferralState> = []
        var open = Set(events.compactMap(state.after))
        while let one = open.popFirst() {
            if found.insert(one).inserted { open.formUnion(events.compactMap(one.after)) }
        }
        return found
    }

    @Test func everyStateIsReachedFromTheFirst() {
        let found = Self.reachable(from: .proposed)
        #expect(found == Set(ReferralState.allCases))
    }

    @Test func onlyANewAppointmentLeadsBack() {
        let others = ReferralEvent.allCases.filter { $0 != .rebook }
        for (place, state) in ReferralStateTests.way.enumerated() {
            let later = Self.reachable(from: state, by: others)
            for earlier in ReferralStateTests.way[..<place] {
                #expect(!later.contains(earlier), "\(state) to \(earlier)")
            }
        }
        #expect(Self.reachable(from: .noShow).contains(.accepted))
    }

    @Test(arguments: [ReferralState.cancelled, .redirected])
    func whatIsOverStaysOver(state: ReferralState) {
        #expect(Self.reachable(from: state).isEmpty)
        #expect(!state.isOpen)
    }

    @Test func everyOpenReferralCanBeCancelledAndNoOther() {
        for state in ReferralState.allCases {
            #expect((state.after(.cancel) == .cancelled) == state.isOpen, "\(state)")
            #expect(state.after(.propose) == nil, "\(state)")
        }
    }

    /// Two facts, from every state, one way round and the other.
    @Test func factsCommute() {
        let facts = ReferralEvent.allCases.filter { $0.isFact || $0 == .accept }
        for state in ReferralState.allCases {
            for a in facts {
                #expect(state.after(a)?.after(a) == state.after(a), "\(a) twice from \(state)")
                for b in facts {
                    #expect(
                        state.after(a)?.after(b) == state.after(b)?.after(a),
                        "\(a) and \(b) from \(state)")
                }
            }
        }
    }

    @Test func factsNeverLowerAState() {
        for (place, state) in ReferralStateTests.way.enumerated() {
            for event in ReferralEvent.allCases where event.isFact {
                let after = state.after(event).flatMap(ReferralStateTests.way.firstIndex)
                #expect(after ?? -1 >= place, "\(event) from \(state)")
            }
        }
    }

    /// Random walks: a place that was given back is taken again by a fact, a late yes or a new
    /// appointment only, and never after a decision that ended the referral.
    @Test func aRandomWalkTakesAPlaceAgainOnlyForWhoCame() {
        var random = SeededRandom(seed: 51)
        for _ in 0..<5_000 {
            var state = ReferralState.proposed
            for _ in 0..<20 {
                let event = ReferralEvent.allCases.randomElement(using: &random) ?? .accept
                guard let next = state.after(event) else { continue }
                if !state.isCommitted, next.isCommitted {
                    #expect(event.needsPresence || event == .accept || event == .rebook)
                    #expect(state == .expired || state == .noShow)
                }
                if !next.isCommitted { #expect(!next.isOpen) }
                state = next
            }
        }
    }
}
