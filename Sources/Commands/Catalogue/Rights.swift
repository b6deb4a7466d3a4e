import Alerting
import GarageNetwork
import Geometry
import LineProtocol

extension Command {
    static let beneficiaryForget = Command(
        "BENEFICIARY-FORGET",
        "Erases a person for good: file, answers, decisions; what is open is called off.",
        access: .roles([.prescriber, .manager]), effect: .writes, touchesPerson: .writes,
        requires: [Keys.beneficiary, Keys.key], takes: [RightsKeys.isRehearsal],
        errors: [.noSuch, .storeDown],
        example: "BENEFICIARY-FORGET beneficiary=B1 key=forget-b1 dry_run=yes"
    ) { call throws(RequestError) in
        let id = try call.required(Keys.beneficiary)
        _ = try call.required(Keys.key)
        let isRehearsal = try call.optional(RightsKeys.isRehearsal) == .yes
        guard let scope = call.session.scope else { throw .noSuchPerson }
        let note = try call.auditNote(isRehearsal ? .read : .write, of: id.text)
        let environment = call.environment
        return .later { () async throws(RequestError) -> Reply in
            try await environment.forget(id, scope, isRehearsal: isRehearsal, note)
        }
    }

    static let beneficiaryFreeze = Command(
        "BENEFICIARY-FREEZE",
        "Limits a file: it is kept and shown, and nothing is done with it until that is lifted.",
        access: .roles([.prescriber, .manager]), effect: .writes, touchesPerson: .writes,
        requires: [Keys.beneficiary], takes: [RightsKeys.limitation, RightsKeys.lift],
        errors: [.noSuch, .missingKey, .storeDown],
        example: "BENEFICIARY-FREEZE beneficiary=B1 reason=accuracy"
    ) { call throws(RequestError) in
        let id = try call.required(Keys.beneficiary)
        let isLifted = try call.optional(RightsKeys.lift) == .yes
        let reason = isLifted ? nil : try call.required(RightsKeys.limitation)
        guard let scope = call.session.scope else { throw .noSuchPerson }
        let note = try call.auditNote(
            .write, of: id.text, purpose: reason.map(\.rawValue) ?? "lifted")
        let order = HaltOrder(
            id: id, kind: .limitation, isOn: !isLifted, scope: scope,
            at: call.environment.writtenInstant)
        let environment = call.environment
        return .later { () async throws(RequestError) -> Reply in
            let (_, open, replayed) = try await environment.halt(order, note)
            return .listing([
                [
                    Field("beneficiary", .text(id.text)), Field("frozen", .truth(!isLifted)),
                    Field("open_referral", open.map { .text($0.text) } ?? .missing),
                    Field("replayed", .truth(replayed)),
                ]
            ])
        }
    }

    static let beneficiaryExport = Command(
        "BENEFICIARY-EXPORT", "Gives everything that is kept of a person, for the person.",
        access: .roles([.prescriber, .manager]), touchesPerson: .exports,
        requires: [Keys.beneficiary],
        takes: [RightsKeys.form, RightsKeys.purpose], errors: [.noSuch, .denied, .storeDown],
        example: "BENEFICIARY-EXPORT beneficiary=B1 form=text lang=fr"
    ) { call throws(RequestError) in
        let id = try call.required(Keys.beneficiary)
        let form = try call.optional(RightsKeys.form) ?? .json
        let purpose = try call.optional(RightsKeys.purpose)
        guard let scope = call.session.scope else { throw .noSuchPerson }
        if case .everything = scope, purpose == nil {
            throw RequestError(
                .denied, "purpose: a whole file is taken to answer the person: purpose=rights")
        }
        let note = try call.auditNote(
            .export, of: id.text, purpose: purpose.map(\.rawValue) ?? "")
        let (environment, language) = (call.environment, try call.language())
        return .later { () async throws(RequestError) -> Reply in
            let held = try await environment.held(id, scope)
            guard case .kept = held else { throw .noSuchPerson }
            try await environment.remember(note)
            let parts = try await Commands.ledger { () async throws(LedgerError) in
                try await environment.desks.rights.export(of: id, visibleTo: scope)
            }
            guard let parts else { throw .noSuchPerson }
            return .listing(
                form == .json
                    ? parts.map(\.row) : ExportWording(language: language).rows(of: parts))
        }
    }
}

