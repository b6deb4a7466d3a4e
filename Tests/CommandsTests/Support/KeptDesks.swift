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
            audit: AuditBook(failure: failure), persons: persons, rights: RightsBook(),
            mobility: mobility, eligibility: EligibilityBook { $0.failure = failure },
            impact: impact)
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

    private var mobility: MobilityBook {
        let people = book.now.people
        return MobilityBook { mobility in
            mobility.people = people
            mobility.failure = failure
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
