import GarageNetwork
import Geometry
import LineProtocol
import Matching

extension Command {
    static let beneficiarySet = Command(
        "BENEFICIARY-SET", "Corrects what is kept of a person; an empty value takes it away.",
        access: .roles([.prescriber]), effect: .writes, touchesPerson: .writes,
        requires: [Keys.beneficiary],
        takes: FileEdit.keys, errors: [.noSuch, .conflict, .range, .missingKey, .storeDown],
        example: "BENEFICIARY-SET beneficiary=B1 phone=0612345678 need=\"\""
    ) { call throws(RequestError) in
        let id = try call.required(Keys.beneficiary)
        let scope = try call.scope()
        if let objection = try call.optional(RightsKeys.objection) {
            return try call.objecting(objection, id, scope)
        }
        let edit = try FileEdit(call)
        let note = try call.auditNote(.write, of: id.text)
        let environment = call.environment
        return .later { () async throws(RequestError) -> Reply in
            let change = try await ledger { () async throws(LedgerError) -> PersonChange in
                let found = try await environment.desks.persons.file(of: id, visibleTo: scope)
                guard found != nil else { return .noSuchPerson }
                try await environment.desks.audit.remember(note)
                return try await environment.desks.persons.change(
                    id, visibleTo: scope, edit.apply)
            }
            environment.directory.forget(id)
            switch change {
            case .changed(let file):
                let name = environment.directory.name(of: file.person.organisation)
                let row = PersonRow(file: file, prescriber: name)
                return .listing([row.exact + row.identity])
            case .noSuchPerson: throw .noSuchPerson
            case .refused(.halted(let halt)): throw .halted(halt)
            case .refused(.unfit(let sentence)): throw RequestError(.conflict, sentence)
            }
        }
    }
}

/// What BENEFICIARY-SET changes in a file: a step for each key that was given.
private struct FileEdit: Sendable {
    private var steps: [@Sendable (inout PersonFile) -> Void] = []
    private var contactOn: Day

    static let contacted = Key<Day>(
        "contacted", "The day of the last contact with the person.", default: "today")

    static let keys: [any KeyDeclaration] =
        [
            Keys.at, Keys.place, Keys.postcode,
            PersonKeys.clearable(Keys.mode), PersonKeys.clearable(BeneficiaryKeys.kmMax),
            PersonKeys.clearable(BeneficiaryKeys.minutesMax), PersonKeys.clearable(Keys.brand),
            PersonKeys.clearable(Keys.year), PersonKeys.clearable(Keys.odometerKm),
            PersonKeys.clearable(Keys.fiscalPower), PersonKeys.clearable(Keys.drives),
            PersonKeys.clearable(PersonKeys.car), PersonKeys.clearable(PersonKeys.far),
            PersonKeys.clearable(PersonKeys.name), PersonKeys.clearable(PersonKeys.firstName),
            PersonKeys.clearable(PersonKeys.birthDate), PersonKeys.clearable(PersonKeys.phone),
            PersonKeys.clearable(PersonKeys.email), PersonKeys.clearable(PersonKeys.contact),
            PersonKeys.clearable(PersonKeys.address), PersonKeys.clearable(PersonKeys.need),
            PersonKeys.notice, contacted, RightsKeys.objection,
        ]

    init(_ call: Call) throws(RequestError) {
        let today = call.environment.clock.now.paris.day
        let contacted = try call.optional(Self.contacted)
        if let contacted, contacted > today {
            throw RequestError(.range, "contacted: it is not in the future; today is \(today)")
        }
        contactOn = contacted ?? today
        try readTravel(call)
        try readVehicle(call)
        try readIdentity(call)
        if let notice = try call.optional(PersonKeys.notice)?.text {
            steps.append {
                if $0.notice != notice { ($0.notice, $0.noticeOn) = (notice, today) }
            }
        }
        guard !steps.isEmpty || contacted != nil else {
            throw RequestError(
                .missingKey, "\(call.request.verb) needs at least one thing to change")
        }
    }

    /// Changes a file, unless nothing more is done with it.
    func apply(_ file: inout PersonFile) throws(PersonRefusal) {
        if let halt = file.person.halt { throw .halted(halt) }
        for step in steps { step(&file) }
        file.lastContactOn = max(file.lastContactOn, contactOn)
    }

    /// A step for a key; the value is nil where an empty one was given.
    private mutating func take<Value>(
        _ call: Call, _ key: Key<Value>,
        _ set: @escaping @Sendable (inout PersonFile, Value?) -> Void
    ) throws(RequestError) {
        guard let given = try call.optional(PersonKeys.clearable(key)) else { return }
        let value = given.kept
        steps.append { set(&$0, value) }
    }

    private mutating func readTravel(_ call: Call) throws(RequestError) {
        if let point = try call.whereabouts() { steps.append { $0.person.position = point } }
        try take(call, Keys.mode) { $0.person.mode = $1 }
        try take(call, BeneficiaryKeys.kmMax) { $0.person.kmMax = $1?.value }
        try take(call, BeneficiaryKeys.minutesMax) { $0.person.minutesMax = $1?.value }
        try take(call, PersonKeys.car) { $0.person.mobility.car = $1 }
        try take(call, PersonKeys.far) { $0.person.mobility.set(far: $1?.extent) }
    }

    private mutating func readVehicle(_ call: Call) throws(RequestError) {
        if let brand = try call.optional(PersonKeys.clearable(Keys.brand))?.kept {
            _ = try call.known(brand)
        }
        try take(call, Keys.brand) { $0.person.vehicle.brand = $1 }
        try take(call, Keys.year) { $0.person.vehicle.year = $1?.value }
        try take(call, Keys.odometerKm) { $0.person.vehicle.odometerKm = $1?.value }
        try take(call, Keys.fiscalPower) { $0.person.vehicle.fiscalPower = $1?.value }
        try take(call, Keys.drives) { (file, drives: Choice?) in
            file.person.vehicle.drives = drives.map { $0 == .yes }
        }
    }

    private mutating func readIdentity(_ call: Call) throws(RequestError) {
        try take(call, PersonKeys.name) { $0.identity.familyName = $1?.text ?? "" }
        try take(call, PersonKeys.firstName) { $0.identity.givenName = $1?.text ?? "" }
        if let birth = try call.optional(PersonKeys.clearable(PersonKeys.birthDate))?.kept {
            _ = try call.past(birth)
        }
        try take(call, PersonKeys.birthDate) { $0.identity.birthDate = $1?.day }
        try take(call, PersonKeys.phone) { $0.identity.phone = $1?.text }
        try take(call, PersonKeys.email) { $0.identity.email = $1?.address.text }
        try take(call, PersonKeys.contact) { $0.identity.contact = $1 }
        try take(call, PersonKeys.address) { $0.identity.address = $1?.text }
        try take(call, PersonKeys.need) { $0.identity.need = $1?.text }
    }
}