enum RightsKeys {
    static let isRehearsal = Key<Choice>(
        "dry_run", "Say what would go, and write nothing.", default: "no")
    static let objection = Key<Choice>(
        "objection", "Whether the person objects: what is open is called off, nothing more is done."
    )
    static let lift = Key<Choice>("lift", "Take the limitation off.", default: "no")
    static let limitation = Key<LimitationReason>(
        "reason", "Why, in the words of article 18 of the GDPR; not needed to lift it.")
    static let form = Key<ExportForm>(
        "form", "As values, or as lines that anybody can read.", default: "json")
    static let purpose = Key<FilePurpose>(
        "purpose", "Why a manager takes a file; a prescriber takes those of its own people.")
}

/// Why a file is limited (GDPR, article 18, 1).
enum LimitationReason: String, CaseIterable, Sendable, ProtocolWord {
    case accuracy, unlawful, claim, objection, other
}

/// How an export is written.
enum ExportForm: String, CaseIterable, Sendable, ProtocolWord {
    case json, text
}

/// For what a manager takes a whole file.
enum FilePurpose: String, CaseIterable, Sendable, ProtocolWord {
    case rights
}

extension Environment {
    /// What is kept of a person, or that nobody of that name is the caller's.
    func held(
        _ id: BeneficiaryID, _ scope: Scope
    ) async throws(RequestError) -> PersonHolding {
        let held = try await Commands.ledger { () async throws(LedgerError) in
            try await desks.rights.holding(of: id, visibleTo: scope)
        }
        guard let held else { throw .noSuchPerson }
        return held
    }

    /// Remembers something before it is done.
    func remember(_ note: AuditNote) async throws(RequestError) {
        try await Commands.ledger { () async throws(LedgerError) in
            try await desks.audit.remember(note)
        }
    }

    /// Puts an objection or a limitation on a person; the referral that was called off, the one
    /// that stays open, and whether it was so already.
    func halt(
        _ order: HaltOrder, _ note: AuditNote
    ) async throws(RequestError) -> (
        calledOff: ReferralCode?, open: ReferralCode?, replayed: Bool
    ) {
        guard case .kept = try await held(order.id, order.scope) else { throw .noSuchPerson }
        try await remember(note)
        let outcome = try await Commands.ledger { () async throws(LedgerError) in
            try await desks.rights.halt(order)
        }
        guard case .halted(let calledOff, let open, let replayed) = outcome else {
            throw .noSuchPerson
        }
        directory.forget(order.id)
        return (calledOff, open, replayed)
    }

    fileprivate func forget(
        _ id: BeneficiaryID, _ scope: Scope, isRehearsal: Bool, _ note: AuditNote
    ) async throws(RequestError) -> Reply {
        let today = clock.now.paris.day
        switch try await held(id, scope) {
        // Asked again, the same is answered; to whom it was never theirs, that it does not exist.
        case .forgotten(let day): return Self.forgotten(id, on: day)
        case .kept(let person):
            try await remember(note)
            if isRehearsal { return person.rehearsal }
            let departure = departure(of: person, on: today)
            try await Commands.ledger { () async throws(LedgerError) in
                try await desks.rights.forget(departure, by: scope, at: writtenInstant)
            }
            directory.forget(id)
            return Self.forgotten(id, on: today)
        }
    }

    private static func forgotten(_ id: BeneficiaryID, on day: Day) -> Reply {
        .listing([
            [Field("beneficiary", .text(id.text)), Field("forgotten_on", .text("\(day)"))]
        ])
    }

    /// How somebody goes on being counted.
    func departure(of person: KeptPerson, on today: Day) -> Departure {
        let near = person.position.flatMap {
            gazetteer.value.nearest(to: $0, within: .kilometres(departmentKmMax), limit: 1).first
        }
        return Departure(
            number: person.number, department: near?.place.department ?? "",
            ageBand: AgeBand(bornOn: person.birthDate, on: today))
    }
}

/// How far the place may be that says in which department somebody lived, in kilometres.
private let departmentKmMax = 20.0

extension KeptPerson {
    /// What would go.
    fileprivate var rehearsal: Reply {
        .listing([
            [
                Field("beneficiary", .text(id.text)), Field("dry_run", .truth(true)),
                Field("referrals", .count(referrals)),
                Field("open_referral", openReferral.map { .text($0.text) } ?? .missing),
                Field("assessments", .count(assessments)),
                Field("decisions", .count(decisions)),
                Field("open_requests", .count(openRequests)),
            ]
        ])
    }
}
