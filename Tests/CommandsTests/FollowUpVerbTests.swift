import Commands
import GarageNetwork
import LineProtocol
import Testing

/// REFERRAL, REFERRALS, ACCEPT, DECLINE, CANCEL and STEP: rows, whose they are, what is written.
@Suite struct FollowUpVerbTests {
    /// The row of the referral of ``Rehearsal/referral(_:state:garage:organisation:)``.
    static func row(_ state: String) -> Reply.Row {
        [
            Field("referral", .text("2345678W")), Field("garage", .text("G001")),
            Field("state", .text(state)), Field("answer_by", .text("2026-11-23T10:00:00+01:00")),
            Field("month", .text("2026-11")), Field("committed", .whole(3)),
            Field("beneficiary", .text("B1")), Field("prescriber", .text("P01")),
            Field("rank", .whole(1)), Field("km", .decimal(1.25, places: 2)),
            Field("extra_km", .decimal(0, places: 2)),
            Field("created_at", .text("2026-11-21T10:00:00+01:00")),
            Field("received_on", .missing), Field("quote", .missing), Field("outcome", .missing),
            Field("previous", .missing), Field("next", .missing), Field("attempt", .whole(0)),
        ]
    }

    @Test("REFERRAL shows the referral, then what happened to it")
    func referral() async throws {
        let rehearsal = Rehearsal(book: LedgerBook.withReferral())
        let reply = try await rehearsal.ask("REFERRAL referral=2345678W", as: .prescriber).get()
        #expect(
            reply.rows == [
                Self.row("proposed") + [
                    Field("waiting_for", .missing), Field("next_step", .missing),
                ],
                [
                    Field("referral", .text("2345678W")), Field("event", .text("propose")),
                    Field("state", .text("proposed")), Field("on", .text("2026-11-21")),
                    Field("recorded_at", .text("2026-11-21T10:00:00+01:00")),
                    Field("by", .text("prescriber")), Field("reason", .missing),
                    Field("amount_cents", .missing), Field("score", .missing),
                    Field("channel", .text("line")), Field("label", .text("proposition")),
                ],
            ])
        #expect(reply.summary == [Field("rows", .whole(2))])
        let typed = try await rehearsal.ask("REFERRAL referral=\"2345-678w\"").get()
        #expect(typed.rows == reply.rows)
    }

    @Test(
        "each verb makes one move",
        arguments: [
            ("ACCEPT", ReferralState.proposed, "accepted"),
            ("DECLINE reason=full", .proposed, "declined"),
            ("DECLINE reason=brand", .accepted, "declined"),
            ("CANCEL reason=mistake", .proposed, "cancelled"),
            ("CANCEL reason=moved", .quoted, "cancelled"),
            ("STEP key=k step=received", .accepted, "received"),
            ("STEP key=k step=no-show", .accepted, "no-show"),
            ("STEP key=k step=file", .received, "file"),
            ("STEP key=k step=quoted amount_cents=45000", .fileComplete, "quoted"),
            ("STEP key=k step=repaired", .quoted, "repaired"),
            ("STEP key=k step=not-repaired reason=sold", .quoted, "not-repaired"),
            ("STEP key=k step=satisfaction score=5", .repaired, "closed"),
            // Late, early, and out of order.
            ("STEP key=k step=received", .expired, "received"),
            ("STEP key=k step=quote-accepted", .fileComplete, "quoted"),
            ("STEP key=k step=quote-refused", .quoted, "quoted"),
            ("STEP key=k step=funding-wait", .received, "quoted"),
            ("STEP key=k step=unrepairable", .quoted, "quoted"),
            ("STEP key=k step=repaired", .proposed, "repaired"),
            ("STEP key=k step=received", .closed, "closed"),
            ("STEP key=k step=not-repaired", .received, "not-repaired"),
            ("ACCEPT", .expired, "accepted"), ("REBOOK", .noShow, "accepted"),
        ])
    func moves(line: String, from: ReferralState, to: String) async throws {
        let rehearsal = Rehearsal(book: LedgerBook.withReferral(from))
        let reply = try await rehearsal.ask("\(line) referral=2345678W").get()
        #expect(reply.rows == [Self.row(to) + [Field("replayed", .truth(false))]])
    }

    @Test("what a step says reaches the ledger whole")
    func order() async throws {
        let book = LedgerBook.withReferral(.fileComplete)
        let line =
            "STEP referral=2345678W step=quoted key=q1 on=2026-11-21 amount_cents=45000"
            + " reason=other score=4"
        _ = try await Rehearsal(book: book).ask(line, as: .garage).get()
        let order = try #require(book.now.steps.first)
        #expect(order.step == .quote && order.key == "q1" && order.reason == "other")
        #expect(order.amountCents == 45_000 && order.score == 4)
        #expect(order.on == Day("2026-11-21") && order.at == Rehearsal.start)
        #expect(order.scope == .garage(1))
    }

    @Test(
        "what is not possible says where the referral stands",
        arguments: [
            ("ACCEPT", ReferralState.declined, "accept is not possible: the referral is declined"),
            (
                "STEP key=k step=quoted", .cancelled,
                "quoted is not possible: the referral is cancelled"
            ),
            ("REBOOK", .accepted, "rebook is not possible: the referral is accepted"),
            ("CANCEL reason=other", .closed, "cancel is not possible: the referral is closed"),
        ])
    func conflicts(line: String, state: ReferralState, message: String) async {
        let answer = await Rehearsal(book: LedgerBook.withReferral(state))
            .ask("\(line) referral=2345678W")
        #expect(answer.error == RequestError(.conflict, message))
    }

    @Test(
        "a reason explains its event, a day is between the referral and today",
        arguments: [
            (
                "DECLINE reason=sold",
                "reason: sold does not explain decline; one of full, brand, heavy-work,"
                    + " vehicle-limits, hours, closed, not-eligible, duplicate, part-unavailable,"
                    + " too-far, other"
            ),
            (
                "CANCEL reason=full",
                "reason: full does not explain cancel; one of duplicate, not-eligible, gave-up,"
                    + " sold, repaired-elsewhere, mistake, moved, not-needed, objection, too-far,"
                    + " no-answer, person-wishes, other"
            ),
            (
                "STEP key=k step=not-repaired reason=hours",
                "reason: hours does not explain not-repaired; one of dearer-than-car,"
                    + " quote-too-high, funding-refused, funding-lapsed, gave-up, sold,"
                    + " part-unavailable, repaired-elsewhere, heavy-work, vehicle-limits, moved,"
                    + " objection, no-answer, other"
            ),
            (
                "STEP key=k step=received on=2026-11-22",
                "on: 2026-11-22 is in the future; today is 2026-11-21"
            ),
            (
                "STEP key=k step=received on=2026-11-20",
                "on: the referral was made on 2026-11-21, nothing happened before"
            ),
        ])
    func ranges(line: String, message: String) async {
        let answer = await Rehearsal(book: LedgerBook.withReferral(.accepted))
            .ask("\(line) referral=2345678W")
        #expect(answer.error == RequestError(.range, message))
    }

    @Test(
        "an event is named in the reader's language",
        arguments: [("fr", "proposition"), ("en", "proposal")])
    func labels(language: String, label: String) async throws {
        let rehearsal = Rehearsal(book: LedgerBook.withReferral())
        let reply = try await rehearsal.ask("REFERRAL referral=2345678W lang=\(language)").get()
        #expect(reply.rows.last?.last == Field("label", .text(label)))
    }

    @Test(
        "somebody else's referral is like none",
        arguments: [
            Caller(role: .prescriber, organisation: OrganisationID(2)),
            Caller(role: .garage, garage: 2),
        ])
    func others(caller: Caller) async {
        let talk = Talk(Rehearsal(book: LedgerBook.withReferral()), as: caller)
        let step = "STEP referral=2345678W step=received key=k"
        for line in ["REFERRAL referral=2345678W", step] {
            #expect(await talk.say(line).refusal == .noSuch)
        }
        #expect(
            await talk.say("REFERRAL referral=2345678W").error?.message
                == "no such referral among yours; REFERRALS lists them")
        #expect(await talk.say("REFERRALS").map(\.rows) == .success([]))
    }

    @Test(
        "every role sees its own scope",
        arguments: [
            ("REFERRALS", Role.prescriber, Scope.organisation(OrganisationID(1))),
            ("REFERRALS", .garage, .garage(1)), ("REFERRALS", .manager, .everything(.manager)),
            ("REFERRALS", .admin, .everything(.admin)),
            ("UNPLACED", .prescriber, .organisation(OrganisationID(1))),
            ("UNPLACED", .manager, .everything(.manager)),
        ])
    func scopes(verb: String, role: Role, scope: Scope) async throws {
        let book = LedgerBook()
        _ = try await Rehearsal(book: book).ask(verb, as: role).get()
        #expect(book.now.scopes == [scope])
    }

    @Test(
        "a token of nobody sees nothing",
        arguments: [Caller(role: .prescriber), Caller(role: .garage)])
    func nobody(caller: Caller) async {
        let talk = Talk(Rehearsal(book: LedgerBook.withReferral()), as: caller)
        for line in ["REFERRALS", "REFERRAL referral=2345678W"] {
            #expect(await talk.say(line).refusal == .denied)
        }
    }

    @Test("the latest comes first; a garage that is gone leaves its column empty")
    func latestFirst() async throws {
        let book = LedgerBook { pages in
            pages.referrals = [(1, 1), (2, 99), (3, 2)].compactMap { number, garage in
                Rehearsal.referral(Int64(number), garage: Int64(garage))
            }
        }
        let reply = try await Rehearsal(book: book).ask("REFERRALS").get()
        #expect(reply.texts("garage") == ["G002", "", "G001"])
    }
}
