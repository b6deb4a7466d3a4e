import Foundation
import Testing

@testable import garagectl

/// What two runs of the program on the same folder print and write, byte for byte.
@Suite(.enabled(if: BuiltProgram.exists)) struct SimulateNoTimesTests {
    /// Two garages, and a person a day for a month who can reach both.
    private func folder() throws -> String {
        let folder = temporaryPath("scenario")
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        let garages = "garage_id,name,lat,lon,lo,hi\nA,X,48.0,2.0,2,4\nB,Y,48.05,2.0,5,10\n"
        let demand = (1...28).map { day in
            let text = day < 10 ? "0\(day)" : "\(day)"
            return "\(day),2025-02-\(text)T08:00:00,48.0\(day % 7),2.0,\(day % 5 * 5)\n"
        }
        try garages.write(toFile: folder + "/garages.csv", atomically: true, encoding: .utf8)
        try ("request_id,ts,lat,lon,radius_km\n" + demand.joined())
            .write(toFile: folder + "/demand.csv", atomically: true, encoding: .utf8)
        return folder
    }

    private func run(_ words: [String]) throws -> String {
        let program = try #require(BuiltProgram())
        let ending = try program.run(["simulate"] + words)
        #expect(ending.status == 0)
        return ending.output
    }

    @Test(arguments: [[], ["--csv"], ["--json"], ["--policy", "balanced"], ["--alerts"]])
    func theSameFolderPrintsTheSameBytes(options: [String]) throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let words = [folder, "--no-times"] + options
        let printed = try (0..<3).map { _ in try run(words) }
        #expect(Set(printed).count == 1 && !printed[0].isEmpty)
    }

    /// Times are all that is left out: the other columns are those of a run with times.
    @Test func onlyTheTimesAreLeftOut() throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let bare = try CSVReader.records(Array(run([folder, "--csv", "--no-times"]).utf8))
        let timed = try CSVReader.records(Array(run([folder, "--csv"]).utf8))
        let (names, all) = (try #require(bare.first).cells, try #require(timed.first).cells)
        let extra = all.filter { !names.contains($0) }
        #expect(!extra.isEmpty && extra.allSatisfy { $0.hasSuffix("_us") })
        #expect(!names.contains { $0.hasSuffix("_us") })
        let kept = all.indices.filter { names.contains(all[$0]) }
        #expect(timed.map { row in kept.map { row.cells[$0] } } == bare.map(\.cells))
    }

    @Test func decisionsAreTheSameWithTimesAndWithout() throws {
        let folder = try folder()
        let out = folder + "/d.csv"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        func written(_ options: [String]) throws -> [[String]] {
            _ = try run([folder, "-q", "--policy", "balanced", "--decisions", out] + options)
            return try CSVReader.records(FileText.read(out)).map(\.cells)
        }
        let (bare, timed) = (try written(["--no-times"]), try written([]))
        #expect(bare.count == 29 && bare[0] == ["request_id", "garage_id"])
        #expect(timed.map { Array($0.prefix(2)) } == bare)
        #expect(timed.allSatisfy { $0.count == 3 })
    }
}
