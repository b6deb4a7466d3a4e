import Alerting
import ArgumentParser
import GarageNetwork
import Matching
import Optimum

/// `garagectl simulate SCENARIO`.
struct SimulateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Plays a year by the daemon's rule in this process, beside what was possible.",
        discussion: """
            SCENARIO is a folder with garages.csv (garage_id,name,lat,lon,lo,hi), closures.csv
            (garage_id,from,to_inclusive) and demand.csv (request_id,ts,lat,lon,radius_km).
            Instead of it, --network asks a running daemon for its garages, as they are today,
            and for what was asked of it in the last year, or --from one day --to another; the
            row done is then how the people were really sent. Places of the past are rounded to
            about a kilometre. Demand to come is that of the past with --demand-percent.

            Without --policy all are compared. Percentages are of garage-months; J is what a
            month costs in km: the extra ones, and 15 for each referral missing from a band or
            above it. gain is how far of the way from nearest to optimum a policy went, in J;
            optimum is exact (a minimum cost flow a month). --decisions writes those of the
            policy, or of the first one. The same input gives the same bytes, but for the times,
            which --no-times leaves out. The demand may be as long as one likes, it is read as it
            is played; the optimum, which takes ever longer for each person of a month, is left
            out with --no-optimum: for millions. --alerts shows instead how good the warnings on
            five mornings of each month were, beside a straight line.

              garagectl simulate scenarios/communes-2250-s200
              garagectl simulate scenarios/communes-2250-s200 --policy balanced --decisions d.csv
              garagectl simulate scenarios/communes-2250-s200 --alerts
              garagectl simulate --network --demand-percent 120
            """)

    @Argument(help: "The folder.", completion: .directory)
    var scenario: String?

    @Flag(help: "Ask a daemon, as a manager, instead of reading a folder.")
    var network = false

    @Option(help: ArgumentHelp("The first day of --network.", valueName: "2025-01-01"))
    var from: Day?

    @Option(help: ArgumentHelp("The last day of --network.", valueName: "2025-12-31"))
    var to: Day?

    @Option(
        help: ArgumentHelp(
            "One of \(Self.choices.joined(separator: ", ")).", valueName: "name"),
        completion: .list(Self.choices))
    var policy = Self.everything

    @Option(
        help: ArgumentHelp("Where the decisions go.", valueName: "out.csv"), completion: .file())
    var decisions: String?

    @Option(help: ArgumentHelp("More or less of the same demand.", valueName: "percent"))
    var demandPercent = 100

    @Option(
        help: ArgumentHelp("Which requests --demand-percent draws; 1.", valueName: "number"))
    var seed: UInt64?

    @Flag(help: "How good the warnings were, instead of the policies; of balanced unless named.")
    var alerts = false

    @Flag(help: "No decision times: two runs then give the same bytes.")
    var noTimes = false

    @Flag(help: "Neither the optimum nor the gain: a month of very many people takes long.")
    var noOptimum = false

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    private static let everything = "all"
    private static let choices =
        MatchingPolicy.all.map(\.name) + [SimulationTable.optimumName, everything]

    func validate() throws {
        guard Self.choices.contains(policy) else {
            throw ValidationError("--policy is one of \(Self.choices.joined(separator: ", "))")
        }
        guard (scenario != nil) != network else {
            throw ValidationError("name a folder, or give --network; not both")
        }
        if !network, from != nil || to != nil {
            throw ValidationError("--from and --to are of --network; a folder is played whole")
        }
        guard DemandScale.percentRange.contains(demandPercent) else {
            let range = DemandScale.percentRange
            throw ValidationError(
                "--demand-percent is \(range.lowerBound) to \(range.upperBound)")
        }
        if alerts, decisions != nil || policy == SimulationTable.optimumName {
            throw ValidationError("--alerts judges the warnings of one policy and writes nothing")
        }
        if noOptimum, alerts || policy == SimulationTable.optimumName {
            throw ValidationError("--no-optimum is of a comparison of policies")
        }
        if seed != nil, demandPercent % 100 == 0 {
            throw ValidationError("--seed draws for --demand-percent; whole hundreds draw nothing")
        }
    }

    func run() throws {
        let scenario = try loaded()
        if alerts { return try judgeAlerts(of: scenario) }
        let policies = MatchingPolicy.named(policy).map { [$0] } ?? MatchingPolicy.all
        let isOptimumOnly = policy == SimulationTable.optimumName
        let shown = isOptimumOnly ? [] : policies
        // Gain is measured from nearest, whether it is shown or not.
        let isNearestExtra = !noOptimum && !shown.contains { $0.name == nearestName }
        let progress = progress(over: scenario, times: shown.count + (isNearestExtra ? 1 : 0))
        defer { progress.finish() }
        let optimum =
            noOptimum ? nil : try optimum(of: scenario, decisions: isOptimumOnly ? decisions : nil)
        var outcomes: [(policy: String, outcome: SimulationRun.Outcome)] = []
        for policy in shown {
            let path = outcomes.isEmpty ? decisions : nil
            outcomes.append(
                (policy.name, try play(policy, scenario, progress, decisions: path)))
        }
        let scale = try optimum.map { optimum in
            let nearest =
                try outcomes.first { $0.policy == nearestName }?.outcome
                ?? play(.nearest, scenario, progress, decisions: nil)
            return SimulationTable.Scale(nearest: nearest.score, optimum: optimum)
        }
        var table = SimulationTable(scale, showsTimes: !noTimes)
        if let taken = scenario.taken, let score = try TakenScore.score(scenario, taken) {
            table.addTaken(score)
        }
        for (policy, outcome) in outcomes { table.add(policy, outcome) }
        table.addPossible()
        progress.finish()
        show(table.rows, noOptimum ? [] : SimulationTable.legend)
    }

    private func judgeAlerts(of scenario: Scenario) throws(Failure) {
        var rehearsal = AlertRehearsal(
            garages: scenario.garages, policy: MatchingPolicy.named(policy) ?? .balanced)
        let progress = progress(over: scenario, times: 1)
        defer { progress.finish() }
        try scenario.demand.forEach { asked throws(Failure) in
            rehearsal.decide(asked.request)
            progress.advance()
        }
        let quality = rehearsal.finish()
        progress.finish()
        show(AlertTable(quality: quality).rows, AlertTable.legend)
    }

    private func progress(over scenario: Scenario, times: Int) -> Progress {
        Progress(
            "simulate", total: scenario.demand.estimatedCount * times, isQuiet: connection.quiet)
    }

    private func show(_ rows: [[JSONMember]], _ legend: [String]) {
        output.style.print(rows)
        if !connection.quiet, output.style == .table, !legend.isEmpty {
            ([""] + legend).forEach(Terminal.print)
        }
    }

    private var nearestName: String { MatchingPolicy.nearest.name }

    private func loaded() throws(Failure) -> Scenario {
        let found = network ? try asked() : try Scenario(folder: scenario ?? "")
        guard demandPercent != 100 else { return found }
        return try found.scaled(by: DemandScale(percent: demandPercent, seed: seed ?? 1))
    }

    private func asked() throws(Failure) -> Scenario {
        let client = try connection.open()
        var progress: Progress?
        var shown = 0
        defer { progress?.finish() }
        return try NetworkSource(client: client).scenario(from: from, through: to) { come, total in
            let bar = progress ?? Progress("demand", total: total, isQuiet: connection.quiet)
            progress = bar
            while shown < come {
                bar.advance()
                shown += 1
            }
        }
    }

    private func play(
        _ policy: MatchingPolicy, _ scenario: Scenario, _ progress: Progress, decisions: String?
    ) throws(Failure) -> SimulationRun.Outcome {
        let file = try decisions.map { path throws(Failure) in
            try DecisionFile(path, hasTimes: !noTimes)
        }
        let run = SimulationRun(scenario: scenario, policy: policy)
        let outcome = try run.run { id, garage, microseconds throws(Failure) in
            try file?.write(id, garage, microseconds: microseconds)
            progress.advance()
        }
        try file?.finish()
        return outcome
    }

    /// The optimum, whose choices go into a file where one is named.
    private func optimum(
        of scenario: Scenario, decisions: String?
    ) throws(Failure) -> OfflineOptimum {
        let file = try decisions.map { path throws(Failure) in
            try DecisionFile(path, hasTimes: false)
        }
        var run = OptimumRun(garages: scenario.garages)
        // Those whose month is not solved yet.
        var waiting: [String] = []
        func write(_ choices: [OptimumRun.Choice?]) throws(Failure) {
            guard let file else { return }
            for (id, choice) in zip(waiting, choices) {
                try file.write(
                    id, choice.map { scenario.garages[$0.garage].id }, microseconds: nil)
            }
            waiting.removeFirst(choices.count)
        }
        try scenario.demand.forEach { asked throws(Failure) in
            try write(solved { () throws(FlowError) in try run.add(asked.request) })
            if file != nil { waiting.append(asked.id) }
        }
        guard let (choices, optimum) = try solved({ () throws(FlowError) in try run.finish() })
        else { throw Failure(.refused, "the scenario has no request") }
        try write(choices)
        try file?.finish()
        return optimum
    }

    private func solved<Solution>(
        _ solve: () throws(FlowError) -> Solution
    ) throws(Failure) -> Solution {
        do throws(FlowError) {
            return try solve()
        } catch {
            throw Failure(.refused, "the optimum could not be computed: \(error)")
        }
    }
}

extension Day: ExpressibleByArgument {
    package init?(argument: String) { self.init(argument) }
}
