import GarageNetwork
import LineProtocol
import Testing

@testable import Commands

/// Every error that HELP documents of a verb can be met, by a request of this table.
@Suite struct DocumentedErrorTests {
    /// In which world a request is refused.
    enum World: Sendable {
        case ordinary, away, notLoaded, realTime, refusedReload, crowded, contested
        case full, openReferral, busy, closedGarage, usedKey, repaired, declined, cancelled
        /// A place was given back, and somebody else has it.
        case expired, absent
        /// Other daemons are faster, every time.
        case overtaken
        /// The only garage is the one where the person was tried.
        case oneGarage
        /// The person objected; the person was merged with another under the key `used`.
        case halted, twoPeople
        /// What a person asked was refused to them; nobody knows yet what to ask.
        case closedRequest, noQuestionnaire
    }
    struct Row: Sendable, CustomTestStringConvertible {
        let line: String
        let name: RequestError.Name
        var world = World.ordinary
        var role = Role.admin
        var verb: String { String(line.prefix { $0 != " " }) }
        var testDescription: String { "\(line) -> \(name.rawValue)" }
        init(
            _ line: String, _ name: RequestError.Name, _ world: World = .ordinary,
            as role: Role = .admin
        ) {
            (self.line, self.name, self.world, self.role) = (line, name, world, role)
        }
    }

    static let code = "referral=2345678W"
    static let unknownToken = "AUTH token=0123456789ab." + String(repeating: "0", count: 52)

    static let sessions: [Row] = [
        Row(unknownToken, .auth), Row(unknownToken, .storeDown, .away),
        Row("HELP verb=NOTHING", .unknownVerb), Row("READY", .notReady, .notLoaded),
        Row("PLACE query=Atlantis", .noSuch), Row("MATCH place=Atlantis", .noSuch),
        Row("MATCH at=0.5,0.5", .noGarage), Row("MATCH place=Lens", .notReady, .notLoaded),
        Row("MATCH beneficiary=B9", .storeDown, .away), Row("RELOAD", .conflict, .refusedReload),
        Row("CLOCK at=2026-11-22T10:00:00+01:00", .conflict, .realTime),
        Row("TOKEN-ADD role=prescriber organisation=P99", .noSuch),
        Row("TOKEN-ADD role=garage garage=G001", .notReady, .notLoaded),
        Row("TOKEN-ADD role=monitor", .storeDown, .away),
        Row("TOKEN-REVOKE id=0123456789ab", .noSuch),
        Row("TOKEN-REVOKE id=0123456789ab", .storeDown, .away),
        Row("IMPORT kind=garages", .denied, as: .garage),
        Row("IMPORT-ROW garage=G1 name=Demo", .conflict),
        Row("IMPORT-COMMIT", .conflict),
        Row("TOKENS", .notReady, .notLoaded), Row("TOKENS", .storeDown, .away),
        Row("METRICS", .notReady, .notLoaded),
        Row("PRESCRIBERS", .storeDown, .away),
        Row("PRESCRIBER-SET prescriber=P99 authorisation=refused", .noSuch),
        Row(
            "PRESCRIBER-SET prescriber=P01 convention_from=2026-02-01 convention_to=2026-01-31",
            .range),
        Row("PRESCRIBER-SET prescriber=P01 authorisation=refused", .storeDown, .away),
    ]

