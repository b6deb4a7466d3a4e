import GarageNetwork
import Testing

@testable import PostgresStore

/// Quotes and funders: what is kept, what stands, who may see it.
@Suite struct QuoteTests {
    private static func order(
        _ referral: Referral, _ scope: Scope, _ figures: Quote.Figures, key: String,
        on day: Day? = nil
    ) -> QuoteOrder {
        QuoteOrder(code: referral.code, scope: scope, quote: figures, on: day, key: key)
    }

    private static func ask(
        _ referral: Referral, _ funder: String, _ state: Funding.State, _ cents: Int64? = nil,
        until: Day? = nil, key: String
    ) throws -> FundingOrder {
        FundingOrder(
            code: referral.code, scope: .organisation(referral.organisation),
            funder: try #require(Funder(funder)), state: state, amountCents: cents, until: until,
            key: key)
    }

    @Test func aQuoteIsKeptWithItsFactAndTheLastVersionStands() async throws {
        try await TestStore.with { store in
            let referral = try await store.placed()
            let garage = Scope.garage(referral.garage)
            let first = Quote.Figures(
                amountCents: 45_000, labourCents: 20_000, labourMinutes: 150, partsCents: 25_000,
                discountCents: 30_000, ownShareCents: 15_000, validUntil: Day("2099-12-20"))
            let done = try await store.store.quotes.quote(
                Self.order(referral, garage, first, key: "q1"))
            let file = try #require(done.file)
            #expect(file.referral.state == .quoted && file.referral.course.quote == .open)
            #expect(file.money.quote?.figures == first && file.money.quote?.version == 1)
            #expect(file.money.gapCents == 30_000)
            let history = try await store.ledger.referral(referral.code, visibleTo: garage)
            #expect(history?.events.last?.event == .quote)
            #expect(history?.events.last?.amountCents == 45_000)
            let month = store.observer.seen.counts[referral.garage]?[referral.month]
            #expect(month?.received == 1, "the person must have come")
            let dearer = Quote.Figures(amountCents: 60_000)
            let second = try await store.store.quotes.quote(
                Self.order(referral, garage, dearer, key: "q2"))
            #expect(second.file?.money.quote?.version == 2)
            #expect(second.file?.money.quote?.figures == dearer)
            #expect(try store.connect().number("SELECT count(*) FROM ledger.quote") == 2)
            #expect(try store.connect().violations() == [])
        }
    }

    @Test func theSameKeyChangesNothingAndIsNotUsedTwice() async throws {
        try await TestStore.with { store in
            let referral = try await store.placed()
            let other = try await store.placed()
            let garage = Scope.garage(referral.garage)
            let figures = Quote.Figures(amountCents: 45_000, ownShareCents: 100)
            let quotes = store.store.quotes
            let order = Self.order(referral, garage, figures, key: "q")
            #expect(try await quotes.quote(order).isReplayed == false)
            #expect(try await quotes.quote(order).isReplayed == true)
            var changed = order
            changed.quote.partsCents = 1
            #expect(try await quotes.quote(changed) == .refused(.keyReused))
            let elsewhere = Self.order(other, .garage(other.garage), figures, key: "q")
            #expect(try await quotes.quote(elsewhere) == .refused(.keyReused))
            // The same figures by another key are no other quote.
            var again = order
            again.key = "q9"
            #expect(try await quotes.quote(again).isReplayed == true)
            let sql = try store.connect()
            #expect(try sql.number("SELECT count(*) FROM ledger.quote") == 1)
            let ask = try Self.ask(referral, "caf", .asked, 500, key: "f")
            #expect(try await quotes.fund(ask).isReplayed == false)
            #expect(try await quotes.fund(ask).isReplayed == true)
            let twin = try Self.ask(referral, "caf", .asked, 500, key: "f2")
            #expect(try await quotes.fund(twin).isReplayed == true)
            let reused = try Self.ask(referral, "caf", .refused, key: "f")
            #expect(try await quotes.fund(reused) == .refused(.keyReused))
            #expect(try sql.number("SELECT count(*) FROM ledger.funding") == 1)
        }
    }

    @Test func detailsMayFollowAStepThatToldOnlyTheAmount() async throws {
        try await TestStore.with { store in
            let referral = try await store.placed()
            let garage = Scope.garage(referral.garage)
            func step(_ cents: Int64, _ key: String) async throws {
                _ = try await store.ledger.advance(
                    StepOrder(
                        code: referral.code, step: .quote, scope: garage, amountCents: cents,
                        key: key))
            }
            try await step(45_000, "s1")
            let told = try await store.store.quotes.file(
                of: referral.code, visibleTo: garage, at: nil)
            #expect(told?.money.quote?.version == nil)
            #expect(told?.money.quote?.figures == Quote.Figures(amountCents: 45_000))
            let whole = Quote.Figures(amountCents: 45_000, partsCents: 25_000)
            let done = try await store.store.quotes.quote(
                Self.order(referral, garage, whole, key: "q1"))
            #expect(done.isReplayed == false && done.file?.money.quote?.figures == whole)
            try await step(52_000, "s2")
            let later = try await store.store.quotes.file(
                of: referral.code, visibleTo: garage, at: nil)
            #expect(later?.money.quote?.figures == Quote.Figures(amountCents: 52_000))
        }
    }

