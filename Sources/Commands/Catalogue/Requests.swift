import GarageNetwork
import LineProtocol

extension Command {
    static let requestAdd = Command(
        "REQUEST-ADD", "Writes down what a person asked for; it is due one month later.",
        access: .roles([.prescriber, .manager]), effect: .writes, touchesPerson: .writes,
        requires: [Keys.beneficiary, RequestKeys.kind], takes: [RequestKeys.on],
        errors: [.noSuch, .range, .storeDown],
        example: "REQUEST-ADD beneficiary=B1 kind=access on=2026-11-20"
    ) { call throws(RequestError) in
        let id = try call.required(Keys.beneficiary)
        let kind = try call.required(RequestKeys.kind)
        let today = call.environment.clock.now.paris.day
        let day = try call.optional(RequestKeys.on) ?? today
        guard day <= today, today - day <= RequestKeys.daysBackMax else {
            throw RequestError(
                .range, "on: a request came today or up to \(RequestKeys.daysBackMax) days ago")
        }
        guard let scope = call.session.scope else { throw .noSuchPerson }
        let note = try call.auditNote(.write, of: id.text, purpose: kind.rawValue)
        let environment = call.environment
        return .later { () async throws(RequestError) -> Reply in
            // Somebody whom nobody may see is not written into the audit either.
            guard case .kept = try await environment.held(id, scope) else { throw .noSuchPerson }
            try await environment.remember(note)
            let request = try await ledger { () async throws(LedgerError) in
                try await environment.desks.rights.register(
                    kind, of: id, on: day, visibleTo: scope)
            }
            guard let request else { throw .noSuchPerson }
            return .listing([request.row(environment.directory, on: today)])
        }
    }

    static let requests = Command(
        "REQUESTS", "Lists what persons asked for, and by when each must be answered.",
        access: .roles([.prescriber, .manager]),
        takes: [RequestKeys.state, Keys.limit, RequestKeys.after], errors: [.storeDown],
        example: "REQUESTS state=open"
    ) { call throws(RequestError) in
        let scope = try call.scope()
        let isOpen = try call.optional(RequestKeys.state) != .closed
        let limit = try call.optional(Keys.limit)?.value ?? RowLimit.range.upperBound
        let after = try call.optional(RequestKeys.after).map { Int64($0.value) }
        let environment = call.environment
        return .later { () async throws(RequestError) -> Reply in
            let found = try await ledger { () async throws(LedgerError) in
                try await environment.desks.rights.requests(
                    open: isOpen, after: after, limit: limit + 1, visibleTo: scope)
            }
            let page = found.prefix(limit)
            let today = environment.clock.now.paris.day
            return .listing(
                page.map { $0.row(environment.directory, on: today) },
                found.count > limit
                    ? [
                        Field("more", .whole(1)),
                        Field("next", page.last.map { .text("\($0.number)") } ?? .missing),
                    ] : [])
        }
    }

    static let requestClose = Command(
        "REQUEST-CLOSE", "Says what became of a request of a person.",
        access: .roles([.prescriber, .manager]), effect: .writes,
        requires: [RequestKeys.number, RequestKeys.outcome],
        errors: [.noSuch, .conflict, .storeDown], example: "REQUEST-CLOSE number=1 outcome=done"
    ) { call throws(RequestError) in
        let number = try call.required(RequestKeys.number)
        let outcome = try call.required(RequestKeys.outcome)
        let scope = try call.scope()
        let environment = call.environment
        return .later { () async throws(RequestError) -> Reply in
            let today = environment.clock.now.paris.day
            let request = try await ledger { () async throws(LedgerError) in
                try await environment.desks.rights.close(
                    Int64(number.value), as: outcome, on: today, visibleTo: scope)
            }
            guard let request else { throw .noSuchRequest }
            if let known = request.outcome, known != outcome {
                throw RequestError(
                    .conflict, "this request was closed before: outcome=\(known.rawValue)")
            }
            return .listing([request.row(environment.directory, on: today)])
        }
    }
}

private enum RequestKeys {
    static let kind = Key<RequestKind>("kind", "What the person asks for.")
    static let on = Key<Day>("on", "The day on which it came.", default: "today")
    static let state = Key<RequestState>("state", "Which ones.", default: "open")
    static let after = Key<ListPosition>("after", "Go on after this: the `next` of a reply.")
    static let number = Key<ListPosition>("number", "The request, as REQUESTS numbers it.")
    static let outcome = Key<RequestOutcome>("outcome", "What became of it.")

    /// What is older was late long ago, whoever writes it down now.
    static let daysBackMax = 365
}

extension RequestKind: ProtocolWord {}
extension RequestOutcome: ProtocolWord {}

private enum RequestState: String, CaseIterable, Sendable, ProtocolWord {
    case open, closed
}

extension RequestError {
    fileprivate static let noSuchRequest = RequestError(
        .noSuch, "no such request; REQUESTS lists those that are open")
}

extension PersonRequest {
    fileprivate func row(_ directory: Directory, on today: Day) -> Reply.Row {
        [
            Field("number", .whole(number)), Field("kind", .text(kind.rawValue)),
            Field("beneficiary", beneficiary.map { .text($0.text) } ?? .missing),
            Field("prescriber", directory.name(of: organisation).map { .text($0) } ?? .missing),
            Field("received_on", .text("\(receivedOn)")), Field("due_on", .text("\(dueOn)")),
            Field("days_left", closedOn == nil ? .whole(Int64(dueOn - today)) : .missing),
            Field("closed_on", closedOn.map { .text("\($0)") } ?? .missing),
            Field("outcome", outcome.map { .text($0.rawValue) } ?? .missing),
        ]
    }
}
