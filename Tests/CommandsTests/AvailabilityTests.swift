import Commands
import GarageNetwork
import LineProtocol
import Matching
import Testing

/// Which verbs answer without a loaded network, and which without the database.
@Suite struct AvailabilityTests {
    /// One request of each verb that is right in every other respect.
    static let requests = [
        "HELLO", "PING", "HELP", "LIMITS", "STATUS", "READY", "SUBSCRIBE", "QUIT",
        "PLACE query=Lens", "MATCH place=Lens", "REFER beneficiary=B1 key=k",
        "BENEFICIARY-ADD key=k place=Lens", "BENEFICIARY-SHOW beneficiary=B1",
        "BENEFICIARY-SET beneficiary=B1 max_km=9", "DUPLICATES",
        "BENEFICIARY-MERGE beneficiary=B1 into=B2 key=k reason=told",
        "REFERRAL referral=2345678W", "REFERRALS", "ACCEPT referral=2345678W",
        "DECLINE referral=2345678W reason=full", "STEP referral=2345678W step=received key=k",
        "CANCEL referral=2345678W reason=other", "REBOOK referral=2345678W", "GARAGE garage=G001",
        "GARAGES",
        "GARAGE-ADD garage=G9 name=Neuf place=Lens", "GARAGE-SET garage=G001 cap=9",
        "PAUSE garage=G001 reason=x", "RESUME garage=G001", "ANSWERS", "LESSONS", "LOAD",
        "FORECAST", "DEMAND",
        "ALERTS", "CHECK name=store", "UNPLACED", "STEERING", "COVERAGE", "RECRUIT garages=1",
        "WHATIF leave=G001", "TOKEN-ADD role=monitor", "TOKEN-REVOKE id=0123456789ab",
        "QUOTE referral=2345678W amount_cents=1 key=k",
        "QUOTE-ANSWER referral=2345678W answer=waiting key=k",
        "FUNDING referral=2345678W funder=caf state=asked key=k",
        "OUTCOME beneficiary=B1 months=3 result=training source=person key=k",
        "OUTCOMES beneficiary=B1", "IMPACT", "QUESTIONS",
        "ASSESS beneficiary=B1 kind=entry answers=\"E1=4,E2=3\" key=k",
        "ASSESSMENTS beneficiary=B1", "SHEET beneficiary=B1", "RULES",
        "RULE-SET rule=qf ceiling=810",
        "ELIGIBLE beneficiary=B1 qf=640 proof=caf-attestation proof_on=2026-10-02",
        "BENEFICIARY-EXPORT beneficiary=B1 purpose=rights",
        "BENEFICIARY-FREEZE beneficiary=B1 reason=accuracy",
        "BENEFICIARY-FORGET beneficiary=B1 key=k", "REQUEST-ADD beneficiary=B1 kind=access",
        "REQUESTS", "REQUEST-CLOSE number=1 outcome=done", "RETENTION",
        "DELAYS", "REASONS", "SHARES", "NO-SHOWS", "EXPORT what=steps", "AUDIT",
        "AUDIT-VERIFY",
        "REDIRECT referral=2345678W reason=too-far", "WITHDRAW beneficiary=B1 reason=not-needed",
        "JOB name=hourly", "JOBS", "TOKENS", "METRICS", "PRESCRIBERS",
        "PRESCRIBER-SET prescriber=P01 authorisation=validated",
        "CONTACT-SET garage=G001 email=a@b.example", "CONTACTS", "LINK referral=2345678W",
        "OUTBOX", "OUTBOX-RETRY message=proposed:1",
        "IMPORT kind=garages", "RELOAD", "CLOCK at=2026-11-21T11:00:00+01:00",
    ]
    /// What speaks of garages needs to know them.
    static let needNetwork: Set = [
        "READY", "MATCH", "REFER", "ANSWERS", "LESSONS", "GARAGE", "GARAGES", "GARAGE-SET", "PAUSE",
        "RESUME", "LOAD",
        "FORECAST", "ALERTS", "CHECK", "STEERING", "COVERAGE", "RECRUIT", "WHATIF",
        "REDIRECT", "JOB", "TOKENS", "METRICS", "CONTACT-SET",
    ]
    /// What writes, or reads what is not kept in memory.
    static let needDatabase: Set = [
        "ANSWERS", "REFER", "BENEFICIARY-ADD", "BENEFICIARY-SHOW", "REFERRAL", "REFERRALS",
        "BENEFICIARY-SET", "DUPLICATES", "BENEFICIARY-MERGE",
        "ACCEPT",
        "DECLINE", "STEP", "CANCEL", "REBOOK", "GARAGE-ADD", "GARAGE-SET", "PAUSE", "RESUME",
        "DEMAND",
        "UNPLACED", "STEERING", "COVERAGE", "RECRUIT", "WHATIF", "TOKEN-ADD", "TOKEN-REVOKE",
        "QUOTE", "QUOTE-ANSWER", "FUNDING",
        "OUTCOME", "OUTCOMES", "IMPACT", "ASSESS", "ASSESSMENTS", "SHEET", "RULES", "RULE-SET",
        "ELIGIBLE", "BENEFICIARY-EXPORT", "BENEFICIARY-FREEZE", "BENEFICIARY-FORGET",
        "REQUEST-ADD", "REQUESTS", "REQUEST-CLOSE", "RETENTION",
        "DELAYS", "REASONS", "SHARES", "NO-SHOWS", "EXPORT", "AUDIT", "AUDIT-VERIFY",
        "REDIRECT", "WITHDRAW", "JOB", "JOBS", "TOKENS", "PRESCRIBERS", "PRESCRIBER-SET",
        "CONTACT-SET", "CONTACTS", "LINK", "OUTBOX", "OUTBOX-RETRY",
    ]

