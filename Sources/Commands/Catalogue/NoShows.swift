import GarageNetwork
import LineProtocol

extension Command {
    static let noShows = Command(
        "NO-SHOWS", "Counts who was expected and did not come.",
        access: .roles([.manager, .monitor, .garage, .prescriber]),
        takes: ReportKeys.period
            + [GarageKeys.territory, ReportKeys.garage, ReportKeys.prescriber, ReportKeys.grouping]
            + ReportKeys.paging,
        errors: [.noSuch, .storeDown], example: "NO-SHOWS by=garage"
    ) { call throws(RequestError) in
        let question = try call.reportQuestion(
            groupings: [.network, .garage, .territory, .prescriber])
        let isMonitor = call.session.caller?.role == .monitor
        _ = try call.groups([], question.period)
        return .later { () async throws(RequestError) -> Reply in
            let found = try await ledger { () async throws(LedgerError) in
                try await call.environment.desks.reports.noShows(question)
            }
            let rows = found.map { count in
                (count.group, question.column(count.group) + count.row(isFolded: isMonitor))
            }
            return try call.groups(rows, question.period)
        }
    }
}

extension NoShowCount {
    /// `isFolded` leaves out counts of one to four, and the rate that would tell them.
    fileprivate func row(isFolded: Bool) -> Reply.Row {
        func told(_ count: Int) -> Field.Value {
            isFolded && (1..<casesMin).contains(count) ? .missing : .count(count)
        }
        let rate: Field.Value =
            told(noShows) == .missing ? .missing : .share(of: noShows, in: expected)
        return [
            Field("accepted", told(expected)), Field("no_shows", told(noShows)),
            Field("rate", rate), Field("rebooked", told(rebooked)),
            Field("came_after", told(cameAfter)),
        ]
    }
}
