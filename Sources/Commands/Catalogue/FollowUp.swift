import GarageNetwork
import LineProtocol
import Matching

extension Command {
    static let referral = Command(
        "REFERRAL", "Shows a referral and everything that happened to it.",
        access: .roles([.prescriber, .garage, .manager]), touchesPerson: .reads,
        requires: [Keys.referral], errors: [.noSuch, .storeDown],
        example: "REFERRAL referral=7KQ4M2X9"
    ) { call throws(RequestError) in
        let code = try call.required(Keys.referral)
        let scope = try call.scope()
        let environment = call.environment
        let (language, today) = (try call.language(), call.view.today)
        return .later { () async throws(RequestError) -> Reply in
            let found = try await ledger { () async throws(LedgerError) in
                try await environment.ledger.referral(code, visibleTo: scope)
            }
            let file = try await ledger { () async throws(LedgerError) in
                try await environment.desks.quotes.file(
                    of: code, visibleTo: scope, at: environment.writtenInstant)
            }
            guard let found, let file else { throw .noSuchReferral }
            let report = FileReport(file: file, reader: scope, today: today, language: language)
            let first =
                environment.row(found.referral) + report.nextFields
                + (try await call.expectedPerson(of: found.referral, for: scope))
            return .listing(
                [first] + found.events.map { $0.row(code, language) } + report.moneyRows)
        }
    }

    static let accept = oneEvent(
        "ACCEPT", "The garage takes the person.", .accept, roles: [.garage, .manager],
        mayBeFull: true, tellsWhom: true)
    static let decline = oneEvent(
        "DECLINE", "The garage does not take the person, and says why.", .decline,
        roles: [.garage, .manager], needsReason: true)
    static let cancel = oneEvent(
        "CANCEL", "The referral is called off, by the prescriber or the person.", .cancel,
        roles: [.prescriber, .manager], needsReason: true)
    static let rebook = oneEvent(
        "REBOOK", "The person, who did not come, has a new appointment; once.", .rebook,
        roles: [.prescriber, .garage, .manager], mayBeFull: true)

    /// A verb that is one event of the state machine.
    private static func oneEvent(
        _ verb: String, _ summary: String, _ event: ReferralEvent, roles: Set<Role>,
        needsReason: Bool = false, mayBeFull: Bool = false, tellsWhom: Bool = false
    ) -> Command {
        Command(
            verb, summary, access: .roles(roles), effect: .writes,
            touchesPerson: tellsWhom ? .reads : .nothing,
            requires: [Keys.referral] + (needsReason ? [FollowUpKeys.reason] : []),
            errors: [.noSuch, .conflict] + (mayBeFull ? [.full] : []) + [.storeDown],
            example: "\(verb) referral=7KQ4M2X9" + (needsReason ? " reason=other" : "")
        ) { call throws(RequestError) in
            var order = StepOrder(
                code: try call.required(Keys.referral), step: event, scope: try call.scope(),
                at: call.environment.writtenInstant)
            if needsReason {
                order.reason = try call.reason(
                    try call.required(FollowUpKeys.reason), of: event
                ).rawValue
            }
            return call.moving(order, tellsWhom: tellsWhom)
        }
    }

    static let step = Command(
        "STEP", "Records one of the dated steps: came, file, quote, repair, satisfaction.",
        access: .roles([.garage, .manager, .prescriber]), effect: .writes,
        requires: [Keys.referral, FollowUpKeys.step, Keys.key],
        takes: [
            FollowUpKeys.on, FollowUpKeys.reason, FollowUpKeys.amount, FollowUpKeys.score,
        ],
        errors: [.noSuch, .conflict, .full, .keyReused, .storeDown],
        example: "STEP referral=7KQ4M2X9 step=received key=r1"
    ) { call throws(RequestError) in
        let event = try call.required(FollowUpKeys.step).event
        let on = try call.optional(FollowUpKeys.on)
        let today = call.environment.clock.now.paris.day
        if let on, on > today {
            throw RequestError(.range, "on: \(on) is in the future; today is \(today)")
        }
        var reason = ""
        if let told = try call.optional(FollowUpKeys.reason) {
            reason = try call.reason(told, of: event).rawValue
        }
        return call.moving(
            StepOrder(
                code: try call.required(Keys.referral), step: event, scope: try call.scope(),
                reason: reason,
                amountCents: try call.optional(FollowUpKeys.amount).map { Int64($0.value) },
                score: try call.optional(FollowUpKeys.score)?.value, on: on,
                key: try call.required(Keys.key).text,
                at: call.environment.writtenInstant))
    }
}

