import GarageNetwork
import Testing

/// What a set of facts says, whatever the order in which they came.
@Suite struct ReferralCourseTests {
    private static let facts = ReferralEvent.allCases.filter(\.isFact)

    private static func day(_ number: Int) -> Day { Day(ordinal: 20_000 + Int32(number)) }

    private static func fact(_ event: ReferralEvent, _ number: Int) -> ToldFact {
        ToldFact(event, on: day(number))
    }

    /// Up to a dozen facts, most of few days, so that days meet.
    private static func some(_ random: inout SeededRandom) -> [ToldFact] {
        (0..<Int.random(in: 0...12, using: &random)).map { _ in
            fact(
                facts.randomElement(using: &random) ?? .receive,
                Int.random(in: 0...4, using: &random))
        }
    }

    @Test(
        arguments: [
            // Facts, when the person came, the quote, the outcome.
            ([], nil, QuoteStanding.none, nil),
            ([fact(.noShow, 3)], nil, .none, nil),
            ([fact(.receive, 3)], 3, .none, nil),
            ([fact(.receive, 3), fact(.receive, 2)], 2, .none, nil),
            // A reception is better evidence than work that must have followed one.
            ([fact(.completeFile, 1), fact(.receive, 3)], 3, .none, nil),
            ([fact(.repair, 5), fact(.completeFile, 4)], 4, .none, .repair),
            ([fact(.answerSatisfaction, 9)], 9, .none, nil),
            ([fact(.quote, 2)], 2, .open, nil),
            ([fact(.quote, 2), fact(.quoteAccepted, 2)], 2, .accepted, nil),
            ([fact(.quoteAccepted, 2), fact(.quote, 3)], 2, .open, nil),
            ([fact(.quoteRefused, 2), fact(.unrepairable, 2)], 2, .unrepairable, nil),
            ([fact(.waitForFunds, 2), fact(.quoteRefused, 2)], 2, .refused, nil),
            ([fact(.quote, 2), fact(.waitForFunds, 2)], 2, .waiting, nil),
            ([fact(.waitForFunds, 4), fact(.quoteAccepted, 3)], 3, .waiting, nil),
            ([fact(.giveUp, 5)], 5, .none, .giveUp),
            ([fact(.repair, 5), fact(.giveUp, 6)], 5, .none, .repair),
        ] as [([ToldFact], Int?, QuoteStanding, ReferralEvent?)])
    func whatFactsSay(
        told: [ToldFact], receivedOn: Int?, quote: QuoteStanding, outcome: ReferralEvent?
    ) {
        let course = ReferralCourse(telling: told)
        #expect(course.receivedOn == receivedOn.map(Self.day))
        #expect(course.quote == quote)
        #expect(course.outcome == outcome)
    }

    @Test func orderAndRepetitionDoNotMatter() {
        var random = SeededRandom(seed: 2_026)
        for _ in 0..<3_000 {
            let told = Self.some(&random)
            let course = ReferralCourse(telling: told)
            for start in ReferralState.allCases {
                let state = start.after(all: told)
                for _ in 0..<3 {
                    let doubled = told + told.filter { _ in Bool.random(using: &random) }
                    let shuffled = doubled.shuffled(using: &random)
                    #expect(start.after(all: shuffled) == state)
                    #expect(ReferralCourse(telling: shuffled) == course)
                }
            }
        }
    }

    /// Whoever came has a day of it, and whoever has a day of it came.
    @Test func aDayOfReceptionGoesWithTheState() {
        var random = SeededRandom(seed: 7)
        for _ in 0..<3_000 {
            let told = Self.some(&random)
            guard let state = ReferralState.accepted.after(all: told) else { continue }
            #expect(state.hasCome == (ReferralCourse(telling: told).receivedOn != nil))
        }
    }

    @Test func aQuoteStandsWhereAnEventPutsIt() {
        #expect(Set(ReferralEvent.allCases.compactMap(\.standing)).count == 5)
        for event in ReferralEvent.allCases where event.standing != nil {
            #expect(event.needsPresence && event.isFact)
        }
        #expect(QuoteStanding.allCases == QuoteStanding.allCases.sorted())
    }
}