    static let people: [Row] = [
        Row("REFER beneficiary=B9 key=k", .noSuch),
        Row("REFER beneficiary=B1 key=k at=0.5,0.5", .noGarage),
        Row("REFER beneficiary=B1 key=k", .full, .full),
        Row("REFER beneficiary=B1 key=k", .openReferral, .openReferral),
        Row("REFER beneficiary=B1 key=used", .keyReused, .usedKey),
        Row("REFER beneficiary=B1 key=k garage=G001", .conflict, .closedGarage),
        Row("REFER beneficiary=B1 key=k", .notReady, .notLoaded),
        Row("REFER beneficiary=B1 key=k", .busy, .busy),
        Row("REFER beneficiary=B1 key=k", .busy, .overtaken),
        Row("REFER beneficiary=B1 key=k", .storeDown, .away),
        Row("BENEFICIARY-ADD key=k place=Atlantis", .noSuch),
        Row("BENEFICIARY-ADD key=used place=Calais", .keyReused, .usedKey),
        Row("BENEFICIARY-ADD key=k place=Lens", .storeDown, .away),
        Row("BENEFICIARY-ADD key=k place=Lens brand=Durand", .range),
        Row("BENEFICIARY-SET beneficiary=B9 max_km=9", .noSuch),
        Row("BENEFICIARY-SET beneficiary=B1", .missingKey),
        Row("BENEFICIARY-SET beneficiary=B1 contacted=2099-01-01", .range),
        Row("BENEFICIARY-SET beneficiary=B1 max_km=9", .conflict, .halted),
        Row("BENEFICIARY-SET beneficiary=B1 max_km=9", .storeDown, .away),
        Row("DUPLICATES", .storeDown, .away),
        Row("BENEFICIARY-MERGE beneficiary=B1 into=B9 key=k", .noSuch),
        Row("BENEFICIARY-MERGE beneficiary=B1 into=B1 key=k", .range),
        Row("BENEFICIARY-MERGE beneficiary=B1 into=B2 key=k", .conflict, .twoPeople),
        Row("BENEFICIARY-MERGE beneficiary=B2 into=B1 key=used", .keyReused, .twoPeople),
        Row("BENEFICIARY-MERGE beneficiary=B1 into=B2 key=k", .busy, .busy),
        Row("BENEFICIARY-MERGE beneficiary=B1 into=B2 key=k", .storeDown, .away),
        Row("MATCH beneficiary=B1", .conflict, .halted),
        Row("REFER beneficiary=B1 key=k", .conflict, .halted),
        Row("BENEFICIARY-SHOW beneficiary=B9", .noSuch),
        Row("BENEFICIARY-SHOW beneficiary=B1", .storeDown, .away),
        Row("REFERRAL \(code)", .noSuch), Row("REFERRAL \(code)", .storeDown, .away),
        Row("REFERRALS", .storeDown, .away),
        Row("ACCEPT \(code)", .noSuch), Row("ACCEPT \(code)", .conflict, .cancelled),
        Row("ACCEPT \(code)", .full, .expired), Row("REBOOK \(code)", .noSuch),
        Row("REBOOK \(code)", .conflict, .repaired), Row("REBOOK \(code)", .full, .absent),
        Row("REBOOK \(code)", .storeDown, .away),
        Row("ACCEPT \(code)", .storeDown, .away),
        Row("DECLINE \(code) reason=full", .noSuch),
        Row("DECLINE \(code) reason=full", .conflict, .repaired),
        Row("DECLINE \(code) reason=full", .storeDown, .away),
        Row("CANCEL \(code) reason=mistake", .noSuch),
        Row("CANCEL \(code) reason=mistake", .conflict, .repaired),
        Row("CANCEL \(code) reason=mistake", .storeDown, .away),
        Row("STEP \(code) step=received key=k", .noSuch),
        Row("STEP \(code) step=received key=k", .conflict, .cancelled),
        Row("STEP \(code) step=received key=k", .full, .expired),
        Row("STEP \(code) step=received key=used", .keyReused, .usedKey),
        Row("STEP \(code) step=received key=k", .storeDown, .away),
    ]

    static let relays: [Row] =
        [
            (RequestError.Name.noSuch, World.ordinary), (.noGarage, .oneGarage), (.full, .full),
            (.openReferral, .openReferral), (.conflict, .repaired), (.notReady, .notLoaded),
            (.busy, .busy), (.busy, .overtaken), (.storeDown, .away),
        ].flatMap { name, world in
            [Role.prescriber, .manager].map {
                Row("REDIRECT \(code) reason=too-far", name, world, as: $0)
            }
        } + [
            Row("REDIRECT \(code) reason=too-far key=used", .keyReused, .usedKey),
            Row("REDIRECT \(code) reason=too-far garage=G001", .conflict, .full),
            Row("REDIRECT \(code) reason=too-far garage=G009", .noSuch, .full),
            Row("WITHDRAW beneficiary=B1 reason=not-needed", .noSuch),
            Row("WITHDRAW beneficiary=B1 reason=not-needed", .storeDown, .away),
        ]

