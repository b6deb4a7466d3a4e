import GarageNetwork
import LineProtocol

extension Command {
    static let duplicates = Command(
        "DUPLICATES", "Lists people who are likely to have been enrolled before, by pseudonym.",
        access: .roles([.prescriber, .manager]), touchesPerson: .reads,
        takes: [DuplicateKeys.limit, DuplicateKeys.after], errors: [.storeDown],
        example: "DUPLICATES limit=20"
    ) { call throws(RequestError) in
        let scope = try call.scope()
        let limit = try call.optional(DuplicateKeys.limit)?.value ?? 100
        let after = try call.optional(DuplicateKeys.after)
        let note = try call.auditNote(.read, of: "duplicates")
        let environment = call.environment
        return .later { () async throws(RequestError) -> Reply in
            let found = try await ledger { () async throws(LedgerError) in
                try await environment.desks.audit.remember(note)
                return try await environment.desks.persons.twins(
                    visibleTo: scope, after: after, limit: limit + 1)
            }
            let rows = found.prefix(limit).map { $0.row(environment.directory) }
            guard found.count > limit, let last = found.prefix(limit).last else {
                return .listing(rows)
            }
            return .listing(
                rows, [Field("more", .count(1)), Field("next", .text(last.person.text))])
        }
    }

    static let beneficiaryMerge = Command(
        "BENEFICIARY-MERGE",
        "Ends one pseudonym in favour of another of the same person, with all that happened.",
        access: .roles([.prescriber, .manager]), effect: .writes, touchesPerson: .writes,
        requires: [Keys.beneficiary, DuplicateKeys.into, Keys.key],
        takes: [DuplicateKeys.reason],
        errors: [.noSuch, .conflict, .range, .keyReused, .busy, .storeDown],
        example: "BENEFICIARY-MERGE beneficiary=B1 into=B2 key=m1"
    ) { call throws(RequestError) in
        let (id, into) = (
            try call.required(Keys.beneficiary), try call.required(DuplicateKeys.into)
        )
        guard id != into else {
            throw RequestError(.range, "into: it is the person who shall be merged; name the other")
        }
        let reason = try call.optional(DuplicateKeys.reason)
        let order = MergeOrder(
            beneficiary: id, into: into, scope: try call.scope(),
            key: try call.required(Keys.key).text, isExplained: reason != nil,
            at: call.environment.writtenInstant)
        let notes = try [id, into].map { id throws(RequestError) in
            try call.auditNote(.write, of: id.text, purpose: reason?.rawValue ?? "duplicate")
        }
        let environment = call.environment
        return .later { () async throws(RequestError) -> Reply in
            let outcome = try await ledger { () async throws(LedgerError) -> MergeOutcome in
                let stays = try await environment.desks.persons.file(
                    of: into, visibleTo: order.scope)
                guard stays != nil else { return .noSuchPerson }
                for note in notes { try await environment.desks.audit.remember(note) }
                return try await environment.desks.persons.merge(order)
            }
            for id in [id, into] { environment.directory.forget(id) }
            let replayed = try outcome.isReplay
            return .listing([
                [
                    Field("beneficiary", .text(into.text)), Field("merged", .text(id.text)),
                    Field("replayed", .truth(replayed)),
                ]
            ])
        }
    }
}

private enum DuplicateKeys {
    static let limit = Key<RowLimit>("limit", "How many rows at most.", default: "100")
    static let after = Key<BeneficiaryID>("after", "Go on from here: the `next` of a reply.")
    static let into = Key<BeneficiaryID>("into", "The pseudonym that goes on.")
    static let reason = Key<MergeReason>(
        "reason", "Why they are one person, where neither name nor telephone says so.")
}

/// How somebody knows that two pseudonyms are of one person.
private enum MergeReason: String, CaseIterable, ProtocolWord {
    /// The person said so.
    case told
    /// Somebody saw papers.
    case papers
    /// One was enrolled by mistake.
    case mistake
}

extension MergeOutcome {
    /// Whether it had been done before; throws where it was not done.
    fileprivate var isReplay: Bool {
        get throws(RequestError) {
            switch self {
            case .merged(let replayed): return replayed
            case .noSuchPerson: throw .noSuchPerson
            case .halted(let halt): throw .halted(halt)
            case .bothOpen:
                throw RequestError(
                    .conflict,
                    "each of the two has a referral that is not finished; CANCEL one with"
                        + " reason=duplicate, then merge")
            case .unlike:
                throw RequestError(
                    .conflict,
                    "neither name and birth date nor telephone are the same; say how you know that"
                        + " they are one person with reason=told, papers or mistake")
            case .keyReused: throw .keyReused
            }
        }
    }
}

extension PersonTwin {
    fileprivate func row(_ directory: Directory) -> Reply.Row {
        let by = hasSameName ? (hasSamePhone ? "both" : "name") : "phone"
        func name(_ organisation: OrganisationID) -> Field.Value {
            directory.name(of: organisation).map { .text($0) } ?? .missing
        }
        return [
            Field("beneficiary", .text(person.text)), Field("prescriber", name(organisation)),
            Field("referral", referral.map { .text($0.text) } ?? .missing),
            Field("same_as", .text(sameAs.text)),
            Field("same_prescriber", name(sameOrganisation)),
            Field("same_referral", sameReferral.map { .text($0.text) } ?? .missing),
            Field("by", .text(by)),
        ]
    }
}
