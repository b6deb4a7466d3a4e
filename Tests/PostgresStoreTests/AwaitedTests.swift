import GarageNetwork
import Testing

@testable import PostgresStore

/// What waits for whom, since when and until when.
@Suite struct AwaitedTests {
    /// 4 March 2030, ten in the morning in Paris.
    private static let start = Instant(iso8601: "2030-03-04T10:00:00+01:00")

    /// What is told of a referral, one hour after the other, and what it waits for then.
    struct Course: Sendable, CustomTestStringConvertible {
        let events: [ReferralEvent]
        let matters: [Awaiting.Matter]
        var testDescription: String {
            "\(events.map(\.rawValue)) -> \(matters.map(\.rawValue))"
        }
        init(_ events: [ReferralEvent], _ matters: [Awaiting.Matter]) {
            self.events = events
            self.matters = matters
        }
    }

    private static let courses = [
        Course([], [.answer]), Course([.accept], [.reception]),
        Course([.decline], [.resend]), Course([.expire], [.resend]), Course([.noShow], [.rebook]),
        Course([.receive], [.quote]), Course([.completeFile], [.quote]),
        Course([.quote], [.decision]), Course([.quote, .waitForFunds], [.funding]),
        Course([.quote, .quoteAccepted], [.repair]), Course([.quote, .quoteRefused], [.closing]),
        Course([.unrepairable], [.closing]), Course([.repair], [.satisfaction]),
        Course([.giveUp], [.satisfaction]), Course([.repair, .answerSatisfaction], []),
        Course([.cancel], []),
    ]

    private static func at(_ hours: Int64) throws -> Instant {
        try #require(start).advanced(bySeconds: hours * 3_600)
    }

    private static func tell(
        _ events: [ReferralEvent], of referral: Referral, in store: TestStore
    ) async throws {
        for (index, event) in events.enumerated() {
            let outcome = try await store.ledger.advance(
                StepOrder(
                    code: referral.code, step: event, scope: .everything(.manager),
                    reason: event.isFact ? "" : "other", key: "\(referral.code)-\(index)",
                    at: try at(Int64(index) + 1)))
            #expect(outcome.state != nil, "\(event)")
        }
    }

    private static func question(
        _ whom: Awaiting.Whom, _ scope: Scope = .everything(.manager), hours: Int64 = 24
    ) throws -> AwaitedQuestion {
        AwaitedQuestion(whom: whom, scope: scope, limit: 100, at: try at(hours))
    }

