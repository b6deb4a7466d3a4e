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
        ],
        errors: [.noSuch, .keyReused, .storeDown],
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
            environment.directory.remember(person, at: environment.clock.now)
            return .listing([
                [Field("beneficiary", .text(id.text)), Field("replayed", .truth(replayed))]
            ])
        }
    }

    static let beneficiaryShow = Command(
        "BENEFICIARY-SHOW", "Shows what is kept of a person.",
        access: .roles([.prescriber]), touchesPerson: .reads, requires: [Keys.beneficiary],
        errors: [.noSuch, .storeDown],
        example: "BENEFICIARY-SHOW beneficiary=B1"
    ) { call throws(RequestError) in
        let id = try call.required(Keys.beneficiary)
        guard let scope = call.session.scope else { throw .noSuchPerson }
        let environment = call.environment
        let note = try call.auditNote(.read, of: id.text)
        return .later { () async throws(RequestError) -> Reply in
            let found = try await ledger { () async throws(LedgerError) in
                try await environment.ledger.beneficiary(id, visibleTo: scope)
            }
            guard let found else { throw .noSuchPerson }
            try await ledger { () async throws(LedgerError) in
                try await environment.desks.audit.remember(note)
            }
            return .listing([found.row(environment.directory)])
        }
    }
}

enum BeneficiaryKeys {
    static let kmMax = Key<ReachKm>("max_km", "The furthest the person can go.")
    static let minutesMax = Key<ReachMinutes>("max_minutes", "The longest the person can travel.")
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
                vehicle: try vehicle()),
            actor: try auditActor(), at: environment.writtenInstant)
    }
}

extension Beneficiary {
    fileprivate func row(_ directory: Directory) -> Reply.Row {
        [
            Field("beneficiary", .text(id.text)),
            Field("prescriber", directory.name(of: organisation).map { .text($0) } ?? .missing),
            Field("lat", .decimal(position.latitude, places: 5)),
            Field("lon", .decimal(position.longitude, places: 5)),
            Field("mode", mode.map { .text($0.rawValue) } ?? .missing),
            Field("max_km", kmMax.map { .decimal($0, places: 1) } ?? .missing),
            Field("max_minutes", minutesMax.map { .decimal($0, places: 0) } ?? .missing),
            Field("brand", vehicle.brand.map { .text($0.folded) } ?? .missing),
            Field("year", vehicle.year.map { .whole(Int64($0)) } ?? .missing),
            Field("odometer_km", vehicle.odometerKm.map { .whole(Int64($0)) } ?? .missing),
            Field("fiscal_cv", vehicle.fiscalPower.map { .whole(Int64($0)) } ?? .missing),
            Field("drives", vehicle.drives.map { .truth($0) } ?? .missing),
        ]
    }
}
