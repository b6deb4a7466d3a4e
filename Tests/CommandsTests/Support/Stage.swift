import Commands
import GarageNetwork
import Geometry
import LineProtocol
import Matching

extension Rehearsal {
    /// A rehearsal whose database is a book in memory.
    ///
    /// Prescriber P01 is organisation 1 and P02 organisation 2; B1 is a person of the first.
    init(
        book: LedgerBook, garages: [Garage] = Self.threeGarages, counts: [GarageCount] = [],
        isReady: Bool = true, hasClock: Bool = true,
        operations: any Operations = NoOperations(), attainable: AttainableShare? = nil,
        desks: Desks? = nil, exports: any ExportFolder = NoExportFolder(),
        notices: NoticeDesk = NoticeDesk(), questionnaires: CurrentQuestionnaires = .shipped
    ) {
        clock = HandClock(Self.start)
        network = LiveNetwork(clock: clock)
        network.turn(to: Self.start)
        if isReady {
            network.replace(
                with: NetworkImage(garages: garages, counts: counts, days: [], revision: 1))
        }
        let directory = Directory()
        directory.replace(prescribers: Self.twoPrescribers)
        for person in book.now.people.values { directory.remember(person, at: Self.start) }
        environment = Environment(
            network: network, subscriptions: Subscriptions(network: network), ledger: book,
            registry: book, archive: book,
            desks: desks ?? .quoting(QuoteBook(book), PersonBook(book), AuditBook(of: book)),
            clock: clock,
            rehearsalClock: hasClock ? clock : nil,
            gazetteer: CurrentGazetteer(Gazetteer(Self.places)), directory: directory,
            access: AccessDesk { $0.reversed() }, settings: CurrentSettings(CommandSettings()),
            operations: operations, exports: exports, attainable: attainable,
            notices: notices, questionnaires: questionnaires)
    }

    static let twoPrescribers = [1, 2].compactMap { (number: Int64) in
        GarageID("P0\(number)").map {
            Prescriber(
                organisation: OrganisationID(number), id: $0, name: "Mission \(number)",
                kind: "mission locale", position: point(50.43, 2.83), town: "Lens",
                postcode: "62300")
        }
    }

    /// B1 at Lens, of organisation 1.
    static let oneAtLens = BeneficiaryID("B1").map {
        Beneficiary(
            id: $0, organisation: OrganisationID(1), position: point(50.4322, 2.8330),
            mode: .car, kmMax: 25)
    }

    /// Referral 2345678W of B1 to Lens, in a state.
    static func referral(
        _ number: Int64 = 1, state: ReferralState = .proposed, garage: Int64 = 1,
        organisation: Int64 = 1
    ) -> Referral? {
        guard let code = ReferralCode("2345678W"), let person = BeneficiaryID("B1"),
            let month = Month(year: 2026, month: 11)
        else { return nil }
        return Referral(
            number: number, code: code, organisation: OrganisationID(organisation),
            beneficiary: person, garage: garage, state: state, month: month, createdAt: start,
            answerBy: start.advanced(bySeconds: 172_800), committedThen: 3, rank: 1, km: 1.25,
            extraKm: 0)
    }

    /// Counts of November 2026, by garage.
    static func november(_ committed: [Int], received: Int = 0) -> [GarageCount] {
        guard let month = Month(year: 2026, month: 11) else { return [] }
        return zip(Int64(1)..., committed).map {
            GarageCount(
                garage: $0, month: month, committed: $1, received: received, revision: 2)
        }
    }
}

extension Desks {
    /// Only quotes, files of persons and the audit are kept.
    static func quoting(
        _ quotes: QuoteBook, _ persons: PersonBook = PersonBook(), _ audit: AuditBook = AuditBook()
    ) -> Desks {
        var desks = Desks.closed
        desks.quotes = quotes
        desks.persons = persons
        desks.audit = audit
        return desks
    }
}

/// A configuration file that cannot be taken over.
struct RefusedReload: Operations {
    func status() -> [Field] { [] }
    func limits() -> [LimitLine] { [] }
    func reload() async throws(RequestError) -> [String] {
        throw RequestError(.conflict, "the configuration has a mistake in line 3; nothing changed")
    }
}

extension LedgerBook {
    /// A book in which B1 is enrolled.
    static func withPerson(_ change: (inout Pages) -> Void = { _ in }) -> LedgerBook {
        LedgerBook { pages in
            if let person = Rehearsal.oneAtLens { pages.people[person.id] = person }
            change(&pages)
        }
    }

    /// A book in which B1 has referral 2345678W.
    static func withReferral(_ state: ReferralState = .proposed) -> LedgerBook {
        withPerson { pages in
            if let referral = Rehearsal.referral(state: state) { pages.referrals = [referral] }
        }
    }
}

extension Result where Success == Reply, Failure == RequestError {
    var error: RequestError? {
        if case .failure(let error) = self { error } else { nil }
    }
}
