import Commands
import GarageNetwork

/// Desks that are all kept in memory, so that every verb can be answered.
struct KeptDesks {
    let book: LedgerBook
    /// What each of them fails with.
    var failure: LedgerError?
    /// What a redirection of a referral in the book comes to.
    var redirection: RedirectOutcome?
    /// Who waits for a garage.
    var waiting: [BeneficiaryID: OrganisationID] = [:]
    /// Which pair each key merged.
    var mergeKeys: [String: [String]] = [:]
    /// What an export gives of anybody.
    var exported: [ExportPart] = []
    /// What people asked was refused to them.
    var hasClosedRequests = false
    /// What was to be sent.
    var messages: [OutboxEntry] = []

    init(_ book: LedgerBook, failure: LedgerError? = nil) {
        self.book = book
        self.failure = failure
    }

    var desks: Desks {
        Desks(
            relay: relay, jobs: JobBook { $0.failure = failure }, outbox: outbox,
            quotes: QuoteBook(book) { $0.failure = failure },
            reports: ReportBook { $0.failure = failure },
            accounts: AccountBook { $0.failure = failure }, watch: WatchBook(),
            audit: AuditBook(failure: failure), persons: persons, rights: rights,
            mobility: mobility, eligibility: eligibility, impact: impact)
    }

    /// Each of the book's people asked once for their file, which is the same for all of them.
    private var rights: RightsBook {
        let people = book.now.people.values.sorted { $0.id.text < $1.id.text }
        return RightsBook(failure: failure) { rights in
            rights.parts = exported
            for (number, person) in zip(Int64(1)..., people) {
                if person.halt == .forgotten || person.halt == .merged { continue }
                rights.people[person.id] = (
                    person.organisation, KeptPerson(number: number, id: person.id)
                )
                let today = Rehearsal.start.paris.day
                rights.requests.append(
                    PersonRequest(
                        number: number, beneficiary: person.id, organisation: person.organisation,
                        kind: .access, receivedOn: today, dueOn: today + 30,
                        closedOn: hasClosedRequests ? today : nil,
                        outcome: hasClosedRequests ? .refused : nil))
            }
        }
    }

    /// One rule, of which the papers of a request can say yes.
    private var eligibility: EligibilityBook {
        let people = Set(book.now.people.keys)
        return EligibilityBook { eligibility in
            eligibility.failure = failure
            eligibility.isContested = book.now.isContested
            eligibility.people = people
            guard let from = Day("2026-01-01") else { return }
            eligibility.rules = [
                EligibilityRule(
                    id: "qf", version: 1, criterion: .familyQuotient, ceilingCents: 80_000,
                    proofs: [.cafAttestation], proofMaxMonths: 3, validFrom: from)
            ]
        }
    }

    /// The people of the book; keys that it knows were used for something else.
    private var impact: ImpactBook {
        let pages = book.now
        return ImpactBook { impact in
            impact.failure = failure
            impact.people = pages.people.mapValues(\.organisation)
            impact.halts = pages.people.compactMapValues(\.halt)
            impact.usedKeys = Set(pages.stepped.keys)
        }
    }

    /// Everybody in the book was assessed once; keys as for ``impact``.
    private var mobility: MobilityBook {
        let pages = book.now
        return MobilityBook { mobility in
            mobility.people = pages.people
            mobility.failure = failure
            mobility.kept = pages.people.mapValues { _ in [.example] }
            mobility.keys = pages.stepped.mapValues { _ in ("", 1) }
        }
    }

    private var persons: PersonBook {
        PersonBook(book) { pages in
            pages.failure = failure
            pages.keys = mergeKeys.mapValues { $0.compactMap { BeneficiaryID($0) } }
        }
    }

    private var relay: RelayBook {
        let pages = book.now
        return RelayBook { relay in
            relay.failure = failure
            relay.waiting = waiting
            relay.answers = redirection.map { [$0] } ?? []
            relay.subjects = pages.referrals.compactMap { referral in
                pages.people[referral.beneficiary].map {
                    RelaySubject(
                        referral: referral, person: $0, origin: nil, reachKm: nil,
                        tried: [referral.garage], reasons: ["full"])
                }
            }
        }
    }

    private var outbox: OutboxBook {
        let codes = Set(book.now.referrals.map(\.code.text))
        return OutboxBook { outbox in
            outbox.failure = failure
            outbox.codes = codes
            outbox.entries = messages
        }
    }
}

extension KeptAssessment {
    /// The entry of somebody on the day before, of which little was answered.
    static var example: KeptAssessment {
        let day = Rehearsal.start.paris.day + -1
        return KeptAssessment(
            number: 1,
            figures: AssessmentFigures(
                kind: .entry, version: "mobility-index/1", on: day, validUntil: day + 180,
                index: nil, dimensions: [:], answeredWeight: 0),
            isSuperseded: false)
    }
}

extension OutboxEntry {
    /// A message to garage G001, of key `proposed:NUMBER`.
    static func example(_ number: Int64, _ state: OutboxState) -> OutboxEntry {
        OutboxEntry(
            number: number, key: "proposed:\(number)", state: state, kind: .garage,
            recipientID: "G001", template: "proposed", channel: .mail,
            createdAt: Rehearsal.start, dueAt: Rehearsal.start, attempts: 1,
            errorClass: state == .dead ? "http-410" : nil,
            endedAt: state == .waiting ? nil : Rehearsal.start)
    }
}
