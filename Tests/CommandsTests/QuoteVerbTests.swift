import Commands
import GarageNetwork
import LineProtocol
import Testing

/// QUOTE, QUOTE-ANSWER and FUNDING: what is kept, what is refused, and who sees which part of it.
@Suite struct QuoteVerbTests {
    private static let code = "referral=2345678W"

    private static func rehearsal(
        _ state: ReferralState = .fileComplete, _ change: (inout QuoteBook.Pages) -> Void = { _ in }
    ) -> (rehearsal: Rehearsal, book: LedgerBook, quotes: QuoteBook) {
        let book = LedgerBook.withReferral(state)
        let quotes = QuoteBook(book, change)
        return (Rehearsal(book: book, desks: .quoting(quotes)), book, quotes)
    }

    private static func funding(
        _ funder: String, _ state: Funding.State, asked: Int64? = nil, granted: Int64? = nil,
        until: Day? = nil
    ) -> Funding {
        Funding(
            funder: Funder(funder), state: state, askedCents: asked, grantedCents: granted,
            until: until, recordedAt: Rehearsal.start)
    }

    @Test("a quote reaches the ledger whole, and is shown with what nobody pays for yet")
    func quote() async throws {
        let (rehearsal, _, quotes) = Self.rehearsal()
        let line =
            "QUOTE \(Self.code) amount_cents=45000 labour_cents=20000 labour_minutes=150"
            + " parts_cents=25000 discount_cents=30000 own_share_cents=15000"
            + " valid_until=2026-12-20 on=2026-11-20 key=q1"
        let reply = try await rehearsal.ask(line, as: .garage).get()
        let order = try #require(quotes.now.quotes.first)
        #expect(
            order.quote
                == Quote.Figures(
                    amountCents: 45_000, labourCents: 20_000, labourMinutes: 150,
                    partsCents: 25_000, discountCents: 30_000, ownShareCents: 15_000,
                    validUntil: Day("2026-12-20")))
        #expect(order.on == Day("2026-11-20") && order.key == "q1" && order.scope == .garage(1))
        #expect(order.at == Rehearsal.start)
        let shown = try #require(reply.rows.last)
        for field in [
            Field("row", .text("quote")), Field("version", .whole(1)),
            Field("amount_cents", .whole(45_000)), Field("gap_cents", .whole(30_000)),
            Field("valid_until", .text("2026-12-20")),
        ] {
            #expect(shown.contains(field), "\(field)")
        }
        #expect(reply.rows.first?.contains(Field("replayed", .truth(false))) == true)
        let again = try await rehearsal.ask(line, as: .garage).get()
        #expect(again.rows.first?.contains(Field("replayed", .truth(true))) == true)
    }

    @Test(
        "what cannot add up is refused, the boundary is not",
        arguments: [
            ("amount_cents=100 own_share_cents=100", RequestError.Name?.none),
            ("amount_cents=100 own_share_cents=101", .range),
            ("amount_cents=100 labour_cents=60 parts_cents=40", nil),
            ("amount_cents=100 labour_cents=60 parts_cents=41", .range),
            ("amount_cents=0", nil), ("amount_cents=-1", .range),
            ("amount_cents=100000001", .range), ("amount_cents=1 labour_minutes=100001", .range),
            ("amount_cents=4,5", .number),
        ])
    func sums(figures: String, refusal: RequestError.Name?) async {
        let answer = await Self.rehearsal().rehearsal.ask("QUOTE \(Self.code) \(figures) key=k")
        #expect(answer.refusal == refusal)
    }

    @Test(
        "each answer is one fact",
        arguments: [
            ("accepted", ReferralEvent.quoteAccepted), ("refused", .quoteRefused),
            ("waiting", .waitForFunds), ("unrepairable", .unrepairable),
        ])
    func answers(word: String, event: ReferralEvent) async throws {
        let (rehearsal, book, _) = Self.rehearsal(.quoted)
        let line = "QUOTE-ANSWER \(Self.code) answer=\(word) reason=gave-up on=2026-11-21 key=a1"
        _ = try await rehearsal.ask(line, as: .prescriber).get()
        let step = try #require(book.now.steps.first)
        #expect(step.step == event && step.reason == "gave-up" && step.key == "a1")
        #expect(step.on == Day("2026-11-21") && step.scope == .organisation(OrganisationID(1)))
    }

    @Test(
        "a garage says of a quote only that the car cannot be repaired",
        arguments: ["accepted", "refused", "waiting"])
    func garageAnswers(word: String) async throws {
        let (rehearsal, book, _) = Self.rehearsal(.quoted)
        let line = "QUOTE-ANSWER \(Self.code) key=a1 answer="
        #expect(await rehearsal.ask(line + word, as: .garage).refusal == .denied)
        #expect(book.now.steps.isEmpty)
        _ = try await rehearsal.ask(line + "unrepairable", as: .garage).get()
        #expect(book.now.steps.count == 1)
    }

    @Test("what a funder was asked for reaches the ledger whole")
    func fund() async throws {
        let (rehearsal, _, quotes) = Self.rehearsal()
        let line =
            "FUNDING \(Self.code) funder=caf state=asked amount_cents=30000 until=2026-12-15 key=f"
        let reply = try await rehearsal.ask(line, as: .prescriber).get()
        let order = try #require(quotes.now.fundings.first)
        #expect(order.funder == Funder("caf") && order.state == .asked && order.key == "f")
        #expect(order.amountCents == 30_000 && order.until == Day("2026-12-15"))
        #expect(reply.rows.last?.contains(Field("funder", .text("caf"))) == true)
        #expect(reply.rows.last?.contains(Field("late", .truth(false))) == true)
    }

    @Test(
        "a funder is one of the usual, or an id of one's own",
        arguments: [
            ("fonds-du-maire-2", true), ("x", true), (String(repeating: "a", count: 32), true),
            (String(repeating: "a", count: 33), false), ("CAF", false), ("fonds_x", false),
            ("\"fonds du maire\"", false), ("é", false),
        ])
    func funders(id: String, isTaken: Bool) async {
        let line = "FUNDING \(Self.code) state=asked key=f funder=\(id)"
        let refusal = await Self.rehearsal().rehearsal.ask(line).refusal
        #expect(refusal == (isTaken ? nil : .syntax))
        for usual in Funder.usual { #expect(Funder(usual.id) != nil) }
    }

    @Test("a garage sees what was granted in all, and neither who was asked nor for how much")
    func hidden() async throws {
        let money = Money(
            quote: nil,
            fundings: [
                Self.funding("caf", .granted, asked: 50_000, granted: 20_000),
                Self.funding("fastt", .asked, asked: 12_345), Self.funding("other", .refused),
            ])
        let (rehearsal, _, _) = Self.rehearsal(.quoted) { pages in
            if let code = ReferralCode("2345678W") { pages.money[code] = money }
        }
        let own = try await rehearsal.ask("REFERRAL \(Self.code)", as: .prescriber).get()
        #expect(own.texts("funder").compactMap(\.self) == ["caf", "fastt", "other"])
        let garage = try await rehearsal.ask("REFERRAL \(Self.code)", as: .garage).get()
        let told = garage.rows.map { "\($0)" }.joined()
        for secret in ["caf", "fastt", "50000", "12345"] { #expect(!told.contains(secret)) }
        let folded = try #require(garage.rows.last)
        #expect(folded.contains(Field("state", .text("asked"))))
        #expect(folded.contains(Field("granted_cents", .whole(20_000))))
        #expect(folded.contains(Field("funder", .missing)))
        #expect(garage.rows.count == 3)
        let answered = try await rehearsal.ask(
            "QUOTE-ANSWER \(Self.code) answer=unrepairable key=u", as: .garage
        ).get()
        #expect(!answered.rows.map { "\($0)" }.joined().contains("caf"))
    }

    @Test(
        "the next step follows what the funders answered",
        arguments: [
            ([], "FUNDING referral=2345678W funder=… state=granted|refused"),
            ([funding("caf", .asked, until: Day("2026-11-21"))], "state=granted|refused"),
            ([funding("caf", .asked, until: Day("2026-11-20"))], "reason=funding-lapsed"),
            ([funding("caf", .refused)], "reason=funding-refused"),
            ([funding("caf", .granted, granted: 30_000)], "answer=accepted"),
            ([funding("caf", .granted, granted: 29_999)], "funder=… state=asked"),
        ])
    func next(fundings: [Funding], says: String) async throws {
        let quote = Quote(
            version: 1, on: Rehearsal.start.paris.day,
            figures: Quote.Figures(amountCents: 45_000, ownShareCents: 15_000),
            recordedAt: Rehearsal.start)
        let (rehearsal, _, _) = Self.rehearsal(.quoted) { pages in
            guard let code = ReferralCode("2345678W") else { return }
            pages.money[code] = Money(quote: quote, fundings: fundings)
            pages.awaiting[code] = [
                Awaiting(matter: .funding, since: Rehearsal.start, due: Rehearsal.start)
            ]
        }
        let reply = try await rehearsal.ask("REFERRAL \(Self.code) lang=en", as: .prescriber).get()
        let next = try #require(reply.texts("next_step").first)
        #expect(next.contains(says) == true, "\(next)")
        #expect(reply.texts("waiting_for").first == "prescriber")
        // A garage is told that money is looked for, not how.
        let garage = try await rehearsal.ask("REFERRAL \(Self.code) lang=fr", as: .garage).get()
        #expect(garage.texts("next_step").first == "réunir l'argent")
    }

    @Test(
        "somebody else's referral is like none, for each of the verbs",
        arguments: [
            Caller(role: .prescriber, organisation: OrganisationID(2)),
            Caller(role: .garage, garage: 2),
        ])
    func others(caller: Caller) async {
        let (rehearsal, _, _) = Self.rehearsal(.quoted)
        let talk = Talk(rehearsal, as: caller)
        let lines =
            caller.role == .garage
            ? ["QUOTE \(Self.code) amount_cents=1 key=k"]
            : ["FUNDING \(Self.code) funder=caf state=asked key=k"]
        for line in lines + ["QUOTE-ANSWER \(Self.code) answer=unrepairable key=k"] {
            let foreign = await talk.say(line).error
            let missing = await talk.say(
                line.replacing("2345678W", with: Self.missing)
            ).error
            #expect(foreign?.name == .noSuch && foreign == missing)
        }
    }

    /// A code that is well written and of no referral.
    private static let missing: String = {
        var generator = SystemRandomNumberGenerator()
        return ReferralCode.random(using: &generator).text
    }()

    @Test(
        "every refusal of the ledger has its name",
        arguments: [
            (StepOutcome.Kind.keyReused, RequestError.Name.keyReused), (.full, .full),
            (.elsewhere, .conflict), (.conflict(.cancelled), .conflict),
            (.tooEarly(Rehearsal.start.paris.day), .range), (.noSuchReferral, .noSuch),
        ])
    func refusals(kind: StepOutcome.Kind, name: RequestError.Name) async {
        let (rehearsal, _, _) = Self.rehearsal { $0.refusal = kind }
        #expect(await rehearsal.ask("QUOTE \(Self.code) amount_cents=1 key=k").refusal == name)
        let funding = "FUNDING \(Self.code) funder=caf state=asked key=k"
        #expect(await rehearsal.ask(funding).refusal == name)
    }
}
