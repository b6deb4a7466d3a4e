import GarageNetwork
import LineProtocol
import Matching

extension Command {
    static let reasons = Command(
        "REASONS", "Counts why referrals were declined, called off, sent on or not repaired.",
        access: .roles([.manager, .garage, .prescriber]),
        takes: [ReasonKeys.event] + ReportKeys.period
            + [GarageKeys.territory, ReportKeys.garage, ReportKeys.prescriber, ReportKeys.grouping]
            + ReportKeys.paging,
        errors: [.noSuch, .storeDown], example: "REASONS event=decline by=garage"
    ) { call throws(RequestError) in
        let question = try call.reportQuestion(
            groupings: [.network, .garage, .territory, .prescriber])
        let event = try call.optional(ReasonKeys.event) ?? .decline
        let language = try call.language()
        _ = try call.groups([], question.period)
        return .later { () async throws(RequestError) -> Reply in
            let found = try await ledger { () async throws(LedgerError) in
                try await call.environment.desks.reports.reasons(of: event.event, question)
            }
            var totals: [String: Int] = [:]
            for count in found { totals[count.group, default: 0] += count.count }
            let rows = found.map { count in
                (
                    count.group,
                    question.column(count.group)
                        + count.row(of: totals[count.group] ?? 0, language)
                )
            }
            return try call.groups(
                rows, question.period,
                [
                    Field("event", .text(event.rawValue)),
                    Field("count", .count(found.reduce(0) { $0 + $1.count })),
                ])
        }
    }
}

private enum ReasonKeys {
    static let event = Key<EndingEvent>("event", "What happened.", default: "decline")
}

/// An event that needs a reason.
enum EndingEvent: String, CaseIterable, ProtocolWord {
    case decline
    case notRepaired = "not-repaired"
    case cancel, redirect, expire
    case quoteRefused = "quote-refused"

    var event: ReferralEvent {
        switch self {
        case .decline: .decline
        case .notRepaired: .giveUp
        case .cancel: .cancel
        case .redirect: .redirect
        case .expire: .expire
        case .quoteRefused: .quoteRefused
        }
    }
}

extension ReasonCount {
    fileprivate func row(of total: Int, _ language: Language) -> Reply.Row {
        let code = ReasonCode(rawValue: reason)
        let label = language == .french ? code?.frenchLabel : code?.englishLabel
        return [
            Field("reason", .text(reason)), Field("count", .count(count)),
            Field("share", .share(of: count, in: total)), Field("label", .text(label ?? reason)),
        ]
    }
}
