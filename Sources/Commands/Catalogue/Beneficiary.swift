import GarageNetwork
import Geometry
import LineProtocol

extension Command {
    static let beneficiaryAdd = Command(
        "BENEFICIARY-ADD",
        "Enrols a person under a pseudonym: where they start from and how far they can go.",
        access: .roles([.prescriber]), effect: .writes, touchesPerson: .writes,
        requires: [Keys.key],
        takes: [
            Keys.at, Keys.place, Keys.postcode, Keys.mode, BeneficiaryKeys.kmMax,
            BeneficiaryKeys.minutesMax, Keys.brand, Keys.year, Keys.odometerKm,
            Keys.fiscalPower, Keys.drives, Keys.prescriber,
        ] + PersonKeys.mobility + PersonKeys.identity + [PersonKeys.notice],
        errors: [.noSuch, .range, .keyReused, .storeDown],
        example: "BENEFICIARY-ADD key=2026-11-21-a place=Lens max_km=25 brand=Renault"
    ) { call throws(RequestError) in
        let order = try call.enrolment(at: nil)
        let environment = call.environment
        return .later { () async throws(RequestError) -> Reply in
            let outcome = try await ledger { () async throws(LedgerError) in
                try await environment.ledger.enrol(order)
            }
            guard case .enrolled(let id, let replayed) = outcome else { throw .keyReused }
            var person = order.person
            person.id = id
            if replayed {
                // What was asked then need not be what is kept now.
                environment.directory.forget(id)
            } else {
                environment.directory.remember(person, at: environment.clock.now)
            }
            var row = [
                Field("beneficiary", .text(id.text)), Field("replayed", .truth(replayed)),
            ]
            if order.identity != nil, let twin = await environment.twin(of: id, order) {
                row.append(Field("same_as", .text(twin.text)))
            }
            return .listing([row])
        }
    }

    static let beneficiaryShow = Command(
        "BENEFICIARY-SHOW", "Shows what is kept of a person; who they are, to their adviser.",
        access: .roles([.prescriber, .manager]), touchesPerson: .reads,
        requires: [Keys.beneficiary],
        takes: [BeneficiaryKeys.purpose], errors: [.noSuch, .storeDown],
        example: "BENEFICIARY-SHOW beneficiary=B1"
    ) { call throws(RequestError) in
        let id = try call.required(Keys.beneficiary)
        let purpose = try call.optional(BeneficiaryKeys.purpose)
        let scope = try call.scope()
        let note = try call.auditNote(.read, of: id.text, purpose: purpose?.rawValue ?? "")
        let environment = call.environment
        return .later { () async throws(RequestError) -> Reply in
            let found = try await ledger { () async throws(LedgerError) in
                try await environment.desks.persons.file(of: id, visibleTo: scope)
            }
            guard let found else { throw .noSuchPerson }
            try await ledger { () async throws(LedgerError) in
                try await environment.desks.audit.remember(note)
            }
            let row = PersonRow(
                file: found, prescriber: environment.directory.name(of: found.person.organisation))
            if case .everything = scope, purpose == nil { return .listing([row.coarse]) }
            return .listing([row.exact + row.identity])
        }
    }
}

enum BeneficiaryKeys {
    static let kmMax = Key<ReachKm>("max_km", "The furthest the person can go.")
    static let minutesMax = Key<ReachMinutes>("max_minutes", "The longest the person can travel.")
    static let purpose = Key<ReadingPurpose>(
        "purpose", "Why somebody else than the adviser reads who it is; it is written down.")
}

/// Why a manager may read who somebody is.
enum ReadingPurpose: String, CaseIterable, ProtocolWord {
    /// The person asked for what is kept, its correction or its end.
    case rights
    /// Two files look like one person's.
    case duplicate
    /// Somebody may come to harm.
    case safety
}

extension RequestError {
    static let keyReused = RequestError(
        .keyReused, "this key was used for another request; take a new key")
    /// The same for a person who does not exist and for one who is another organisation's.
    static let noSuchPerson = RequestError(
        .noSuch, "no such person; BENEFICIARY-ADD enrols one")
}

extension Call {
    /// The order that a request or a row of a file makes; `point` is where it says the person is,
    /// in other keys than BENEFICIARY-ADD has.
    func enrolment(at point: Coordinate?) throws(RequestError) -> EnrolmentOrder {
        let key = try required(Keys.key)
        let organisation = try organisation()
        let position: Coordinate
        if let point { position = point } else { position = try requiredWhereabouts() }
        var generator = SystemRandomNumberGenerator()
        return EnrolmentOrder(
            organisation: organisation, key: key.text, canonicalRequest: canonicalRequest(),
            person: Beneficiary(
                id: .random(using: &generator), organisation: organisation, position: position,
                mode: try optional(Keys.mode),
                kmMax: try optional(BeneficiaryKeys.kmMax)?.value,
                minutesMax: try optional(BeneficiaryKeys.minutesMax)?.value,
                vehicle: try keptVehicle(), mobility: try mobility()),
            identity: try identity(), notice: try optional(PersonKeys.notice)?.text,
            actor: try auditActor(), at: environment.writtenInstant)
    }
}

extension Environment {
    /// Somebody of the same organisation who is likely to be the person just enrolled.
    ///
    /// The person is enrolled whatever comes of this; DUPLICATES tells it again.
    fileprivate func twin(of id: BeneficiaryID, _ order: EnrolmentOrder) async -> BeneficiaryID? {
        let found = try? await desks.persons.twins(
            of: id, visibleTo: .organisation(order.organisation), limit: 1)
        return found?.first
    }
}
