import GarageNetwork
import Geometry
import LineProtocol
import Matching
import Testing

@testable import Commands

/// REDIRECT and WITHDRAW, as prescribers and managers use them.
@Suite struct RelayVerbTests {
    private let code = RelaySubject.example()?.referral.code.text ?? ""

    private func rehearsal(_ book: RelayBook, counts: [GarageCount] = []) -> Rehearsal {
        Rehearsal(
            counts: counts, ledger: AwayStore(), archive: PastArchive(), desks: book.desks)
    }

    private func book(_ answers: RedirectOutcome...) throws -> RelayBook {
        let subject = try #require(RelaySubject.example(state: .proposed))
        return RelayBook { pages in
            pages.subjects = [subject]
            pages.answers = answers
        }
    }

    private func redirected(replayed: Bool = false) throws -> RedirectOutcome {
        let old = try #require(Rehearsal.referral(1, state: .redirected))
        let new = try #require(Rehearsal.referral(2, garage: 2))
        return .redirected(from: old, to: new, replayed: replayed)
    }

    @Test("both referrals, the old one first", arguments: [false, true])
    func rows(replayed: Bool) async throws {
        let book = try book(try redirected(replayed: replayed))
        let reply = try await rehearsal(book).ask(
            "REDIRECT referral=\(code) reason=too-far", as: .prescriber
        ).get()
        #expect(reply.rows.count == 2)
        func values(_ name: String) -> [Field.Value?] {
            reply.rows.map { row in row.first { $0.name == name }?.value }
        }
        #expect(values("state") == [.text("redirected"), .text("proposed")])
        #expect(values("garage") == [.text("G001"), .text("G002")])
        #expect(values("replayed") == [.truth(replayed), .truth(replayed)])
    }

    @Test("the order follows the old referral, on behalf of whoever made that")
    func order() async throws {
        let book = try book(try redirected())
        _ = await rehearsal(book).ask("REDIRECT referral=\(code) reason=too-far", as: .manager)
        let (step, order) = try #require(book.now.redirects.first)
        #expect(step.step == .redirect)
        #expect(step.reason == "too-far")
        #expect(step.scope == .everything(.manager))
        #expect(step.key == nil)
        #expect(order.previous?.text == code)
        #expect(order.attempt == 0)
        #expect(order.organisation == OrganisationID(1))
        #expect(order.key == "\u{1}redirect:\(code)")
        #expect(order.candidates.map(\.garage) == [2])
        #expect(order.search == nil, "whoever finds nobody keeps the garage they have")
        #expect(order.candidates[0].answerBy != nil)
    }

    /// What is added to the line, the candidates, their ranks.
    @Test(
        "a free choice, by the rule of REFER",
        arguments: [
            ("garage=G002", [Int64(2)], [1]), ("garage=G002 key=own", [2], [1]),
            (#"garage=G003 override="family there""#, [3], [0]),
        ])
    func choice(rest: String, garages: [Int64], ranks: [Int]) async throws {
        let book = try book(try redirected())
        _ = try await rehearsal(book).ask(
            "REDIRECT referral=\(code) reason=too-far \(rest)", as: .prescriber
        ).get()
        let order = try #require(book.now.redirects.first?.order)
        #expect(order.candidates.map(\.garage) == garages)
        #expect(order.candidates.map(\.rank) == ranks)
        if rest.contains("key=") { #expect(order.key == "own") }
    }

    /// What is said, the refusal, and a part of its sentence.
    @Test(
        "refusals before anything is asked",
        arguments: [
            ("reason=too-far garage=G001", RequestError.Name.conflict, "this garage already"),
            ("reason=sold", .range, "does not explain"), ("key=k", .missingKey, "reason"),
            ("reason=because", .range, "not one of"),
        ])
    func refusals(rest: String, name: RequestError.Name, part: String) async throws {
        let book = try book(try redirected())
        let answer = await rehearsal(book).ask("REDIRECT referral=\(code) \(rest)")
        #expect(answer.error?.name == name)
        #expect(answer.error?.message.contains(part) == true, "\(answer)")
        #expect(book.now.redirects.isEmpty)
    }

    @Test("a choice without a reason is asked of the ledger, for it may be a repetition")
    func missingOverride() async throws {
        let line = "REDIRECT referral=\(code) reason=too-far garage=G003"
        let refused = await rehearsal(try book(.full)).ask(line)
        #expect(refused.error?.name == .missingKey)
        let repeated = await rehearsal(try book(try redirected(replayed: true))).ask(line)
        #expect(repeated.error == nil)
    }

    @Test("nobody can take them: how many were looked at, and that nothing changed")
    func nobody() async throws {
        let book = try book(.full)
        let cap = Garage.monthlyCapMax
        let answer = await rehearsal(book, counts: Rehearsal.november([0, cap]))
            .ask("REDIRECT referral=\(code) reason=too-far")
        #expect(answer.error?.name == .noGarage)
        #expect(answer.error?.message.contains("of 2 in reach, 1 full") == true)
        #expect(answer.error?.message.contains("1 asked before") == true)
    }

    @Test(
        "what the ledger refuses",
        arguments: [
            (RedirectOutcome.noSuchReferral, RequestError.Name.noSuch),
            (.conflict(.closed), .conflict), (.full, .full), (.openReferral, .openReferral),
            (.keyReused, .keyReused), (.stale, .busy),
        ])
    func outcomes(outcome: RedirectOutcome, name: RequestError.Name) async throws {
        let book = try book(outcome)
        let answer = await rehearsal(book).ask("REDIRECT referral=\(code) reason=other")
        #expect(answer.error?.name == name)
        let views = book.now.redirects.map(\.order.view)
        #expect(views == (outcome == .stale ? [0, 0, 0, nil] : [0]))
    }

    @Test("another's referral, a garage, and a database that is away")
    func strangers() async throws {
        let book = try book(try redirected())
        let line = "REDIRECT referral=\(code) reason=other"
        let stranger = Caller(role: .prescriber, organisation: OrganisationID(2))
        let answer = await Talk(rehearsal(book), as: stranger).say(line)
        #expect(answer.error?.name == .noSuch)
        #expect(await rehearsal(book).ask(line, as: .garage).error?.name == .denied)
        book.change { $0.failure = .storeDown }
        #expect(await rehearsal(book).ask(line).error?.name == .storeDown)
        #expect(book.now.redirects.isEmpty)
    }

    @Test("whoever waits no longer is taken off the list, with a reason")
    func withdrawal() async throws {
        let person = try #require(BeneficiaryID("B1"))
        let book = RelayBook { $0.waiting = [person: OrganisationID(1)] }
        let line = "WITHDRAW beneficiary=B1 reason=not-needed"
        let reply = try await rehearsal(book).ask(line, as: .prescriber).get()
        #expect(
            reply.rows == [
                [Field("beneficiary", .text("B1")), Field("replayed", .truth(false))]
            ])
        #expect(book.now.withdrawals.first?.reason == .notNeeded)
        #expect(book.now.withdrawals.first?.scope == .organisation(OrganisationID(1)))
        #expect(await rehearsal(book).ask(line).error?.name == .noSuch)
        #expect(await rehearsal(book).ask(line, as: .garage).error?.name == .denied)
        for reason in ["full", "too-far", "closed"] {
            let refused = await rehearsal(book).ask("WITHDRAW beneficiary=B1 reason=\(reason)")
            #expect(refused.error?.name == .range, "\(reason)")
            #expect(refused.error?.message.contains("not-needed") == true)
        }
        book.change { $0.failure = .storeDown }
        #expect(await rehearsal(book).ask(line).error?.name == .storeDown)
    }
}
