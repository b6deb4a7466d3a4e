import GarageNetwork
import LineProtocol

extension Command {
    static let retention = Command(
        "RETENTION",
        "Lists the files that end soon because nobody was in contact; BENEFICIARY-SET moves that.",
        access: .roles([.prescriber, .manager]), takes: [Keys.limit, RetentionKeys.after],
        errors: [.storeDown], example: "RETENTION limit=20"
    ) { call throws(RequestError) in
        let scope = try call.scope()
        let limit = try call.optional(Keys.limit)?.value ?? RowLimit.range.upperBound
        let after = try call.optional(RetentionKeys.after)?.position ?? .start
        let environment = call.environment
        return .later { () async throws(RequestError) -> Reply in
            let term = environment.retentionTerm
            let found = try await ledger { () async throws(LedgerError) in
                try await environment.desks.rights.ending(
                    term, after: after, limit: limit + 1, visibleTo: scope)
            }
            let page = found.prefix(limit)
            let next = page.last.map { "\($0.filedOn).\($0.number)" }
            return .listing(
                page.map { $0.row(environment.directory) },
                [Field("months", .count(term.months))]
                    + (found.count > limit
                        ? [
                            Field("more", .whole(1)),
                            Field("next", next.map { .text($0) } ?? .missing),
                        ] : []))
        }
    }
}

private enum RetentionKeys {
    static let after = Key<RetentionMark>("after", "Go on after this: the `next` of a reply.")
}

/// Where a list of files goes on, as `2024-11-01.123`.
private struct RetentionMark: ProtocolValue {
    let position: RetentionPosition

    static var notation: String { "the next of a reply" }

    init(argument text: String) throws(Misreading) {
        let halves = text.split(separator: ".", omittingEmptySubsequences: false)
        guard halves.count == 2, let day = Day(halves[0]), let number = Int64(halves[1]),
            number >= 0
        else { throw .unreadable("it is the next of a reply, as 2024-11-01.123") }
        position = RetentionPosition(day: day, number: number)
    }
}

extension EndingFile {
    fileprivate func row(_ directory: Directory) -> Reply.Row {
        [
            Field("beneficiary", .text(beneficiary.text)),
            Field("prescriber", directory.name(of: organisation).map { .text($0) } ?? .missing),
            Field("last_contact_on", .text("\(lastContactOn)")),
            Field("noticed_on", noticedOn.map { .text("\($0)") } ?? .missing),
            Field("ends_on", keptBy == nil ? .text("\(endsOn)") : .missing),
            Field("kept_by", keptBy.map { .text($0) } ?? .missing),
        ]
    }
}
