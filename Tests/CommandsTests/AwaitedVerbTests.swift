import Commands
import GarageNetwork
import LineProtocol
import Testing

/// REFERRALS waiting=…: whom it asks for, in what order, and what each row says to do.
@Suite struct AwaitedVerbTests {
    private static func rehearsal(
        _ awaiting: [Awaiting]
    ) -> (rehearsal: Rehearsal, quotes: QuoteBook) {
        let book = LedgerBook.withReferral(.quoted)
        let quotes = QuoteBook(book) { pages in
            if let code = ReferralCode("2345678W") { pages.awaiting[code] = awaiting }
        }
        return (Rehearsal(book: book, desks: .quoting(quotes)), quotes)
    }

    private static func awaiting(_ matter: Awaiting.Matter, in days: Int64 = 1) -> Awaiting {
        Awaiting(
            matter: matter, since: Rehearsal.start.advanced(bySeconds: -86_400),
            due: Rehearsal.start.advanced(bySeconds: days * 86_400))
    }

    @Test(
        "me is one's own role; who may ask for whom",
        arguments: [
            ("me", Role.prescriber, Awaiting.Whom?.some(.prescriber)), ("me", .garage, .garage),
            ("me", .manager, .manager), ("me", .admin, .manager),
            ("garage", .prescriber, .garage), ("prescriber", .garage, .prescriber),
            ("prescriber", .manager, .prescriber), ("garage", .manager, .garage),
            ("manager", .prescriber, nil), ("manager", .garage, nil),
        ])
    func whom(word: String, role: Role, whom: Awaiting.Whom?) async {
        let (rehearsal, quotes) = Self.rehearsal([])
        let answer = await rehearsal.ask("REFERRALS waiting=\(word)", as: role)
        #expect(answer.refusal == (whom == nil ? .denied : nil))
        #expect(quotes.now.questions.map(\.whom) == (whom.map { [$0] } ?? []))
        #expect(quotes.now.questions.allSatisfy { $0.scope.role == role })
        #expect(quotes.now.questions.allSatisfy { $0.at == Rehearsal.start && $0.limit == 101 })
    }

    @Test("a garage hears of money that is waited for, never what became of the others")
    func garageHears() {
        let question = AwaitedQuestion(whom: .prescriber, scope: .garage(1), limit: 1)
        #expect(question.matters == [.decision, .funding])
        let own = AwaitedQuestion(
            whom: .prescriber, scope: .organisation(OrganisationID(1)), limit: 1)
        #expect(own.matters == [.resend, .rebook, .decision, .funding, .satisfaction])
        #expect(AwaitedQuestion(whom: .manager, scope: .garage(1), limit: 1).matters == [])
    }

    @Test("a row says whose turn it is, since and until when, and what to type")
    func row() async throws {
        let (rehearsal, _) = Self.rehearsal([Self.awaiting(.answer, in: -1)])
        let reply = try await rehearsal.ask("REFERRALS waiting=me lang=en", as: .garage).get()
        let row = try #require(reply.rows.first)
        for field in [
            Field("waiting_for", .text("garage")), Field("matter", .text("answer")),
            Field("since", .text("2026-11-20T10:00:00+01:00")),
            Field("due", .text("2026-11-20T10:00:00+01:00")), Field("late", .truth(true)),
            Field(
                "next_step",
                .text(
                    "the garage answers: ACCEPT referral=2345678W,"
                        + " or DECLINE referral=2345678W reason=…")),
        ] {
            #expect(row.contains(field), "\(field)")
        }
        #expect(reply.summary == [Field("rows", .whole(1)), Field("late", .whole(1))])
    }

    @Test("every matter has a sentence in both languages, and whoever does it a command")
    func sentences() async throws {
        for matter in Awaiting.Matter.allCases {
            let (rehearsal, _) = Self.rehearsal([Self.awaiting(matter)])
            let line = "REFERRALS waiting=\(matter.whom.rawValue)"
            let french = try await rehearsal.ask("\(line) lang=fr", as: .manager).get()
            let english = try await rehearsal.ask("\(line) lang=en", as: .manager).get()
            let pair = try (
                #require(french.texts("next_step").first),
                #require(english.texts("next_step").first)
            )
            #expect(pair.0.contains(" : ") && pair.1.contains(": "), "\(pair)")
            #expect(pair.0 != pair.1)
            #expect(pair.1.contains("referral=2345678W") || pair.1.contains("beneficiary=B1"))
        }
    }

    @Test("pages go on after what was due last, and the two kinds of list do not mix")
    func pages() async throws {
        let book = LedgerBook { pages in
            pages.referrals = (1...3).compactMap { Rehearsal.referral($0, state: .proposed) }
        }
        let quotes = QuoteBook(book) { pages in
            if let code = ReferralCode("2345678W") {
                pages.awaiting[code] = [Self.awaiting(.answer)]
            }
        }
        let rehearsal = Rehearsal(book: book, desks: .quoting(quotes))
        let first = try await rehearsal.ask("REFERRALS waiting=garage limit=2").get()
        #expect(first.rows.count == 2)
        #expect(first.summary.contains(Field("more", .whole(1))))
        let next = "1795338000000000.2"
        #expect(first.summary.contains(Field("next", .text(next))))
        let second = try await rehearsal.ask("REFERRALS waiting=garage before=\(next)").get()
        #expect(second.rows.count == 1)
        #expect(second.summary == [Field("rows", .whole(1)), Field("late", .whole(0))])
        #expect(await rehearsal.ask("REFERRALS before=\(next)").refusal == .range)
        #expect(await rehearsal.ask("REFERRALS waiting=me before=2").refusal == .range)
        for wrong in ["1.2.3", "x", ".2", "2."] {
            #expect(await rehearsal.ask("REFERRALS before=\(wrong)").refusal == .syntax)
        }
        for wrong in ["0", "-1", "5.0"] {
            #expect(await rehearsal.ask("REFERRALS before=\(wrong)").refusal == .range)
        }
    }

    @Test("one garage's: by its number, and only where everything is seen in a plain list")
    func garage() async throws {
        let (rehearsal, quotes) = Self.rehearsal([])
        _ = try await rehearsal.ask(
            "REFERRALS waiting=me garage=G002 state=quoted", as: .manager
        ).get()
        #expect(quotes.now.questions.first?.garage == 2)
        #expect(quotes.now.questions.first?.states == [.quoted])
        #expect(await rehearsal.ask("REFERRALS garage=G900").refusal == .noSuch)
        #expect(await rehearsal.ask("REFERRALS garage=G001", as: .prescriber).refusal == .range)
        let book = LedgerBook.withReferral()
        let plain = try await Rehearsal(book: book).ask("REFERRALS garage=G001").get()
        #expect(plain.rows.count == 1)
        #expect(book.now.scopes == [.garage(1)])
    }

    @Test("a manager is told as well how many people no garage could take")
    func unplaced() async throws {
        let (rehearsal, _) = Self.rehearsal([])
        let reply = try await rehearsal.ask("REFERRALS waiting=me", as: .manager).get()
        #expect(reply.summary.contains(Field("unplaced", .whole(0))))
    }
}
