import Alerting
import GarageNetwork
import LineProtocol
import Matching

extension Command {
    static let audit = Command(
        "AUDIT", "Lists who read, wrote or took away what, the latest first.", access: .roles([]),
        takes: [
            AuditKeys.beneficiary, AuditKeys.action, AuditKeys.since, AuditKeys.token,
            AuditKeys.limit, AuditKeys.before,
        ],
        errors: [.storeDown], example: "AUDIT action=export since=2026-11-01T00:00:00+01:00"
    ) { call throws(RequestError) in
        let limit = try call.optional(AuditKeys.limit)?.value ?? 100
        // Whoever pastes the whole token means its first half.
        let keyID = try call.optional(AuditKeys.token).map { String($0.text.prefix { $0 != "." }) }
        let question = AuditQuestion(
            object: try call.optional(AuditKeys.beneficiary)?.text,
            action: try call.optional(AuditKeys.action),
            since: try call.optional(AuditKeys.since), keyID: keyID,
            before: try call.optional(AuditKeys.before)?.number, limit: limit + 1)
        let environment = call.environment
        return .later { () async throws(RequestError) -> Reply in
            let found = try await ledger { () async throws(LedgerError) in
                try await environment.desks.audit.entries(question)
            }
            let page = found.prefix(limit)
            let more: Reply.Row =
                found.count > limit
                ? [Field("more", .whole(1)), Field("next", .text("\(page.last?.number ?? 0)"))]
                : []
            return .listing(page.map { environment.row($0) }, more)
        }
    }

    static let auditVerify = Command(
        "AUDIT-VERIFY",
        "Walks the whole audit, and names the first entry that was altered, removed or put in.",
        access: .roles([.manager]), takes: [AuditKeys.head], errors: [.storeDown],
        example: "AUDIT-VERIFY"
    ) { call throws(RequestError) in
        let head = try call.optional(AuditKeys.head)?.head
        let (environment, language) = (call.environment, try call.language())
        return .later { () async throws(RequestError) -> Reply in
            let verdict = try await ledger { () async throws(LedgerError) in
                try await environment.desks.audit.verify(against: head)
            }
            return .listing([verdict.row(against: head, language)])
        }
    }
}

private enum AuditKeys {
    static let beneficiary = Key<BeneficiaryID>("beneficiary", "Only what concerns this person.")
    static let action = Key<AuditAction>("action", "Only what was done in this way.")
    static let since = Key<Instant>("since", "Only what was done then or later.")
    static let token = Key<Line>("token", "Only what was done with this token, by its id.")
    static let limit = Key<RowLimit>("limit", "How many rows at most.", default: "100")
    static let before = Key<AuditPosition>("before", "Go on from here: the `next` of a reply.")
    static let head = Key<AuditHeadText>(
        "head", "The head of an earlier reply: the walk proves that nothing was cut off since.")
}

extension AuditAction: ProtocolWord {}

/// Where a page of the audit ends: the number of its last entry.
private struct AuditPosition: ProtocolValue {
    let number: Int64

    static var notation: String { "the `next` of a reply" }

    /// Also takes `before=17`, which replies of version 1.0 gave as `next`.
    init(argument text: String) throws(Misreading) {
        let prefix = "before="
        let digits = text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : text
        number = Int64(try whole(digits, in: 1...Int.max))
    }
}

/// Where the chain ended at an earlier walk.
private struct AuditHeadText: ProtocolValue {
    let head: AuditHead

    static var notation: String { "POSITION:MAC, the `head` of a reply" }

    init(argument text: String) throws(Misreading) {
        guard let head = AuditHead(text) else {
            throw .unreadable("it is the head of a reply, as 17: and 64 hexadecimal digits")
        }
        self.head = head
    }
}

extension AuditVerdict {
    fileprivate func row(against given: AuditHead?, _ language: Language) -> Reply.Row {
        let said = sentence(against: given)
        return [
            Field("intact", .truth(finding == nil)), Field("links", .whole(links)),
            Field("forgotten", .whole(forgotten)),
            Field("fault", finding.map { .text($0.fault.rawValue) } ?? .missing),
            Field("position", finding?.position.map { .whole($0) } ?? .missing),
            Field("entry", finding?.entry.map { .whole($0) } ?? .missing),
            Field("compared", .truth(isCompared)), Field("head", .text(head.text)),
            Field("said", .text(language == .french ? said.french : said.english)),
        ]
    }
}

extension Environment {
    fileprivate func row(_ entry: AuditEntry) -> Reply.Row {
        let actor = entry.actor
        let garage = actor.garage.flatMap { network.snapshot.garage(number: $0)?.id.text }
        let prescriber = actor.organisation.flatMap { directory.name(of: $0) }
        return [
            Field("number", .whole(entry.number)), Field("at", .text(entry.at.iso8601)),
            Field("role", .text(actor.role.rawValue)),
            Field("token", actor.keyID.map { .text($0) } ?? .missing),
            Field("uid", actor.uid.map { .whole($0) } ?? .missing),
            Field("organisation", (prescriber ?? garage).map { .text($0) } ?? .missing),
            Field("action", .text(entry.action.rawValue)), Field("object", .text(entry.object)),
            Field("asked", .text(entry.asked)),
            Field("row_count", entry.rows.map { .count($0) } ?? .missing),
            Field("purpose", entry.purpose.isEmpty ? .missing : .text(entry.purpose)),
        ]
    }
}
