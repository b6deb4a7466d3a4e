import GarageNetwork

/// What the ledger ought to do, in memory and one thing after another: the pure machine, one place
/// a committed referral, one open referral a person.
struct LifeModel {
    struct Entry {
        let code: ReferralCode
        let person: BeneficiaryID
        let garage: Int64
        var state = ReferralState.proposed
        var told: Set<ToldFact> = []
        var isAccepted = false
        var isReminded = false
        var isRebooked = false
        var last = ReferralEvent.propose
    }

    /// In the order in which they were made.
    private(set) var entries: [Entry] = []
    let cap: Int

    init(cap: Int) { self.cap = cap }

    func committed(_ garage: Int64) -> Int {
        entries.count { $0.garage == garage && $0.state.isCommitted }
    }

    func open(of person: BeneficiaryID, besides own: Int? = nil) -> Int? {
        entries.indices.first {
            $0 != own && entries[$0].person == person && entries[$0].state.isOpen
        }
    }

    mutating func place(_ code: ReferralCode, _ person: BeneficiaryID, _ garage: Int64) {
        entries.append(Entry(code: code, person: person, garage: garage))
    }

    /// Tells one event, and says how that ends.
    mutating func tell(_ event: ReferralEvent, on day: Day, of index: Int) -> String {
        let own = entries[index]
        let next = own.state.after(event)
        if isRepetition(event, day, own, next) { return "replayed" }
        guard let next, event != .rebook || !own.isRebooked else { return "conflict" }
        if !own.state.isCommitted, next.isCommitted {
            let other = open(of: own.person, besides: index)
            if let other {
                let waits = [.proposed, .accepted].contains(entries[other].state)
                guard waits, event.needsPresence else { return "elsewhere" }
            }
            let isFreed = other.map { entries[$0].garage == own.garage } ?? false
            guard committed(own.garage) - (isFreed ? 1 : 0) < cap else { return "full" }
            if let other { supersede(other) }
        }
        entries[index].state = next
        entries[index].last = event
        if event.isFact { entries[index].told.insert(ToldFact(event, on: day)) }
        if event == .accept { entries[index].isAccepted = true }
        if event == .remind { entries[index].isReminded = true }
        if event == .rebook { entries[index].isRebooked = true }
        return "moved"
    }

    private func isRepetition(
        _ event: ReferralEvent, _ day: Day, _ own: Entry, _ next: ReferralState?
    ) -> Bool {
        if event.isFact { return own.told.contains(ToldFact(event, on: day)) }
        return switch event {
        case .accept: own.isAccepted && next == own.state
        case .remind: own.isReminded
        case .propose: false
        default: next == nil && own.last == event
        }
    }

    private mutating func supersede(_ index: Int) {
        entries[index].state = .cancelled
        // The ledger did it, not the caller, whose own cancellation would be a conflict.
        entries[index].last = .propose
    }

    /// Tells many facts as a file does; the referrals that stand in its way, for none of which, nor
    /// for any other, anything is then done.
    mutating func tell(all facts: [(index: Int, fact: ToldFact)]) -> Set<Int> {
        let fresh = facts.filter { !entries[$0.index].told.contains($0.fact) }
        let byReferral = Dictionary(grouping: fresh, by: \.index)
        var tried = self
        var refused: Set<Int> = []
        var revived: Set<BeneficiaryID> = []
        var superseded: [Int] = []
        for (index, rows) in byReferral.sorted(by: { $0.key < $1.key }) {
            let own = entries[index]
            guard let next = own.state.after(all: rows.map(\.fact)) else {
                refused.insert(index)
                continue
            }
            tried.entries[index].told.formUnion(rows.map(\.fact))
            tried.entries[index].last = .receive
            tried.entries[index].state = next
            guard !own.state.isCommitted, next.isCommitted else { continue }
            let isFirst = revived.insert(own.person).inserted
            if let other = open(of: own.person, besides: index) {
                let waits = [.proposed, .accepted].contains(entries[other].state)
                if waits, byReferral[other] == nil {
                    superseded.append(other)
                } else {
                    refused.insert(index)
                }
            }
            if !isFirst { refused.insert(index) }
        }
        for other in superseded { tried.supersede(other) }
        for index in refused { tried.entries[index].state = entries[index].state }
        for garage in Set(entries.map(\.garage)) where tried.committed(garage) > cap {
            // Whoever came first gets what room there is; all others are in the way.
            let wishes = byReferral.keys.sorted().filter {
                entries[$0].garage == garage && !entries[$0].state.isCommitted
                    && tried.entries[$0].state.isCommitted && !refused.contains($0)
            }
            let room = cap - tried.committed(garage) + wishes.count
            refused.formUnion(wishes.dropFirst(max(0, room)))
        }
        if refused.isEmpty { self = tried }
        return refused
    }
}
