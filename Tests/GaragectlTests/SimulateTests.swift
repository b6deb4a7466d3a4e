import Foundation
import GarageNetwork
import Matching
import Testing

@testable import garagectl

@Suite struct SimulateTests {
    private static let garages = """
        garage_id,name,lat,lon,lo,hi
        A,Near,48.0,2.0,0,1
        B,Far,48.1,2.0,0,9

        """

    private func scenario(
        garages: String = garages, closures: String? = nil, demand: String = "1,10"
    ) throws -> Scenario {
        let requests = demand.split(separator: ";").map { item in
            let parts = item.split(separator: ",")
            return "\(parts[0]),2025-01-0\(parts[0])T08:00:00,48.0,2.0,\(parts[1])\n"
        }
        return try Scenario(
            garages: Array(garages.utf8), closures: closures.map { Array($0.utf8) },
            demand: ScenarioDemand(
                try Demand.list(
                    Array(("request_id,ts,lat,lon,radius_km\n" + requests.joined()).utf8)
                ).map(ScenarioRequest.init)))
    }

    private func decisions(_ scenario: Scenario, _ policy: MatchingPolicy) throws -> [String] {
        var lines: [String] = []
        _ = try SimulationRun(scenario: scenario, policy: policy).run { id, garage, _ in
            lines.append(DecisionFile.line(id, garage, microseconds: nil))
        }
        return lines
    }

    @Test func theNearestOpenGarageInsideTheRadiusIsTaken() throws {
        let closures = "garage_id,from,to_inclusive\nA,2025-01-02,2025-01-03\n"
        let scenario = try scenario(closures: closures, demand: "1,10;2,10;3,20;4,20")
        #expect(try decisions(scenario, .nearest) == ["1,A", "2,", "3,B", "4,A"])
    }

    @Test func aPolicyMayChooseAnother() throws {
        let scenario = try scenario(demand: "1,20;2,20;3,20")
        #expect(try decisions(scenario, .leastLoaded) == ["1,A", "2,B", "3,A"])
    }

    @Test(arguments: [
        ("garage_id,name,lat,lon,lo,hi\nA,X,99,2,5,10\n", "line 2"),
        ("garage_id,name,lat,lon,lo,hi\nA,X,48,2,10,5\n", "lo is at most hi"),
        ("name,lat,lon\nX,48,2\n", "garage_id"), ("garage_id,name,lat,lon\n", "no garage"),
    ])
    func aBadNetworkIsRefused(garages: String, reason: String) throws {
        let failure = try #require(throws: Failure.self) { _ = try scenario(garages: garages) }
        #expect(failure.sentence.contains(reason))
    }

    @Test func aFolderWithoutTheFilesIsSaidSo() throws {
        let failure = try #require(throws: Failure.self) { _ = try Scenario(folder: "/nowhere") }
        #expect(failure.status == .usage)
        #expect(failure.advice?.contains("demand.csv") == true)
        #expect(Program.run(["simulate", "/nowhere", "--policy", "none"]) == .usage)
    }

    @Test func aRequestThatNobodyTakesHasAnEmptyGarage() {
        #expect(DecisionFile.header(hasTimes: true) == "request_id,garage_id,decision_us")
        #expect(DecisionFile.header(hasTimes: false) == "request_id,garage_id")
        #expect(DecisionFile.line("7", nil, microseconds: 1.26) == "7,,1.3")
        #expect(DecisionFile.line("7", GarageID("A"), microseconds: nil) == "7,A")
    }

    @Test func timesAreAMedianAndAnUpperEnd() {
        var times = DecisionTimes()
        #expect(times.median == 0 && times.slow == 0)
        for microseconds in (1...101).reversed() { times.add(Double(microseconds) + 0.04) }
        #expect(times.median == 51 && times.slow == 100)
        times.add(0.26)
        #expect(times.median == 50, "of an even number the lower")
    }

    /// The scenario that the rule itself is tested with, whole, from the command line.
    @Test func theSmallScenarioGivesTheFrozenDecisions() throws {
        let folder = Self.smallScenario
        let out = temporaryPath("csv")
        defer { try? FileManager.default.removeItem(atPath: out) }
        #expect(
            Program.run(["simulate", folder, "--policy", "month-end", "--decisions", out, "-q"])
                == .worked)
        #expect(try choices(out) == choices(folder + "/decisions.csv"))
    }

    /// What the command writes is what the library chooses.
    @Test(arguments: MatchingPolicy.all)
    func theSmallScenarioIsDecidedAsByTheLibrary(policy: MatchingPolicy) throws {
        let written = try rows(
            decisionsOfTheSmallScenario(["--policy", policy.name, "--no-times"]))
        let chosen = try decisions(Scenario(folder: Self.smallScenario), policy)
        #expect(Array(written.dropFirst()) == chosen && chosen.count == 2_500)
    }

    @Test func withoutTimesTwoRunsWriteTheSameBytes() throws {
        let written = try (0..<2).map { _ in
            try decisionsOfTheSmallScenario(["--no-times", "--demand-percent", "130"])
        }
        #expect(written[0] == written[1] && written[0].count > 70_000 / 10)
        let reseeded = try decisionsOfTheSmallScenario([
            "--no-times", "--demand-percent", "130", "--seed", "2",
        ])
        #expect(reseeded != written[0])
    }

    /// The optimum changes no decision.
    @Test func withoutTheOptimumTheDecisionsAreTheSame() throws {
        let options = ["--no-times", "--policy", "balanced"]
        let whole = try decisionsOfTheSmallScenario(options)
        #expect(try decisionsOfTheSmallScenario(options + ["--no-optimum"]) == whole)
    }

    /// Everybody whom the policy serves is served, and nobody else.
    @Test func theOptimumWritesItsDecisionsToo() throws {
        let optimum = try rows(decisionsOfTheSmallScenario(["--policy", "optimum"]))
        let balanced = try rows(
            decisionsOfTheSmallScenario(["--policy", "balanced", "--no-times"]))
        #expect(optimum.count == 2_501 && optimum[0] == "request_id,garage_id")
        #expect(zip(optimum, balanced).allSatisfy { $0.hasSuffix(",") == $1.hasSuffix(",") })
        #expect(optimum != balanced)
    }

    @Test(arguments: [
        [], ["x", "--policy", "best"], ["x", "--demand-percent", "9"], ["x", "--seed", "3"],
        ["x", "--demand-percent", "200", "--seed", "3"], ["x", "--no-optimum", "--alerts"],
        ["x", "--no-optimum", "--policy", "optimum"],
    ])
    func whatMakesNoSenseIsRefused(arguments: [String]) {
        #expect(Program.run(["simulate"] + arguments) == .usage)
    }

    private static let smallScenario = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "MatchingTests/Resources/scenario").path

    private func rows(_ text: String) -> [String] {
        text.split(separator: "\n").map(String.init)
    }

    private func decisionsOfTheSmallScenario(_ options: [String]) throws -> String {
        let out = temporaryPath("csv")
        defer { try? FileManager.default.removeItem(atPath: out) }
        let arguments = ["simulate", Self.smallScenario, "--decisions", out, "-q"] + options
        #expect(Program.run(arguments) == .worked)
        return try String(contentsOfFile: out, encoding: .utf8)
    }

    private func choices(_ path: String) throws -> [String] {
        try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map { line in
            line.split(separator: ",", omittingEmptySubsequences: false).prefix(2)
                .joined(separator: ",")
        }
    }
}