    static let money: [Row] =
        [
            ("QUOTE \(code) amount_cents=1", Role.garage),
            ("QUOTE-ANSWER \(code) answer=accepted", .prescriber),
            ("FUNDING \(code) funder=caf state=asked", .prescriber),
        ].flatMap { line, role in
            [
                Row("\(line) key=k", .noSuch, as: role),
                Row("\(line) key=k", .conflict, .declined, as: role),
                Row("\(line) key=used", .keyReused, .usedKey),
                Row("\(line) key=k", .storeDown, .away, as: role),
            ]
        } + [
            Row("QUOTE \(code) amount_cents=1 own_share_cents=2 key=k", .range),
            Row("QUOTE-ANSWER \(code) answer=refused key=k", .denied, as: .garage),
            Row("REFERRALS waiting=manager", .denied, as: .garage),
            Row("REFERRALS waiting=me garage=G009", .noSuch), Row("REFERRALS before=1.2", .range),
            Row("SUBSCRIBE topics=load", .denied, as: .prescriber),
        ]

    static let garages: [Row] = [
        Row("GARAGE garage=G009", .noSuch),
        Row("GARAGE-ADD garage=G9 name=Neuf place=Atlantis", .noSuch),
        Row("GARAGE-ADD garage=G001 name=Neuf place=Lens", .conflict),
        Row("GARAGE-ADD garage=G9 name=Neuf place=Lens", .storeDown, .away),
        Row("GARAGE-SET garage=G009 cap=1", .noSuch),
        Row("GARAGE-SET garage=G001 cap=1", .conflict, .contested),
        Row("GARAGE-SET garage=G001 band=1-2", .denied, as: .garage),
        Row("GARAGE-SET garage=G001 cap=1", .storeDown, .away),
        Row("PAUSE garage=G009 reason=leave", .noSuch),
        Row("PAUSE garage=G001 reason=leave", .conflict, .contested),
        Row("PAUSE garage=G001 reason=leave", .storeDown, .away),
        Row("GARAGE garage=G001", .notReady, .notLoaded), Row("GARAGES", .notReady, .notLoaded),
        Row("GARAGE-SET garage=G001 cap=1", .notReady, .notLoaded),
        Row("PAUSE garage=G001 reason=leave", .notReady, .notLoaded),
        Row("RESUME garage=G001", .notReady, .notLoaded), Row("RESUME garage=G009", .noSuch),
        Row("RESUME garage=G001", .conflict, .contested),
        Row("RESUME garage=G001", .storeDown, .away),
        Row("ANSWERS", .notReady, .notLoaded), Row("ANSWERS", .storeDown, .away),
        Row("LESSONS", .notReady, .notLoaded), Row("LESSONS garage=G009", .noSuch),
        Row("LOAD", .notReady, .notLoaded), Row("LOAD month=2026-10", .storeDown, .away),
        Row("FORECAST", .notReady, .notLoaded), Row("FORECAST garage=G009", .noSuch),
        Row("FORECAST garage=G002", .denied, as: .garage),
        Row("FORECAST month=2026-12", .storeDown, .away),
        Row("DEMAND", .storeDown, .away), Row("ALERTS", .notReady, .notLoaded),
        Row("CHECK name=store", .notReady, .notLoaded), Row("UNPLACED", .storeDown, .away),
        Row("JOB name=hourly", .notReady, .notLoaded), Row("JOB name=hourly", .storeDown, .away),
        Row("JOB name=daily month=2026-10", .range), Row("JOBS", .storeDown, .away),
        Row("STEERING", .notReady, .notLoaded), Row("STEERING", .busy, .crowded),
        Row("STEERING", .storeDown, .away),
        Row("COVERAGE", .notReady, .notLoaded), Row("COVERAGE", .busy, .crowded),
        Row("COVERAGE", .storeDown, .away),
        Row("RECRUIT", .missingKey), Row("RECRUIT garages=1", .notReady, .notLoaded),
        Row("RECRUIT garages=1", .busy, .crowded), Row("RECRUIT garages=1", .storeDown, .away),
        Row("WHATIF", .missingKey), Row("WHATIF leave=G009", .noSuch),
        Row("WHATIF leave=G001", .notReady, .notLoaded),
        Row("WHATIF demand_percent=120", .notReady, .notLoaded),
        Row("WHATIF leave=G001", .busy, .crowded), Row("WHATIF leave=G001", .storeDown, .away),
    ]

