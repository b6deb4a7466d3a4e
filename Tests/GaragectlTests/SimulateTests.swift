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
            demand: Array(("request_id,ts,lat,lon,radius_km\n" + requests.joined()).utf8))
    }

    private func decisions(_ scenario: Scenario, _ policy: MatchingPolicy) throws -> [String] {
        var lines: [String] = []
        _ = try SimulationRun(scenario: scenario, policy: policy).run { lines.append($0) }
        #expect(lines.first == "request_id,garage_id,decision_us")
        return lines.dropFirst().map { line in
            line.split(separator: ",", omittingEmptySubsequences: false).dropLast()
                .joined(separator: ",")
        }
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

    @Test func aRowOfTheComparisonNamesItsUnits() throws {
        let run = SimulationRun(scenario: try scenario(demand: "1,20;2,20"), policy: .nearest)
        let row = SimulationRun.row(policy: "nearest", try run.run { _ in })
        #expect(row.first == JSONMember(name: "policy", value: .text("nearest")))
        #expect(row.contains(JSONMember(name: "extra_km", value: .number("0.00"))))
        #expect(row.contains(JSONMember(name: "above_percent", value: .number("50.0"))))
    }

    /// The scenario that the rule itself is tested with, whole, from the command line.
    @Test func theSmallScenarioGivesTheFrozenDecisions() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "MatchingTests/Resources/scenario").path
        guard FileManager.default.fileExists(atPath: folder + "/decisions.csv") else { return }
        let out = temporaryPath("csv")
        defer { try? FileManager.default.removeItem(atPath: out) }
        #expect(
            Program.run(["simulate", folder, "--policy", "balanced", "--decisions", out, "-q"])
                == .worked)
        #expect(try choices(out) == choices(folder + "/decisions.csv"))
    }

    private func choices(_ path: String) throws -> [String] {
        try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map { line in
            line.split(separator: ",", omittingEmptySubsequences: false).prefix(2)
                .joined(separator: ",")
        }
    }
}
