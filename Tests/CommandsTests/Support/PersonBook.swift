import GarageNetwork
import Synchronization

/// A ``PersonLedger`` in memory: scopes, halts and merges follow the rules of the real one.
final class PersonBook: PersonLedger {
    struct Pages {
        var files: [BeneficiaryID: PersonFile] = [:]
        /// Whose file went into whose, and under which key.
        var merged: [BeneficiaryID: BeneficiaryID] = [:]
        var keys: [String: [BeneficiaryID]] = [:]
        /// Who has a referral that is not finished.
        var open: Set<BeneficiaryID> = []
        var failure: LedgerError?
        var resealing = Resealing()
    }
    private let pages: Mutex<Pages>
    private let book: LedgerBook?

    /// With a book, the people enrolled there have files, and its referrals are expected.
    init(_ book: LedgerBook? = nil, _ change: (inout Pages) -> Void = { _ in }) {
        var pages = Pages()
        change(&pages)
        self.book = book
        self.pages = Mutex(pages)
    }

    var now: Pages { pages.withLock { $0 } }

    /// Files of whoever was enrolled since.
    private func takeOver() {
        guard let ledger = book?.now else { return }
        pages.withLock { pages in
            for person in ledger.people.values where pages.files[person.id] == nil {
                let order = ledger.enrolments.last { $0.person.id == person.id }
                pages.files[person.id] = PersonFile(
                    person: person, identity: order?.identity ?? Identity(),
                    notice: order?.notice,
                    noticeOn: order?.notice.map { _ in Rehearsal.start.paris.day },
                    lastContactOn: Rehearsal.start.paris.day)
            }
        }
    }

    private func answer<Value: Sendable>(
        _ body: (inout Pages) -> Value
    ) throws(LedgerError) -> Value {
        if let failure = now.failure ?? book?.now.failure { throw failure }
        takeOver()
        return pages.withLock { body(&$0) }
    }

    func reseal() async throws(LedgerError) -> Resealing { try answer { $0.resealing } }

    func file(
        of id: BeneficiaryID, visibleTo scope: Scope
    ) async throws(LedgerError) -> PersonFile? {
        try answer { Self.file(of: id, scope, in: $0) }
    }

    private static func file(
        of id: BeneficiaryID, _ scope: Scope, in pages: Pages
    ) -> PersonFile? {
        guard let file = pages.files[id], file.person.halt != .forgotten,
            file.person.halt != .merged
        else { return nil }
        return switch scope {
        case .organisation(let own): own == file.person.organisation ? file : nil
        case .garage: nil
        case .everything: file
        }
    }

    func change(
        _ id: BeneficiaryID, visibleTo scope: Scope,
        _ edit: @escaping @Sendable (inout PersonFile) throws(PersonRefusal) -> Void
    ) async throws(LedgerError) -> PersonChange {
        try answer { pages in
            guard var file = Self.file(of: id, scope, in: pages) else { return .noSuchPerson }
            do throws(PersonRefusal) {
                try edit(&file)
            } catch {
                return .refused(error)
            }
            let before = pages.files[id]
            file.lastContactOn = max(
                file.lastContactOn, before?.lastContactOn ?? file.lastContactOn)
            file.objectedOn = before?.objectedOn
            file.frozenOn = before?.frozenOn
            file.person.halt = before?.person.halt
            pages.files[id] = file
            return .changed(file)
        }
    }

    func touched(_ id: BeneficiaryID, on day: Day) async throws(LedgerError) {
        try answer { pages in
            guard let last = pages.files[id]?.lastContactOn else { return }
            pages.files[id]?.lastContactOn = max(last, day)
        }
    }

    func twins(
        of id: BeneficiaryID, visibleTo scope: Scope, limit: Int
    ) async throws(LedgerError) -> [BeneficiaryID] {
        try answer { pages in
            guard let file = pages.files[id] else { return [] }
            let others = Self.seen(by: scope, in: pages).filter { other in
                other.person.id != id && file.isLike(other) != (false, false)
            }
            return Array(others.map(\.person.id).prefix(limit))
        }
    }

    func twins(
        visibleTo scope: Scope, after id: BeneficiaryID?, limit: Int
    ) async throws(LedgerError) -> [PersonTwin] {
        try answer { pages in
            let seen = Self.seen(by: scope, in: pages)
            return Array(
                seen.compactMap { file -> PersonTwin? in
                    guard let first = seen.first(where: { file.isLike($0) != (false, false) }),
                        first.person.id != file.person.id, file.person.id.text > id?.text ?? ""
                    else { return nil }
                    let (name, phone) = file.isLike(first)
                    return PersonTwin(
                        person: file.person.id, organisation: file.person.organisation,
                        sameAs: first.person.id, sameOrganisation: first.person.organisation,
                        hasSameName: name, hasSamePhone: phone)
                }.prefix(limit))
        }
    }

    private static func seen(by scope: Scope, in pages: Pages) -> [PersonFile] {
        pages.files.keys.sorted { $0.text < $1.text }
            .compactMap { file(of: $0, scope, in: pages) }
            .filter { $0.person.halt == nil }
    }

    func merge(_ order: MergeOrder) async throws(LedgerError) -> MergeOutcome {
        try answer { pages in
            let pair = [order.beneficiary, order.into]
            if let before = pages.keys[order.key] {
                return before == pair ? .merged(replayed: true) : .keyReused
            }
            if pages.merged[order.beneficiary] == order.into { return .merged(replayed: true) }
            guard let from = Self.file(of: order.beneficiary, order.scope, in: pages),
                let into = Self.file(of: order.into, order.scope, in: pages)
            else { return .noSuchPerson }
            if let halt = from.person.halt ?? into.person.halt { return .halted(halt) }
            if !order.isExplained, from.isLike(into) == (false, false) { return .unlike }
            if pages.open.isSuperset(of: pair) { return .bothOpen }
            pages.files[order.into] = into.filled(from: from)
            pages.files[order.beneficiary]?.person.halt = .merged
            pages.files[order.beneficiary]?.identity = Identity()
            pages.merged[order.beneficiary] = order.into
            pages.keys[order.key] = pair
            return .merged(replayed: false)
        }
    }

    func expected(
        by code: ReferralCode, at garage: Int64
    ) async throws(LedgerError) -> ExpectedPerson? {
        let referral = book?.now.referrals.first {
            $0.code == code && $0.garage == garage && $0.state.isOpen
        }
        return try answer { pages in
            guard let referral, let file = pages.files[referral.beneficiary],
                file.person.halt == nil
            else { return nil }
            return ExpectedPerson(file)
        }
    }
}

extension PersonFile {
    /// Whether name and birth date, and the telephone, are those of another.
    fileprivate func isLike(_ other: PersonFile) -> (name: Bool, phone: Bool) {
        let (a, b) = (identity, other.identity)
        let isNamed = a.birthDate != nil && !a.familyName.isEmpty
        return (
            isNamed && a.familyName.folded == b.familyName.folded
                && a.givenName.folded == b.givenName.folded && a.birthDate == b.birthDate,
            a.phone != nil && a.phone == b.phone
        )
    }
}