    @Test func aFundersCourseIsKeptAndItsLastAnswerStands() async throws {
        try await TestStore.with { store in
            let referral = try await store.placed()
            let quotes = store.store.quotes
            func fund(
                _ funder: String, _ state: Funding.State, _ cents: Int64? = nil,
                until: String? = nil
            ) async throws -> Funding? {
                let order = try Self.ask(
                    referral, funder, state, cents, until: until.flatMap { Day($0) },
                    key: "\(funder)-\(state.rawValue)-\(cents ?? 0)")
                return try await quotes.fund(order).file?.money.fundings.first {
                    $0.funder?.id == funder
                }
            }
            let asked = try await fund("caf", .asked, 50_000, until: "2099-12-15")
            #expect(asked?.askedCents == 50_000 && asked?.until == Day("2099-12-15"))
            let granted = try await fund("caf", .granted, 30_000)
            #expect(granted?.grantedCents == 30_000 && granted?.askedCents == 50_000)
            #expect(granted?.until == nil)
            let paid = try await fund("caf", .paid)
            #expect(paid?.paidCents == 30_000 && paid?.state == .paid)
            #expect(try await fund("fastt", .asked, 9_000)?.standingCents == 0)
            // Granted without an amount: what was asked for.
            #expect(try await fund("fastt", .granted)?.grantedCents == 9_000)
            let refused = try await fund("fastt", .refused)
            #expect(refused?.standingCents == 0 && refused?.grantedCents == nil)
            let file = try await quotes.file(
                of: referral.code, visibleTo: .everything(.manager), at: nil)
            #expect(file?.money.fundings.map { $0.funder?.id } == ["caf", "fastt"])
            #expect(file?.money.grantedCents == 30_000)
            let sql = try store.connect()
            #expect(try sql.number("SELECT count(*) FROM ledger.funding") == 6)
            #expect(throws: StoreError.self) {
                try sql.sql("UPDATE ledger.funding SET state = 'paid'")
            }
            #expect(throws: StoreError.self) { try sql.sql("DELETE FROM ledger.quote") }
        }
    }

    @Test func aGarageIsNeverToldWhoPays() async throws {
        try await TestStore.with { store in
            let referral = try await store.placed()
            let quotes = store.store.quotes
            _ = try await quotes.fund(
                Self.ask(referral, "caf", .granted, 30_000, key: "a"))
            _ = try await quotes.fund(Self.ask(referral, "fastt", .asked, 9_000, key: "b"))
            let garage = try await quotes.file(
                of: referral.code, visibleTo: .garage(referral.garage), at: nil)
            let folded = try #require(garage?.money.fundings)
            #expect(folded.count == 1 && folded.first?.funder == nil)
            #expect(folded.first?.askedCents == nil && folded.first?.grantedCents == 30_000)
            #expect(folded.first?.state == .asked)
            let seen: [Scope] = [.organisation(referral.organisation), .everything(.manager)]
            for scope in seen {
                let file = try await quotes.file(of: referral.code, visibleTo: scope, at: nil)
                #expect(file?.money.fundings.map { $0.funder?.id } == ["caf", "fastt"])
            }
        }
    }

    @Test func aForeignReferralIsAnsweredLikeOneThatDoesNotExist() async throws {
        try await TestStore.with { store in
            let referral = try await store.placed()
            let quotes = store.store.quotes
            let foreign: [Scope] = [.organisation(OrganisationID(8)), .garage(referral.garage + 1)]
            for scope in foreign {
                let quote = Self.order(referral, scope, Quote.Figures(amountCents: 1), key: "k")
                #expect(try await quotes.quote(quote) == .refused(.noSuchReferral))
                var funding = try Self.ask(referral, "caf", .asked, key: "k")
                funding.scope = scope
                #expect(try await quotes.fund(funding) == .refused(.noSuchReferral))
                let file = try await quotes.file(of: referral.code, visibleTo: scope, at: nil)
                #expect(file == nil)
            }
            #expect(try store.connect().number("SELECT count(*) FROM ledger.quote") == 0)
        }
    }

    @Test func whatADecisionEndedTakesNoMoney() async throws {
        try await TestStore.with { store in
            let referral = try await store.placed()
            _ = try await store.ledger.advance(
                StepOrder(
                    code: referral.code, step: .decline, scope: .garage(referral.garage),
                    reason: "full"))
            let quotes = store.store.quotes
            let quote = Self.order(
                referral, .garage(referral.garage), Quote.Figures(amountCents: 1), key: "k")
            #expect(try await quotes.quote(quote) == .refused(.conflict(.declined)))
            let funding = try Self.ask(referral, "caf", .asked, key: "k")
            #expect(try await quotes.fund(funding) == .refused(.conflict(.declined)))
            let sql = try store.connect()
            #expect(try sql.number("SELECT count(*) FROM ledger.quote") == 0)
        }
    }
}

extension MoneyOutcome {
    var file: ReferralFile? { if case .done(let file, _) = self { file } else { nil } }
    var isReplayed: Bool? { if case .done(_, let replayed) = self { replayed } else { nil } }
}

extension TestStore {
    /// A new person sent to a garage, which is added where there is none.
    func placed(
        organisation: Int64 = 7, at garage: Int64? = nil, on instant: Instant? = nil
    ) async throws -> Referral {
        let known = try connect().texts("SELECT max(number)::text FROM network.garage").first
        let first = (known ?? nil).flatMap { Int64($0) }
        let person = try await addPeople(1, organisation: organisation)[0]
        var target = garage ?? first
        if target == nil { target = try await addGarages(1, cap: 1_000)[0] }
        let outcome = try await ledger.refer(
            .example(
                person, at: [target ?? -1], key: "of-\(person)", organisation: organisation,
                on: instant))
        guard let referral = outcome.referral else { throw UnexpectedOutcome() }
        return referral
    }
}
