package import GarageNetwork
import Synchronization

/// What the daemon remembers of people and prescribers, so that a MATCH needs no database.
///
/// Of a person: where they start from and how far they go, under a pseudonym. Another daemon may
/// change that: an entry counts for ``secondsMax``, after which the ledger is asked again. The
/// oldest are dropped beyond a limit.
package final class Directory: Sendable {
    /// 36,000 people a year; each entry is about 200 bytes.
    package static let beneficiariesMax = 100_000
    /// How long an entry counts: as long as an adviser talks with a person, and no longer than an
    /// objection may take to reach every daemon.
    package static let secondsMax: Int64 = 60

    private struct Entry {
        /// Nil once forgotten; the place in the order stays.
        var person: Beneficiary?
        var readAt: Instant
    }

    private struct State {
        var people: [BeneficiaryID: Entry] = [:]
        var order: [BeneficiaryID] = []
        var next = 0
        var prescribers: [GarageID: Prescriber] = [:]
        var names: [OrganisationID: GarageID] = [:]
    }
    private let state = Mutex(State())

    package init() {}

    /// Remembers a person as the ledger had them at an instant.
    package func remember(_ person: Beneficiary, at instant: Instant) {
        let entry = Entry(person: person, readAt: instant)
        state.withLock { state in
            guard state.people.updateValue(entry, forKey: person.id) == nil else { return }
            if state.order.count < Self.beneficiariesMax {
                state.order.append(person.id)
                return
            }
            state.people[state.order[state.next]] = nil
            state.order[state.next] = person.id
            state.next = (state.next + 1) % Self.beneficiariesMax
        }
    }

    /// Remembers nothing of a person any more: their file was changed, or is gone.
    package func forget(_ id: BeneficiaryID) {
        state.withLock { $0.people[id]?.person = nil }
    }

    /// A person as they are remembered, however long ago.
    package func beneficiary(_ id: BeneficiaryID) -> Beneficiary? {
        state.withLock { $0.people[id]?.person }
    }

    /// A person as they were read not long before an instant.
    ///
    /// Nil as well where the clock was turned back since.
    package func beneficiary(_ id: BeneficiaryID, asOf instant: Instant) -> Beneficiary? {
        state.withLock { state in
            guard let entry = state.people[id] else { return nil }
            let end = entry.readAt.advanced(bySeconds: Self.secondsMax)
            return entry.readAt <= instant && instant < end ? entry.person : nil
        }
    }

    package func replace(prescribers: [Prescriber]) {
        state.withLock { state in
            state.prescribers = [:]
            state.names = [:]
            for prescriber in prescribers {
                state.prescribers[prescriber.id] = prescriber
                state.names[prescriber.organisation] = prescriber.id
            }
        }
    }

    package func prescriber(_ id: GarageID) -> Prescriber? {
        state.withLock { $0.prescribers[id] }
    }

    /// The id of an organisation, for rows; nil for the network itself.
    package func name(of organisation: OrganisationID) -> String? {
        state.withLock { $0.names[organisation]?.text }
    }

    /// Every prescriber, by id.
    package var prescribers: [Prescriber] {
        state.withLock { Array($0.prescribers.values) }.sorted { $0.id < $1.id }
    }

    package var prescriberCount: Int { state.withLock { $0.prescribers.count } }
}

/// The gazetteer in use: the shipped one, or the one that was imported.
package final class CurrentGazetteer: Sendable {
    private let current: Mutex<Gazetteer>

    package init(_ gazetteer: Gazetteer) { current = Mutex(gazetteer) }

    package var value: Gazetteer { current.withLock { $0 } }
    package func replace(with gazetteer: Gazetteer) { current.withLock { $0 = gazetteer } }
}