    /// What asks people needs a questionnaire, which does not come with the network.
    static let needQuestionnaire: Set = ["QUESTIONS", "ASSESS"]

    private static func desks(_ book: LedgerBook, failure: LedgerError? = nil) -> Desks {
        var kept = KeptDesks(book, failure: failure)
        kept.messages = [.example(1, .dead)]
        if let person = Rehearsal.oneAtLens { kept.waiting = [person.id: person.organisation] }
        if let old = Rehearsal.referral(state: .redirected),
            let new = Rehearsal.referral(2, garage: 2)
        {
            kept.redirection = .redirected(from: old, to: new, replayed: false)
        }
        return kept.desks
    }

    /// How the referral stands that a request is about: only somebody who did not come has a new
    /// appointment.
    private static func state(for line: String) -> ReferralState {
        verb(line) == "REBOOK" ? .noShow : .proposed
    }

    private static func verb(_ line: String) -> String { String(line.prefix { $0 != " " }) }

    private static func book(for line: String) -> LedgerBook {
        let book = LedgerBook.withReferral(state(for: line))
        book.change { pages in
            pages.past = .halfYear
            if let twin = BeneficiaryID("B2"), var person = Rehearsal.oneAtLens {
                person.id = twin
                pages.people[twin] = person
            }
            pages.tokens["0123456789ab"] = StoredToken(
                keyID: "0123456789ab", secretHash: [], role: .monitor, organisation: nil,
                garage: nil, expiresAt: Rehearsal.start)
        }
        return book
    }

    @Test("every verb has its request here, but for AUTH and the rows of a file")
    func complete() {
        let left = Set(Command.all.map(\.verb)).subtracting(Self.requests.map(Self.verb))
        #expect(left == ["AUTH", "IMPORT-ROW", "IMPORT-COMMIT"])
    }

    @Test("with everything there, each is answered", arguments: requests)
    func answered(line: String) async {
        let book = Self.book(for: line)
        let answer = await Rehearsal(book: book, desks: Self.desks(book)).ask(line)
        #expect(answer.refusal == nil, "\(answer.error?.message ?? "")")
    }

    @Test("before the network is loaded", arguments: requests)
    func notLoaded(line: String) async {
        let book = Self.book(for: line)
        let answer = await Rehearsal(book: book, isReady: false, desks: Self.desks(book))
            .ask(line)
        let needs = Self.needNetwork.contains(Self.verb(line))
        #expect(answer.refusal == (needs ? .notReady : nil), "\(line)")
    }

    @Test("before a questionnaire is loaded", arguments: requests)
    func notAsked(line: String) async {
        let book = Self.book(for: line)
        let answer = await Rehearsal(
            book: book, desks: Self.desks(book), questionnaires: CurrentQuestionnaires { _ in nil }
        ).ask(line)
        let needs = Self.needQuestionnaire.contains(Self.verb(line))
        #expect(answer.refusal == (needs ? .notReady : nil), "\(line)")
    }

    @Test(
        "while the database is away, with people and garages still in memory", arguments: requests)
    func away(line: String) async {
        let book = Self.book(for: line)
        let rehearsal = Rehearsal(book: book, desks: Self.desks(book, failure: .storeDown))
        book.change { $0.failure = .storeDown }
        rehearsal.network.storeIs(down: "refused")
        let answer = await rehearsal.ask(line)
        let needs = Self.needDatabase.contains(Self.verb(line))
        #expect(answer.refusal == (needs ? .storeDown : nil), "\(line)")
    }

    @Test("what a verb needs, its declaration says", arguments: Command.all)
    func declared(command: Command) {
        let maybeNotReady = Self.needNetwork.union(Self.needQuestionnaire).union(["TOKEN-ADD"])
        #expect(command.errors.contains(.notReady) == maybeNotReady.contains(command.verb))
        if Self.needDatabase.contains(command.verb) {
            #expect(command.errors.contains(.storeDown))
        }
        if command.effect == .writes, command.errors.contains(.storeDown) {
            #expect(
                Self.needDatabase.contains(command.verb) || command.verb == "IMPORT-COMMIT")
        }
    }

    @Test("a failure that was written nowhere leaves nothing behind", arguments: requests)
    func nothingBehind(line: String) async {
        let book = Self.book(for: line)
        let busy = LedgerError.busy(retryMilliseconds: 50)
        let rehearsal = Rehearsal(book: book, desks: Self.desks(book, failure: busy))
        let before = rehearsal.network.snapshot.garages
        book.change { $0.failure = busy }
        let answer = await rehearsal.ask(line)
        if let error = answer.error {
            #expect(error.name == .busy && error.details == [.init("retry-ms", "50")])
        }
        let after = book.now
        #expect(after.garages.count == 3 && after.people.count == 2 && after.tokens.count == 1)
        #expect(after.referrals.map(\.state) == [Self.state(for: line)])
        #expect(rehearsal.network.snapshot.garages == before)
    }
}
