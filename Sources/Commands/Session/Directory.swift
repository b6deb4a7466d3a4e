package import GarageNetwork
import Synchronization

/// What the daemon remembers of people and prescribers, so that a MATCH needs no database.
///
/// Of a person: where they start from and how far they go, under a pseudonym. An entry never
/// changes once written, so a copy is never stale; the oldest are dropped beyond a limit and read
/// again from the ledger when they are asked for.
package final class Directory: Sendable {
    /// 36,000 people a year; each entry is about 200 bytes.
    package static let beneficiariesMax = 100_000

    private struct State {
        var people: [BeneficiaryID: Beneficiary] = [:]
        var order: [BeneficiaryID] = []
        var next = 0
        var prescribers: [GarageID: Prescriber] = [:]
        var names: [OrganisationID: GarageID] = [:]
    }
    private let state = Mutex(State())

    package init() {}

    package func remember(_ person: Beneficiary) {
        state.withLock { state in
            guard state.people.updateValue(person, forKey: person.id) == nil else { return }
            if state.order.count < Self.beneficiariesMax {
                state.order.append(person.id)
                return
            }
            state.people[state.order[state.next]] = nil
            state.order[state.next] = person.id
            state.next = (state.next + 1) % Self.beneficiariesMax
        }
    }

    package func beneficiary(_ id: BeneficiaryID) -> Beneficiary? {
        state.withLock { $0.people[id] }
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
