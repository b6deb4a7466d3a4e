import Foundation
import Matching
import Testing

@testable import garagectl

/// A scenario's requests, read from their file for every use.
@Suite struct ScenarioDemandTests {
    private static let header = "request_id,ts,lat,lon,radius_km\n"

    private func folder(_ demand: String, _ body: (String) throws -> Void) throws {
        let folder = temporaryPath("scenario")
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        try "garage_id,name,lat,lon\nA,X,48.0,2.0\n"
            .write(toFile: folder + "/garages.csv", atomically: true, encoding: .utf8)
        try demand.write(toFile: folder + "/demand.csv", atomically: true, encoding: .utf8)
        try body(folder)
    }

    private func rows(_ count: Int) -> String {
        (0..<count).map { "\($0),2025-02-03T08:00:00,48,2,\($0 % 5)\n" }.joined()
    }

    @Test func aFileGivesTheSameAsItsRequestsHeld() throws {
        // More than one piece of the file.
        let text = Self.header + rows(10_000)
        #expect(text.utf8.count > 1 << 18)
        let held = try ScenarioDemand(Demand.list(Array(text.utf8)).map(ScenarioRequest.init))
        try folder(text) { folder in
            let file = try ScenarioDemand(file: folder + "/demand.csv")
            #expect(file.estimatedCount == 10_000 && held.estimatedCount == 10_000)
            let scale = DemandScale(percent: 130, seed: 4)
            for (one, other) in [(file, held), (file.scaled(by: scale), held.scaled(by: scale))] {
                let (read, kept) = (try one.held, try other.held)
                #expect(read.map(\.id) == kept.map(\.id))
                #expect(read.map(\.request.radiusKm) == kept.map(\.request.radiusKm))
            }
        }
    }

    /// The bad row is the last; nothing is written that looks like a result.
    @Test(arguments: [
        ["--policy", "nearest"], ["--policy", "optimum"], ["--policy", "balanced"],
    ])
    func aBadRowLateInTheFileIsNamedAndLeavesNoDecisions(options: [String]) throws {
        try folder(Self.header + rows(300) + "x,hier,48,2,5\n") { folder in
            let failure = try #require(throws: Failure.self) {
                _ = try Scenario(folder: folder).demand.held
            }
            #expect(failure.sentence == "line 302: ts is a time, as 2025-01-02T08:03:33")
            let out = folder + "/out.csv"
            #expect(
                Program.run(["simulate", folder, "-q", "--decisions", out] + options) == .refused)
            let left = try FileManager.default.contentsOfDirectory(atPath: folder)
            #expect(!left.contains { $0.hasPrefix("out.csv") })
        }
    }

    @Test(arguments: [header, header + "\n\n"])
    func aFileWithoutRequestsIsRefusedAtOnce(text: String) throws {
        try folder(text) { folder in
            let failure = try #require(throws: Failure.self) { _ = try Scenario(folder: folder) }
            #expect(failure.sentence.contains("no request"))
        }
    }

    @Test func anotherEncodingIsToldHowToSaveIt() throws {
        try folder(Self.header + rows(3)) { folder in
            let path = folder + "/demand.csv"
            var bytes = Array(Self.header.utf8)
            bytes += [0xE9] + Array(",2025-02-03T08:00:00,48,2,5\n".utf8)
            try Data(bytes).write(to: URL(filePath: path))
            let failure = try #require(throws: Failure.self) { _ = try Scenario(folder: folder) }
            #expect(failure.sentence.contains("line 2 is not UTF-8"))
            #expect(failure.advice?.contains("CSV UTF-8") == true)
        }
    }
}