    static let reports: [Row] =
        ["DELAYS", "REASONS", "SHARES", "NO-SHOWS"].flatMap {
            [Row("\($0) garage=G009", .noSuch), Row($0, .storeDown, .away)]
        } + [
            Row("EXPORT what=steps", .storeDown, .away), Row("AUDIT", .storeDown, .away),
            Row("AUDIT-VERIFY", .storeDown, .away),
            Row("EXPORT what=steps after=9.0.0", .noSuch),
        ]

    static let notices: [Row] = [
        Row("CONTACT-SET garage=G009 email=a@b.example", .noSuch),
        Row("CONTACT-SET garage=G001 manager=yes", .conflict),
        Row("CONTACT-SET garage=G001 email=a@b.example", .notReady, .notLoaded),
        Row("CONTACT-SET garage=G001 email=a@b.example", .storeDown, .away),
        Row("CONTACTS", .storeDown, .away), Row("LINK \(code)", .noSuch),
        Row("LINK \(code)", .storeDown, .away), Row("OUTBOX", .storeDown, .away),
        Row("OUTBOX-RETRY message=none", .noSuch),
        Row("OUTBOX-RETRY message=none", .storeDown, .away),
    ]

    static let imports: [Row] = [
        Row("IMPORT-ROW garage=G9 name=Neuf town=Atlantis", .noSuch),
        Row("IMPORT-COMMIT", .storeDown, .away),
    ]

    @Test("a file of people meets a key that was used for somebody else")
    func reusedInFile() async throws {
        let talk = try await Self.talk(Row("IMPORT-COMMIT", .keyReused, .usedKey))
        _ = try await talk.say("IMPORT kind=beneficiaries").get()
        _ = try await talk.say("IMPORT-ROW key=used place=Calais").get()
        try Self.judge(await talk.say("IMPORT-COMMIT"), Row("IMPORT-COMMIT", .keyReused))
    }

    @Test(
        "each is met, with a sentence and no person in it",
        arguments: sessions + people + relays + ofPersons + money + garages + reports + notices)
    func met(row: Row) async throws {
        let talk = try await Self.talk(row)
        try Self.judge(await talk.say(row.line), row)
    }

    @Test("an import meets its own while it is under way", arguments: imports)
    func duringImport(row: Row) async throws {
        let talk = try await Self.talk(row)
        _ = try await talk.say("IMPORT kind=garages").get()
        try Self.judge(await talk.say(row.line), row)
    }

