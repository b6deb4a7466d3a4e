import ArgumentParser
import Matching

/// `garagectl simulate SCENARIO`.
struct SimulateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Runs the daemon's rule over a scenario in this process, and scores it.",
        discussion: """
            SCENARIO is a folder with garages.csv (garage_id,name,lat,lon,lo,hi), closures.csv
            (garage_id,from,to_inclusive) and demand.csv (request_id,ts,lat,lon,radius_km).
            Without --policy all are compared. Percentages are of garage-months; J is what a
            month costs in km: the extra ones, and 15 for each referral missing from a band or
            above it. --decisions writes those of the policy, or of the first one.

              garagectl simulate scenarios/communes-2250-s200
              garagectl simulate scenarios/communes-2250-s200 --policy balanced --decisions d.csv
            """)

    @Argument(help: "The folder.", completion: .directory)
    var scenario: String

    @Option(
        help: ArgumentHelp(
            "One of \(MatchingPolicy.all.map(\.name).joined(separator: ", ")), or all.",
            valueName: "name"),
        completion: .list(MatchingPolicy.all.map(\.name) + ["all"]))
    var policy = "all"

    @Option(
        help: ArgumentHelp("Where the decisions go.", valueName: "out.csv"), completion: .file())
    var decisions: String?

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard policy == "all" || MatchingPolicy.named(policy) != nil else {
            let names = MatchingPolicy.all.map(\.name).joined(separator: ", ")
            throw ValidationError("--policy is one of \(names), all")
        }
    }

    func run() throws {
        let scenario = try Scenario(folder: scenario)
        let policies = MatchingPolicy.named(policy).map { [$0] } ?? MatchingPolicy.all
        let progress = Progress(
            "simulate", total: scenario.demands.count * policies.count, isQuiet: connection.quiet)
        defer { progress.finish() }
        var rows: [[JSONMember]] = []
        for (index, policy) in policies.enumerated() {
            let path = index == 0 ? decisions : nil
            let file = try path.map { path throws(Failure) in try WholeFile(path) }
            let run = SimulationRun(scenario: scenario, policy: policy)
            let score = try run.run { line throws(Failure) in
                try file?.write(line)
                progress.advance()
            }
            try file?.finish()
            rows.append(SimulationRun.row(policy: policy.name, score))
        }
        progress.finish()
        output.style.print(rows)
    }
}