    @Test func everyCourseWaitsForTheSameInTheFileAndInTheLists() async throws {
        try await TestStore.with { store in
            var all: [ReferralCode: [Awaiting.Matter]] = [:]
            for course in Self.courses {
                let referral = try await store.placed(on: try Self.at(0))
                try await Self.tell(course.events, of: referral, in: store)
                all[referral.code] = course.matters
                let file = try await store.store.quotes.file(
                    of: referral.code, visibleTo: .everything(.manager), at: try Self.at(1))
                #expect(file?.awaiting.map(\.matter) == course.matters, "\(course)")
                let last = try Self.at(Int64(course.events.count))
                #expect(file?.awaiting.allSatisfy { $0.since == last && $0.due >= last } ?? false)
            }
            var listed: [ReferralCode: [Awaiting.Matter]] = [:]
            for whom in [Awaiting.Whom.garage, .prescriber] {
                let found = try await store.store.quotes.awaited(try Self.question(whom, hours: 1))
                let due = found.map(\.awaiting.due)
                #expect(due == due.sorted())
                for row in found {
                    #expect(row.awaiting.matter.whom == whom)
                    listed[row.referral.code, default: []].append(row.awaiting.matter)
                }
            }
            for (code, matters) in all { #expect(listed[code] ?? [] == matters) }
        }
    }

    @Test func aProposalPastItsTimeIsTheManagersToo() async throws {
        try await TestStore.with { store in
            // answer_by is two hours later.
            let referral = try await store.placed(on: try Self.at(0))
            let quotes = store.store.quotes
            #expect(try await quotes.awaited(try Self.question(.manager, hours: 1)).isEmpty)
            let late = try await quotes.awaited(try Self.question(.manager, hours: 2))
            #expect(late.map(\.referral.code) == [referral.code])
            #expect(late.map(\.awaiting.matter) == [.overdue])
            let garage = try await quotes.awaited(
                try Self.question(.garage, .garage(referral.garage)))
            #expect(garage.map(\.awaiting.due) == [referral.answerBy])
        }
    }

    @Test func whoeverWasSentOnWaitsNoLonger() async throws {
        try await TestStore.with { store in
            let referral = try await store.placed(on: try Self.at(0))
            try await Self.tell([.decline], of: referral, in: store)
            let scope = Scope.organisation(referral.organisation)
            let quotes = store.store.quotes
            #expect(try await quotes.awaited(try Self.question(.prescriber, scope)).count == 1)
            // Nobody waits for what is three months old.
            let old = try await quotes.awaited(
                try Self.question(.prescriber, scope, hours: 91 * 24 + 1))
            #expect(old == [])
            let next = try await store.ledger.refer(
                .example(
                    referral.beneficiary, at: [referral.garage], key: "again",
                    on: try Self.at(3)))
            let code = try #require(next.referral?.code)
            #expect(try await quotes.awaited(try Self.question(.prescriber, scope)) == [])
            _ = try await store.ledger.advance(
                StepOrder(
                    code: code, step: .repair, scope: .everything(.manager), key: "r",
                    at: try Self.at(4)))
            let left = try await quotes.awaited(try Self.question(.prescriber, scope))
            #expect(left.map(\.referral.code) == [code], "only the later one, for its satisfaction")
        }
    }

    @Test func aFunderPastTheirDateIsLateForPrescriberManagerAndCheck() async throws {
        try await TestStore.with { store in
            let referral = try await store.placed(on: try Self.at(0))
            let quotes = store.store.quotes
            _ = try await quotes.quote(
                QuoteOrder(
                    code: referral.code, scope: .garage(referral.garage),
                    quote: Quote.Figures(amountCents: 45_000), key: "q", at: try Self.at(1)))
            _ = try await quotes.fund(
                FundingOrder(
                    code: referral.code, scope: .organisation(referral.organisation),
                    funder: try #require(Funder("caf")), state: .asked, amountCents: 45_000,
                    until: Day("2030-03-10"), key: "f", at: try Self.at(2)))
            // The day itself still counts, until midnight in Paris.
            let midnight = try #require(Instant(iso8601: "2030-03-11T00:00:00+01:00"))
            let before = midnight.advanced(bySeconds: -1)
            func list(_ whom: Awaiting.Whom, _ now: Instant) async throws -> [AwaitedReferral] {
                try await quotes.awaited(
                    AwaitedQuestion(whom: whom, scope: .everything(.manager), limit: 9, at: now))
            }
            #expect(try await list(.manager, before) == [])
            #expect(try await quotes.lateFunders(at: before) == [])
            #expect(try await list(.manager, midnight).map(\.awaiting.matter) == [.lateFunder])
            #expect(
                try await quotes.lateFunders(at: midnight)
                    == [LateFunders(garage: referral.garage, count: 1, since: midnight)])
            let own = try await list(.prescriber, before)
            #expect(own.map(\.awaiting.matter) == [.funding])
            #expect(own.map(\.awaiting.due) == [midnight])
            // The garage hears that money is waited for; its own turn has not come.
            let garage = try await quotes.awaited(
                AwaitedQuestion(
                    whom: .prescriber, scope: .garage(referral.garage), limit: 9, at: midnight))
            #expect(garage.map(\.awaiting.matter) == [.funding])
            _ = try await store.ledger.advance(
                StepOrder(
                    code: referral.code, step: .quoteAccepted, scope: .everything(.manager),
                    key: "a", at: midnight))
            #expect(try await quotes.lateFunders(at: midnight) == [])
            #expect(try await list(.garage, midnight).map(\.awaiting.matter) == [.repair])
        }
    }

    @Test func everyScopeSeesItsOwnAndNoOther() async throws {
        try await TestStore.with { store in
            let garages = try await store.addGarages(2, cap: 100)
            var codes: [ReferralCode] = []
            for (organisation, garage) in [(7, garages[0]), (7, garages[1]), (8, garages[0])] {
                let referral = try await store.placed(
                    organisation: Int64(organisation), at: garage, on: try Self.at(0))
                try await Self.tell([.quote], of: referral, in: store)
                codes.append(referral.code)
            }
            func seen(_ scope: Scope, garage: Int64? = nil) async throws -> Set<ReferralCode> {
                var question = try Self.question(.prescriber, scope)
                question.garage = garage
                return Set(try await store.store.quotes.awaited(question).map(\.referral.code))
            }
            #expect(try await seen(.organisation(OrganisationID(7))) == [codes[0], codes[1]])
            #expect(try await seen(.organisation(OrganisationID(8))) == [codes[2]])
            #expect(try await seen(.garage(garages[0])) == [codes[0], codes[2]])
            #expect(try await seen(.garage(garages[0]), garage: garages[1]) == [])
            #expect(try await seen(.everything(.manager), garage: garages[1]) == [codes[1]])
            #expect(try await seen(.everything(.manager)) == Set(codes))
        }
    }

    @Test func pagesOfAnySizeAreTheWholeList() async throws {
        try await TestStore.with { store in
            for _ in 0..<7 { _ = try await store.placed(on: try Self.at(0)) }
            let quotes = store.store.quotes
            let whole = try await quotes.awaited(try Self.question(.garage))
            #expect(whole.count == 7)
            for limit in [1, 2, 3, 7] {
                var question = try Self.question(.garage)
                question.limit = limit
                var rows: [AwaitedReferral] = []
                for _ in 0...7 {
                    let page = try await quotes.awaited(question)
                    rows += page
                    guard let last = page.last else { break }
                    question.after = last.position
                }
                #expect(rows == whole)
            }
        }
    }

    @Test func theDatabaseHasATermForEveryMatter() async throws {
        let sql = try PostgresConnection(conninfo: await TestCluster.database())
        let terms = try sql.texts("SELECT matter FROM ledger.awaited_term").compactMap { $0 }
        #expect(terms.sorted() == Awaiting.Matter.allCases.map(\.rawValue).sorted())
    }
}