private enum FollowUpKeys {
    static let reason = Key<ReasonCode>("reason", "Why.")
    static let step = Key<FactWord>("step", "What happened.")
    static let on = Key<Day>("on", "The day it happened.", default: "today")
    static let amount = Key<AmountCents>("amount_cents", "The amount of the quote or invoice.")
    static let score = Key<SatisfactionScore>("score", "How content the person was.")
}

extension RequestError {
    /// The same for a referral that does not exist and for one that is not the caller's.
    static let noSuchReferral = RequestError(
        .noSuch, "no such referral among yours; REFERRALS lists them")
}

extension Call {
    func scope() throws(RequestError) -> Scope {
        guard let scope = session.scope else {
            throw RequestError(.denied, "this token belongs to no organisation and no garage")
        }
        return scope
    }

    /// A reason, if it explains the event.
    func reason(
        _ reason: ReasonCode, of event: ReferralEvent
    ) throws(RequestError) -> ReasonCode {
        try self.reason(reason, among: event.reasons, explaining: event.rawValue)
    }

    /// A reason, if it is one of those that explain what is asked for.
    func reason(
        _ reason: ReasonCode, among fitting: [ReasonCode], explaining matter: String
    ) throws(RequestError) -> ReasonCode {
        guard fitting.contains(reason) else {
            let words = fitting.map(\.rawValue).joined(separator: ", ")
            throw RequestError(
                .range, "reason: \(reason.rawValue) does not explain \(matter); one of \(words)")
        }
        return reason
    }

    /// Whom a garage expects, while the referral is open: nothing for anybody else.
    fileprivate func expectedPerson(
        of referral: Referral, for scope: Scope
    ) async throws(RequestError) -> Reply.Row {
        guard case .garage(let garage) = scope, referral.state.isOpen else { return [] }
        let note = try auditNote(.read, of: referral.beneficiary.text)
        let desks = environment.desks
        let person = try await ledger { () async throws(LedgerError) -> ExpectedPerson? in
            try await desks.audit.remember(note)
            return try await desks.persons.expected(by: referral.code, at: garage)
        }
        return person?.fields(voucher: referral.code) ?? []
    }

    fileprivate func moving(_ order: StepOrder, tellsWhom: Bool = false) -> Execution {
        let environment = environment
        return .later { () async throws(RequestError) -> Reply in
            let outcome = try await ledger { () async throws(LedgerError) in
                try await environment.ledger.advance(order)
            }
            guard case .moved(let referral, let replayed) = outcome else {
                throw StepRefusal(outcome.kind, of: order.step.rawValue).error
            }
            let row = environment.row(referral) + [Field("replayed", .truth(replayed))]
            guard tellsWhom else { return .listing([row]) }
            // The step is taken: who it is may as well be read with REFERRAL.
            let person = try? await expectedPerson(of: referral, for: order.scope)
            return .listing([row + (person ?? [])])
        }
    }
}

extension ReferralHistory.Entry {
    fileprivate func row(_ code: ReferralCode, _ language: Language) -> Reply.Row {
        [
            Field("referral", .text(code.text)), Field("event", .text(event.rawValue)),
            Field("state", .text(state.rawValue)), Field("on", .text("\(on)")),
            Field("recorded_at", .text(recordedAt.iso8601)), Field("by", .text(by.rawValue)),
            Field("reason", reason.isEmpty ? .missing : .text(reason)),
            Field("amount_cents", amountCents.map { .whole($0) } ?? .missing),
            Field("score", score.map { .whole(Int64($0)) } ?? .missing),
            Field("channel", .text(channel.rawValue)),
            Field("label", .text(language == .french ? event.frenchLabel : event.englishLabel)),
        ]
    }
}
