import GarageNetwork
import LineProtocol
import Matching

extension Command {
    static let delays = Command(
        "DELAYS", "Shows how long each step takes, and how many wait in it.",
        access: .roles([.manager, .monitor, .garage, .prescriber]),
        takes: ReportKeys.period
            + [GarageKeys.territory, ReportKeys.garage, ReportKeys.prescriber, ReportKeys.grouping]
            + ReportKeys.paging,
        errors: [.noSuch, .storeDown], example: "DELAYS month=2026-11"
    ) { call throws(RequestError) in
        let question = try call.reportQuestion(
            groupings: [.network, .garage, .territory, .prescriber])
        let language = try call.language()
        _ = try call.groups([], question.period)
        return .later { () async throws(RequestError) -> Reply in
            let found = try await ledger { () async throws(LedgerError) in
                try await call.environment.desks.reports.delays(question)
            }
            let rows = found.map { delay in
                (delay.group, question.column(delay.group) + delay.row(language))
            }
            return try call.groups(rows, question.period)
        }
    }
}

extension StepDelay {
    /// Quantiles of too few cases are missing; whoever waits is counted all the same.
    fileprivate func row(_ language: Language) -> Reply.Row {
        func quantile(_ value: Double?) -> Field.Value {
            count >= casesMin ? value.map { .decimal($0, places: 1) } ?? .missing : .missing
        }
        return [
            Field("step", .text(step.word)), Field("unit", .text(step.unit)),
            Field("count", .count(count)), Field("median", quantile(median)),
            Field("p90", quantile(ninetieth)), Field("waiting", .count(waiting)),
            Field("oldest", oldest.map { .text("\($0)") } ?? .missing),
            Field(
                "label",
                .text(language == .french ? step.frenchLabel : step.englishLabel)),
        ]
    }
}
