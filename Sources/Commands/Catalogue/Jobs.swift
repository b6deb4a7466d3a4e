import GarageNetwork
import LineProtocol
import Matching

extension Command {
    static let job = Command(
        "JOB", "Runs one of the jobs that cron runs; alone, and safe to run twice.",
        access: .roles([.manager]), effect: .writes, requires: [JobKeys.name],
        takes: [JobKeys.isRehearsal, JobKeys.month],
        errors: [.notReady, .range, .storeDown], example: "JOB name=hourly dry_run=yes"
    ) { call throws(RequestError) in
        let network = try call.currentNetwork()
        var order = JobOrder(
            job: try call.required(JobKeys.name),
            isRehearsal: try call.optional(JobKeys.isRehearsal) == .yes,
            month: try call.optional(JobKeys.month), language: try call.language())
        if let month = order.month {
            guard order.job == .monthly else {
                throw RequestError(.range, "month: only the job monthly takes a month")
            }
            guard month < network.month else {
                throw RequestError(.range, "month: only a month that is over can be closed")
            }
        } else if order.job == .monthly {
            order.month = network.month.previous
        }
        let (environment, wish) = (call.environment, order)
        return .later { () async throws(RequestError) -> Reply in
            let row = try await ledger { () async throws(LedgerError) in
                try await environment.run(wish)
            }
            return .listing([row])
        }
    }

    static let jobs = Command(
        "JOBS", "Lists the jobs that cron runs: when each ran, how it ended, when it is due.",
        access: .roles([.manager, .monitor]), errors: [.storeDown], example: "JOBS"
    ) { call throws(RequestError) in
        let environment = call.environment
        return .later { () async throws(RequestError) -> Reply in
            let standings = try await ledger { () async throws(LedgerError) in
                try await environment.jobStandings()
            }
            return .listing(standings.map(\.row))
        }
    }
}

private enum JobKeys {
    static let name = Key<Job>("name", "Which job.")
    static let isRehearsal = Key<Choice>(
        "dry_run", "Say what it would do, and write nothing.", default: "no")
    static let month = Key<Month>(
        "month", "The month that monthly closes.", default: "the one before this")
}

extension Job: ProtocolWord {}

extension JobStanding {
    fileprivate var row: Reply.Row {
        let state: String? = lastRun.map { $0.outcome?.rawValue ?? "unfinished" }
        return [
            Field("job", .text(job.rawValue)),
            Field("last_run", lastRun.map { .text($0.startedAt.iso8601) } ?? .missing),
            Field("last_outcome", state.map { .text($0) } ?? .missing),
            Field(
                "last_success",
                lastSuccess.map { .text(($0.endedAt ?? $0.startedAt).iso8601) } ?? .missing),
            Field("ms", lastRun?.durationMilliseconds.map { .whole($0) } ?? .missing),
            Field("next_due", .text(nextDue.iso8601)),
            Field("on", lastRun.map { .text($0.holder) } ?? .missing),
            Field("result", lastRun.map { .text($0.result) } ?? .missing),
        ]
    }
}