    @Test("the table has every error that a declaration names, and no verb is left out")
    func complete() {
        let met = Set(
            (Self.sessions + Self.people + Self.relays + Self.ofPersons + Self.money + Self.garages
                + Self.reports + Self.notices + Self.imports).map {
                    "\($0.verb) \($0.name.rawValue)"
                }
        )
        .union(["IMPORT-COMMIT KEY-REUSED"])
        for command in Command.all {
            for name in command.errors {
                #expect(
                    met.contains("\(command.verb) \(name.rawValue)"),
                    "nothing reaches \(name.rawValue) of \(command.verb)")
            }
        }
    }

    private static func judge(_ result: Result<Reply, RequestError>, _ row: Row) throws {
        let error = try #require(result.error, "\(row.line) was answered")
        #expect(error.name == row.name)
        let documented = try #require(Command.named(row.verb)).errors
        #expect(documented.contains(row.name), "HELP does not say so")
        #expect(!error.message.isEmpty && error.message.count <= 300)
        for secret in ["50.43", "2.83", "B1", "Mission"] {
            #expect(!error.message.contains(secret), "\(error.message)")
        }
        if row.name == .busy { #expect(error.details.contains { $0.name == "retry-ms" }) }
    }

    private static func talk(_ row: Row) async throws -> Talk {
        let book = LedgerBook.withPerson { Self.set(&$0, row.world) }
        var garages = Rehearsal.threeGarages
        if row.world == .closedGarage {
            garages[0].status = .paused(until: nil, reason: "congés")
        }
        if row.world == .oneGarage { garages = [garages[0]] }
        var kept = KeptDesks(book, failure: book.now.failure)
        kept.redirection = redirection(row.world)
        kept.hasClosedRequests = row.world == .closedRequest
        if row.world == .twoPeople { kept.mergeKeys = ["used": ["B1", "B2"]] }
        let rehearsal = Rehearsal(
            book: book, garages: garages, isReady: row.world != .notLoaded,
            hasClock: row.world != .realTime,
            operations: row.world == .refusedReload ? RefusedReload() : NoOperations(),
            desks: kept.desks,
            questionnaires: row.world == .noQuestionnaire
                ? CurrentQuestionnaires { _ in nil } : .shipped)
        if row.world == .crowded {
            while rehearsal.environment.outlook.beginReport() {}
        }
        let talk = Talk(rehearsal, as: Rehearsal.caller(row.role))
        if row.world == .usedKey {
            for verb in ["REFER beneficiary=B1 within=20km", "BENEFICIARY-ADD place=Lens"] {
                _ = try await talk.say("\(verb) key=used").get()
            }
        }
        return talk
    }

    /// What comes of sending somebody to another garage.
    private static func redirection(_ world: World) -> RedirectOutcome? {
        switch world {
        case .openReferral: .openReferral
        case .usedKey: .keyReused
        case .repaired: .conflict(.repaired)
        case .overtaken: .stale
        case .full, .oneGarage: .full
        default: nil
        }
    }

    /// The state of the database that a world has.
    private static func set(_ pages: inout LedgerBook.Pages, _ world: World) {
        let proposed = [Rehearsal.referral()].compactMap(\.self)
        func only(_ state: ReferralState) -> [Referral] {
            [Rehearsal.referral(state: state)].compactMap(\.self)
        }
        switch world {
        case .away: pages.failure = .storeDown
        case .declined: pages.referrals = only(.declined)
        case .busy: pages.failure = .busy(retryMilliseconds: 200)
        case .full: (pages.refusal, pages.referrals) = (.full, proposed)
        case .openReferral: (pages.refusal, pages.referrals) = (.openReferral, proposed)
        case .overtaken: (pages.refusal, pages.referrals) = (.stale, proposed)
        case .oneGarage: pages.referrals = proposed
        case .contested: pages.isContested = true
        case .repaired: pages.referrals = only(.repaired)
        case .cancelled: pages.referrals = only(.cancelled)
        case .expired, .absent:
            pages.referrals = only(world == .expired ? .expired : .noShow)
            pages.isFullAgain = true
        case .usedKey:
            pages.referrals = proposed
            pages.stepped = ["used": .quote]
        case .halted:
            if let id = BeneficiaryID("B1") { pages.people[id]?.halt = .objection }
        case .twoPeople:
            if let twin = BeneficiaryID("B2"), var person = Rehearsal.oneAtLens {
                person.id = twin
                pages.people[twin] = person
            }
        case .ordinary, .notLoaded, .realTime, .refusedReload, .crowded, .closedGarage,
            .closedRequest, .noQuestionnaire:
            break
        }
    }
}
