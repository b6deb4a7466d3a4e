import GarageNetwork
import LineProtocol
import Matching

extension Command {
    static let outcome = Command(
        "OUTCOME",
        "Keeps what became of a person's work, 0, 3 or 6 months after; a later one replaces it.",
        access: .roles([.prescriber, .manager]), effect: .writes, touchesPerson: .writes,
        requires: [
            Keys.beneficiary, OutcomeKeys.months, OutcomeKeys.result, OutcomeKeys.source, Keys.key,
        ],
        takes: [OutcomeKeys.on],
        errors: [.noSuch, .conflict, .keyReused, .range, .storeDown],
        example: "OUTCOME beneficiary=B1 months=3 result=job-found source=association key=o1"
    ) { call throws(RequestError) in
        let on = try call.optional(OutcomeKeys.on)
        if let on, on > call.view.today {
            throw RequestError(.range, "on: at most today, \(call.view.today)")
        }
        let order = OutcomeOrder(
            person: try call.required(Keys.beneficiary), scope: try call.scope(),
            months: try call.required(OutcomeKeys.months).months,
            result: try call.required(OutcomeKeys.result),
            source: try call.required(OutcomeKeys.source), on: on,
            key: try call.required(Keys.key).text, at: call.environment.writtenInstant)
        let note = try call.auditNote(.write, of: order.person.text)
        let desks = call.environment.desks
        return .later { () async throws(RequestError) -> Reply in
            try await desks.permit(note, scope: order.scope, person: order.person)
            let answer = try await ledger { () async throws(LedgerError) in
                try await desks.impact.tell(order)
            }
            switch answer {
            case .told(let replayed):
                return .listing([
                    [
                        Field("beneficiary", .text(order.person.text)),
                        Field("months", .whole(Int64(order.months.rawValue))),
                        Field("result", .text(order.result.rawValue)),
                        Field("source", .text(order.source.rawValue)),
                        Field("replayed", .truth(replayed)),
                    ]
                ])
            case .keyReused: throw .keyReused
            case .noSuchPerson: throw .noSuchPerson
            case .halted(let halt): throw .halted(halt)
            }
        }
    }

    static let outcomes = Command(
        "OUTCOMES", "Lists what was told of a person's work, and which of it stands.",
        access: .roles([.prescriber, .manager]), touchesPerson: .reads,
        requires: [Keys.beneficiary], errors: [.noSuch, .conflict, .storeDown],
        example: "OUTCOMES beneficiary=B1"
    ) { call throws(RequestError) in
        let (id, scope) = (try call.required(Keys.beneficiary), try call.scope())
        let note = try call.auditNote(.read, of: id.text)
        let desks = call.environment.desks
        return .later { () async throws(RequestError) -> Reply in
            let record = try await desks.permit(note, scope: scope, person: id)
            return .listing(record.statements.map(\.row))
        }
    }
}

private enum OutcomeKeys {
    static let months = Key<MonthsAfter>("months", "How many months after the end of the help.")
    static let result = Key<WorkResult>("result", "What the person's work was then.")
    static let source = Key<OutcomeSource>("source", "Which partner it comes from.")
    static let on = Key<Day>("on", "The day on which it was so.", default: "today")
}

/// One of the three moments at which work is looked at.
private struct MonthsAfter: ProtocolValue {
    let months: OutcomeMonths

    static var notation: String {
        OutcomeMonths.allCases.map { "\($0.rawValue)" }.joined(separator: " | ")
    }

    init(argument text: String) throws(Misreading) {
        guard let months = OutcomeMonths.allCases.first(where: { "\($0.rawValue)" == text })
        else { throw .outOfRange("it is not one of 0, 3, 6") }
        self.months = months
    }
}

extension WorkResult: ProtocolWord {}
extension OutcomeSource: ProtocolWord {}

extension WorkStatement {
    fileprivate var row: Reply.Row {
        [
            Field("months", .whole(Int64(months.rawValue))),
            Field("result", .text(result.rawValue)),
            Field("source", .text(source.rawValue)), Field("on", .text("\(on)")),
            Field("recorded_at", .text(recordedAt.iso8601)), Field("by", .text(by.rawValue)),
            Field("stands", .truth(stands)),
        ]
    }
}

extension Desks {
    /// What was told of a person's work, once the audit remembers that somebody asked.
    ///
    /// - Throws: ``RequestError/noSuchPerson`` for whom the caller does not see, and what halts the
    ///   file of one that it does.
    @discardableResult
    fileprivate func permit(
        _ note: AuditNote, scope: Scope, person: BeneficiaryID
    ) async throws(RequestError) -> WorkRecord {
        let record = try await ledger { () async throws(LedgerError) in
            try await impact.work(of: person, visibleTo: scope)
        }
        guard let record else { throw .noSuchPerson }
        if let halt = record.halt { throw .halted(halt) }
        try await ledger { () async throws(LedgerError) in try await audit.remember(note) }
        return record
    }
}
